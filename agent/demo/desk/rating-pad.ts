import type { DeviceParts } from './call-panel.ts'
import { openDeviceWire } from './device-wire.ts'

/** A virtual rating pad: five keys, a lamp above each. It sends a press once and learns nothing about it. */
export interface RatingPad {
  readonly address: string
  /** Presses the key of a level, 1 to 5. */
  press(level: number): void
  /** The levels pressed since power-up, oldest first. */
  presses(): readonly number[]
  /** Presses made while nothing was plugged in: nobody will ever know of them. */
  lost(): number
  /** The levels it was told to thank for, by lighting that lamp alone, oldest first. */
  thanks(): readonly number[]
  /** Which lamps are lit, level 1 first. */
  lamps(): readonly boolean[]
  isConnected(): boolean
  stop(): Promise<void>
}

const levels = [1, 2, 3, 4, 5]
const frameLength = 6
const [startByte, endByte, keyFrame, lampFrame] = [0xa2, 0x2a, 0x01, 0x02]

/** Powers up a pad. */
export async function startRatingPad({ changed }: Pick<DeviceParts, 'changed'>): Promise<RatingPad> {
  const presses: number[] = []
  const thanks: number[] = []
  let lost = 0
  let lamps = 0
  const heard: number[] = []

  const wire = await openDeviceWire({
    changed,
    received(bytes) {
      heard.push(...bytes)
      for (const mask of takeLampFrames(heard)) {
        lamps = mask
        thanks.push(...levels.filter((level) => mask === lampOf(level)))
      }
      changed()
    },
  })
  return {
    address: wire.address,
    press(level) {
      presses.push(level)
      if (wire.send(frame(keyFrame, level)) === 'nobody') lost++
      changed()
    },
    presses: () => presses,
    lost: () => lost,
    thanks: () => thanks,
    lamps: () => levels.map((level) => (lamps & lampOf(level)) !== 0),
    isConnected: wire.isConnected,
    stop: wire.stop,
  }
}

function frame(kind: number, value: number): Uint8Array {
  return Uint8Array.of(startByte, kind, value, 0, sum(kind, value), endByte)
}

const lampOf = (level: number) => 1 << (level - 1)

const sum = (kind: number, value: number) => (kind + value) & 0xff

/** Takes the lamp masks of all whole frames out of what was heard. */
function takeLampFrames(heard: number[]): number[] {
  const masks: number[] = []
  while (heard.length >= frameLength) {
    const [start, kind = 0, value = 0, zero, check, end] = heard
    const isFrame = start === startByte && zero === 0 && check === sum(kind, value) && end === endByte
    if (isFrame && kind === lampFrame) masks.push(value)
    heard.splice(0, isFrame ? frameLength : 1)
  }
  return masks
}
