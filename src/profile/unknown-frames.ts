import type { UnknownFrame } from './model.ts'
import type { DeviceClass } from './schema/index.ts'

/** Only the bytes of these can be shown: all others may have read a card, a code or a name. */
const plainClasses: ReadonlySet<DeviceClass> = new Set([
  'button',
  'button-panel',
  'call-keypad',
  'rating-pad',
  'pedal',
  'lamp',
])

const remembered = 20
const shownBytes = 64

interface Seen {
  readonly at: number
  readonly length: number
  readonly report: number
  readonly hex: string | undefined
}

/** Whether bytes of such a device may be written down. */
export function mayShowBytes(deviceClass: DeviceClass, redact: readonly string[]): boolean {
  return plainClasses.has(deviceClass) && redact.length === 0
}

/** The last frames that no rule wanted: the first thing to look at when a device is not understood. */
export class UnknownFrames {
  readonly #isPlain: boolean
  #seen: Seen[] = []

  constructor(isPlain: boolean) {
    this.#isPlain = isPlain
  }

  add(bytes: Uint8Array, report: number, at: number): void {
    const hex = this.#isPlain ? Buffer.from(bytes.subarray(0, shownBytes)).toString('hex').toUpperCase() : undefined
    if (this.#seen.length >= remembered) this.#seen.shift()
    this.#seen.push({ at, length: bytes.length, report, hex })
  }

  list(now: number): readonly UnknownFrame[] {
    return this.#seen.map(({ at, length, report, hex }) => ({
      ageMs: now - at,
      length,
      ...(report > 0 ? { report } : {}),
      ...(hex === undefined ? {} : { hex }),
    }))
  }
}
