import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { temporaryFolder } from '../support/folder.ts'
import { type Running, start } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { buildBoard, buildFirmware } from './build.ts'

/** The words of the reference firmware for its keys, in the order of their pins. */
export const panelKeys = ['next', 'recall', 'begin', 'skip', 'hold', 'transfer', 'finish', 'pause'] as const
/** One of {@link panelKeys}. */
export type PanelKey = (typeof panelKeys)[number]

/** What can happen to a panel, beside presses. */
export type Mishap = 'cut' | 'plug' | 'reset' | 'power'

/** The open panel: its firmware on a simulated chip, with keys, lamps, a display and a serial line on a real tty. */
export class SimulatedPanel {
  /** The path to open as a serial port. */
  readonly port = join(temporaryFolder(), 'panel')
  /** Everything that was pressed, in order. */
  readonly pressed: PanelKey[] = []
  readonly #board: Running
  readonly #told: string[] = []
  readonly #acknowledged = new Set<string>()

  private constructor(seed: number) {
    this.#board = start(buildBoard(), [buildFirmware(), this.port, String(seed % 2 ** 31)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    })
    const lines = createInterface({ input: this.#board.process.stdout ?? process.stdin })
    lines.on('line', (line) => this.#hear(line))
  }

  /** Builds it and powers it up. The seed fills its memory, as power-ups do. */
  static async powerUp(seed: number): Promise<SimulatedPanel> {
    const panel = new SimulatedPanel(seed)
    await until('the panel says who it is', () => panel.said('I ').length > 0, 60_000)
    return panel
  }

  /** Names this life of the panel. */
  get boot(): string {
    return this.said('I ').at(-1)?.split(' ')[1] ?? ''
  }

  /** How many presses were acknowledged. */
  get acknowledged(): number {
    return this.#acknowledged.size
  }

  /** What it has said so far that begins like this. */
  said(beginning: string): readonly string[] {
    return this.#told.filter((line) => line.startsWith(`< ${beginning}`)).map((line) => line.slice(2))
  }

  /** Puts a press behind those that are still under way. */
  press(key: PanelKey): void {
    this.pressed.push(key)
    this.#order(`press ${panelKeys.indexOf(key)}`)
  }

  /** Waits until the fingers are off the keys. */
  async untilPressed(): Promise<void> {
    const count = this.pressed.length
    await until('all presses are made', () => count === 0 || this.#told.includes(`pressed ${count}`), 120_000)
  }

  /** Lets it happen. A chip that has started anew feels no key before it says who it is. */
  async suffer(mishap: Mishap): Promise<void> {
    const before = this.#count(`over ${mishap}`)
    const lives = this.#introductions()
    this.#order(mishap)
    await until(`${mishap} is over`, () => this.#count(`over ${mishap}`) > before, 60_000)
    if (mishap === 'cut' || mishap === 'plug') return
    await until('the panel says who it is', () => this.#introductions() > lives, 60_000)
  }

  /** What can be seen of it: its lamps, one bit per key, and both rows of its display. */
  async look(): Promise<{ readonly lamps: number; readonly display: string }> {
    const before = this.#told.filter((line) => line.startsWith('display ')).length
    this.#order('look')
    await until('it was looked at', () => this.#told.filter((line) => line.startsWith('display ')).length > before)
    const last = (word: string) => this.#told.findLast((line) => line.startsWith(word))?.slice(word.length) ?? ''
    return { lamps: Number.parseInt(last('lamps '), 16), display: last('display ') }
  }

  /** Sends bytes as the PC does. */
  send(bytes: Uint8Array): void {
    writeFileSync(this.port, bytes)
  }

  /** The last that went over the wire and happened, for the words of a failure. */
  recently(): string {
    return this.#told.slice(-12).join('\n')
  }

  /** How often it said who it is; power that fails amid a line leaves the beginning of that line before the words. */
  #introductions(): number {
    return this.#told.filter((line) => line.startsWith('<') && line.includes('I ')).length
  }

  #order(order: string): void {
    this.#board.process.stdin?.write(`${order}\n`)
  }

  #count(line: string): number {
    return this.#told.filter((told) => told === line).length
  }

  #hear(line: string): void {
    this.#told.push(line)
    const acknowledgement = /^> (A [0-9A-F]{8} \d+)\*/.exec(line)?.[1]
    if (acknowledgement !== undefined) this.#acknowledged.add(acknowledgement)
  }
}
