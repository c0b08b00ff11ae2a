import type { CallAction } from '../../../src/contract/index.ts'
import type { Clock, Random, Timer } from '../../../src/core/index.ts'
import { openDeviceWire } from './device-wire.ts'

/** One press of a key, as the panel's firmware remembers it. */
export interface PanelPress {
  readonly number: number
  readonly key: CallAction
  /** The agent has said that it is on disk. */
  readonly acknowledged: boolean
}

/**
 * A virtual call panel. Its firmware numbers each press and sends it every 300 ms until it is acknowledged, one after
 * the other, so that nothing that was pressed is lost or changes its order.
 */
export interface CallPanel {
  readonly address: string
  /** Names this life of the panel: four hex digits, new at every power-up. */
  readonly boot: string
  press(key: CallAction): void
  /** Every press since power-up, oldest first. */
  presses(): readonly PanelPress[]
  isConnected(): boolean
  stop(): Promise<void>
}

/** What a virtual device needs. */
export interface DeviceParts {
  readonly clock: Clock
  readonly random: Random
  /** Something at the device changed. */
  changed(): void
}

const repeatEvery = 300
const heartbeatEvery = 5_000
/** A line that is longer than this is noise. */
const longestLine = 64

/** Powers up a panel. */
export async function startCallPanel({ clock, random, changed }: DeviceParts): Promise<CallPanel> {
  const boot = Buffer.from(random.bytes(2)).toString('hex').toUpperCase()
  const presses: PanelPress[] = []
  let acknowledged = 0
  let repeat: Timer | undefined

  const sendHead = () => {
    repeat?.cancel()
    const head = presses[acknowledged]
    if (!head) return
    wire.send(line(`K ${boot} ${head.number} ${head.key}`))
    repeat = clock.after(repeatEvery, sendHead)
  }
  const take = (text: string) => {
    const head = presses[acknowledged]
    if (!head || text !== `A ${boot} ${head.number}`) return
    presses[acknowledged++] = { ...head, acknowledged: true }
    changed()
    sendHead()
  }
  const wire = await openDeviceWire({ changed, received: lineReader(take) })
  const stopBeating = beat(clock, () => wire.send(line(`H ${boot}`)))

  return {
    address: wire.address,
    boot,
    press(key) {
      presses.push({ number: presses.length + 1, key, acknowledged: false })
      changed()
      if (presses.length === acknowledged + 1) sendHead()
    },
    presses: () => presses,
    isConnected: wire.isConnected,
    stop() {
      repeat?.cancel()
      stopBeating()
      return wire.stop()
    },
  }
}

/** Says that it is alive, now and then; returns the way to stop it. */
function beat(clock: Clock, say: () => void): () => void {
  let timer: Timer | undefined
  const next = () => {
    say()
    timer = clock.after(heartbeatEvery, next)
  }
  next()
  return () => timer?.cancel()
}

/** Puts lines together from whatever pieces they come in, and takes those whose check holds. */
function lineReader(take: (text: string) => void): (bytes: Uint8Array) => void {
  let heard = ''
  return (bytes) => {
    heard += Buffer.from(bytes).toString('latin1')
    const lines = heard.split('\r\n')
    heard = (lines.pop() ?? '').slice(-longestLine)
    for (const text of lines.flatMap(checked)) take(text)
  }
}

/** A line with its check: every byte before the star joined by XOR. */
function line(text: string): Uint8Array {
  return Buffer.from(`${text}*${check(text)}\r\n`, 'latin1')
}

/** The text of a line whose check holds; a line that was damaged on the way is as good as never sent. */
function checked(received: string): readonly string[] {
  const star = received.lastIndexOf('*')
  const text = received.slice(0, Math.max(0, star))
  return star > 0 && received.slice(star + 1) === check(text) ? [text] : []
}

function check(text: string): string {
  const joined = Buffer.from(text, 'latin1').reduce((sum, byte) => sum ^ byte, 0)
  return joined.toString(16).toUpperCase().padStart(2, '0')
}
