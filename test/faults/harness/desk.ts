import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { JournalStatus } from '../../../src/journal/index.ts'
import { temporaryFolder } from '../../support/folder.ts'
import { desk as deskAccount } from '../../support/mosquitto.ts'
import { type Running, start } from '../../support/processes.ts'
import { until } from '../../support/wait.ts'
import type { Accepted } from '../checker.ts'
import type { DeskOrder, DeskSetup } from './desk-orders.ts'
import { waitingInJournal } from './waiting-in-journal.ts'

/** What a desk says of itself. */
export type DeskStatus = JournalStatus & { readonly online: boolean; readonly protocol: string | null }

/** That the connection came, went, or could not be made. */
export interface LinkEvent {
  readonly state: 'online' | 'offline'
  /** Monotonic milliseconds, on the one clock of the machine. */
  readonly at: number
  readonly code: string
}

/** What a test may choose of a desk. */
export interface DeskOptions {
  readonly url?: string
  readonly folder?: string
  /** The command that starts the desk's program, e.g. in a network of its own. By default the program itself. */
  readonly wrap?: (command: readonly string[]) => readonly string[]
}

const idLength = 36
const lastWordsLength = 1_000

/** A desk in a process of its own, which may be killed and started again on the same data at any moment. */
export class FaultDesk {
  readonly name = 'vinh-long/quay-05'
  readonly folder: string
  readonly #options: DeskOptions
  readonly #pressed: string[] = []
  readonly #accepted: Accepted[] = []
  readonly #refused: { readonly id: string; readonly code: string }[] = []
  readonly #requested: string[] = []
  readonly #links: LinkEvent[] = []
  readonly #settled = new Map<number, (failure: string | undefined) => void>()
  #orders = 0
  #running: Running | undefined
  #ready = false
  #status: DeskStatus | undefined
  /** Called with each accepted fact as it is reported, before anything else is read. */
  onAccepted: ((count: number) => void) | undefined

  constructor(options: DeskOptions = {}) {
    this.#options = options
    this.folder = options.folder ?? temporaryFolder()
  }

  /** Starts a desk and waits until it takes orders. */
  static async start(options: DeskOptions = {}): Promise<FaultDesk> {
    const desk = new FaultDesk(options)
    await desk.start()
    return desk
  }

  /** Ids of everything that was asked of it, over all its lives. */
  get pressed(): readonly string[] {
    return this.#pressed
  }

  get accepted(): readonly Accepted[] {
    return this.#accepted
  }

  get refused(): readonly { readonly id: string; readonly code: string }[] {
    return this.#refused
  }

  /** Ids of the requests it has made. */
  get requested(): readonly string[] {
    return this.#requested
  }

  /** How its connection came and went. */
  get links(): readonly LinkEvent[] {
    return this.#links
  }

  get pid(): number {
    return this.#running?.process.pid ?? 0
  }

