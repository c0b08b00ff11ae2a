/** An output report of a HID device: its number, 0 where reports have none, and its bytes without that. */
export interface OutputReport {
  readonly number: number
  readonly size: number
}

/** One pattern that is shown to a person. */
export interface LampTry {
  readonly report: number
  readonly bytes: Uint8Array
}

/** The lamp of a key: the bits of one byte of a report that light it. */
export interface Lamp {
  readonly key: string
  readonly at: number
  readonly mask: number
}

/** The lamps of a device, all in one report. */
export interface Lamps {
  readonly report: OutputReport
  readonly lamps: readonly Lamp[]
}

/** Longer reports are commands of their makers, which may write something for good. */
const longest = 8
const mostTries = 40

/** The reports that may be tried on a device that nobody knows. */
export function triableReports(outputs: readonly OutputReport[]): readonly OutputReport[] {
  return outputs.filter(({ size }) => size > 0 && size <= longest).slice(0, 4)
}

/**
 * Finds lamps by trying: first each byte of a report as a whole, and the bits of a byte that lights more than one lamp.
 * The first report that lights anything is the one.
 */
export class LampSearch {
  readonly #waiting: { readonly report: OutputReport; readonly at: number; readonly mask: number }[]
  readonly #lamps = new Map<string, Lamp>()
  #report: OutputReport | undefined
  #tries = 0

  constructor(outputs: readonly OutputReport[]) {
    // One byte alone is a set of bits, as the lamps of a keyboard are.
    this.#waiting = triableReports(outputs).flatMap((report) =>
      report.size === 1 ? bitsOf(report, 0) : placesOf(report.size).map((at) => ({ report, at, mask: 0xff })),
    )
  }

  /** What is written now; undefined when all was tried. */
  get try(): LampTry | undefined {
    const [now] = this.#waiting
    if (!now || this.#tries >= mostTries) return undefined
    const bytes = new Uint8Array(now.report.size)
    bytes[now.at] = now.mask
    return { report: now.report.number, bytes }
  }

  /** The keys whose lamps are lit now. */
  answer(lit: readonly string[]): void {
    const now = this.#waiting.shift()
    if (!now) return
    this.#tries++
    const [key] = lit
    if (key === undefined) return
    const { report, at, mask } = now
    this.#report ??= report
    const others = this.#waiting.filter((one) => one.report === report)
    const isWhole = mask === 0xff
    this.#waiting.splice(0, this.#waiting.length, ...(lit.length > 1 && isWhole ? bitsOf(report, at) : []), ...others)
    if (lit.length === 1 && !this.#lamps.has(key)) this.#lamps.set(key, { key, at, mask })
  }

  /** What was found; undefined when nothing lit. */
  get found(): Lamps | undefined {
    return this.#report && this.#lamps.size > 0 ? { report: this.#report, lamps: [...this.#lamps.values()] } : undefined
  }
}

function placesOf(size: number): readonly number[] {
  return Array.from({ length: size }, (_, at) => at)
}

function bitsOf(report: OutputReport, at: number) {
  return placesOf(8).map((bit) => ({ report, at, mask: 1 << bit }))
}