  async start(): Promise<void> {
    const setup: DeskSetup = {
      folder: this.folder,
      centre: 'vinh-long',
      desk: 'quay-05',
      ...(this.#options.url === undefined ? {} : { url: this.#options.url, account: deskAccount }),
    }
    const program = [process.execPath, join(import.meta.dirname, 'desk-program.ts'), JSON.stringify(setup)]
    const [command = '', ...args] = this.#options.wrap?.(program) ?? program
    this.#ready = false
    const running = start(command, args, { stdio: ['pipe', 'pipe', 'pipe'] })
    this.#running = running
    running.process.stdin?.on('error', () => undefined)
    if (running.process.stdout)
      createInterface({ input: running.process.stdout }).on('line', (line) => this.#hear(line))
    void running.ended.then(() => this.#forgetOrders())
    let ended = false
    void running.ended.then(() => {
      ended = true
    })
    await until(`the desk is ready; it said: ${running.said()}`, () => this.#ready || ended, 60_000)
    if (!this.#ready) throw new Error(`the desk did not start: ${running.said()}`)
  }

  /** Ends it at once, as a power switch ends a process. */
  strike(): void {
    this.#running?.kill('SIGKILL')
  }

  /** Ends the program that runs now, after `ms`; never the one that may have been started in its place by then. */
  strikeAfter(ms: number): void {
    const running = this.#running
    setTimeout(() => running?.kill('SIGKILL'), ms)
  }

  /** {@link strike}, and waits for the end and for all that it had said. */
  async kill(): Promise<void> {
    this.strike()
    await this.ended()
  }

  async ended(): Promise<void> {
    const running = this.#running
    if (!running) return
    await Promise.all([running.ended, closed(running)])
  }

  /** Sends a signal, e.g. SIGSTOP. */
  signal(signal: NodeJS.Signals): void {
    this.#running?.kill(signal)
  }

  async stop(): Promise<void> {
    void this.#order({ kind: 'stop' }).catch(() => undefined)
    await this.ended()
  }

  /** Resolves when everything was accepted or refused, rejects when the desk ended before. */
  press(count: number, options: { readonly perSecond?: number; readonly bytes?: number } = {}): Promise<void> {
    return this.#order({ kind: 'press', count, bytes: 20, ...options })
  }

  /** Accepts many at once, whose times lie over the past hours. */
  fill(count: number, hours = 1): Promise<void> {
    return this.#order({ kind: 'fill', count, hours })
  }

  request(): Promise<void> {
    return this.#order({ kind: 'request' })
  }

  async status(): Promise<DeskStatus> {
    await this.#order({ kind: 'status' })
    if (!this.#status) throw new Error('a status that did not come')
    return this.#status
  }

  /** Waits until every fact has its receipt. */
  async untilDelivered(ms = 120_000): Promise<void> {
    await until(`${this.name} has nothing left to deliver`, async () => (await this.status()).backlog === 0, ms)
  }

  async untilOnline(ms = 60_000): Promise<void> {
    await until(`${this.name} is online`, async () => (await this.status()).online, ms)
  }

  /** The ids in the journal of a desk that has ended which no receipt covers. */
  waiting(): Promise<string[]> {
    return waitingInJournal(this.folder)
  }

  #order(order: DeskOrder): Promise<void> {
    const number = ++this.#orders
    return new Promise((resolve, reject) => {
      this.#settled.set(number, (failure) => (failure === undefined ? resolve() : reject(new Error(failure))))
      this.#running?.process.stdin?.write(`${JSON.stringify({ number, ...order })}\n`)
    })
  }

  #forgetOrders(): void {
    const lastWords = this.#running?.said().slice(-lastWordsLength)
    for (const settle of this.#settled.values()) settle(`the desk ended; its last words: ${lastWords}`)
    this.#settled.clear()
  }

  #hear(line: string): void {
    const [word, first = '', second = '', third = ''] = line.split(' ')
    switch (word) {
      case 'ready':
        this.#ready = true
        return
      case 'pressed':
        this.#pressed.push(first)
        return
      case 'accepted':
        // A kill can cut the last line short; what was not said to its end was not promised.
        if (third.length < idLength) return
        this.#accepted.push({ id: third, epoch: second, sequence: Number(first) })
        this.onAccepted?.(this.#accepted.length)
        return
      case 'refused':
        this.#refused.push({ id: second, code: first })
        return
      case 'requested':
        this.#requested.push(first)
        return
      case 'online':
      case 'offline':
        this.#links.push({ state: word, at: Number(first), code: second })
        return
      case 'status':
        this.#status = JSON.parse(line.slice('status '.length)) as DeskStatus
        return
      case 'done':
      case 'failed':
        this.#settled.get(Number(first))?.(word === 'done' ? undefined : second)
        this.#settled.delete(Number(first))
        return
    }
  }
}

function closed(running: Running): Promise<void> {
  const { stdout } = running.process
  if (!stdout || stdout.closed || stdout.destroyed) return Promise.resolve()
  return new Promise((resolve) => stdout.once('close', () => resolve()))
}
