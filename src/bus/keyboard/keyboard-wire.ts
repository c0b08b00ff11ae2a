import { type ChildProcessByStdio, spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'
import { type Clock, DeskError, type ErrorCode, type Log, type TextArgs } from '../../core/index.ts'
import type { Wire, WireAddress, WireStats } from '../wire.ts'
import { WireLife } from '../wire-life.ts'
import { within } from '../within.ts'
import { helperPath } from './helper-path.ts'
import { endings, type HelperWord, helperWords } from './helper-words.ts'

export type KeyboardAddress = Extract<WireAddress, { kind: 'keyboard' }>

export interface KeyboardOptions {
  readonly clock: Clock
  readonly log: Log
  /** The program that takes the device; ours where it is not said. */
  readonly helper?: string
  readonly platform?: NodeJS.Platform
}

/** The helper waits up to a second for keys that are still down. */
const openMs = 5_000
/** How long the helper may take to give the device back. */
const closeMs = 1_000

/**
 * Takes a device that types away from every other program, by a child process that ends with us. What it types arrives
 * as the reports of a boot keyboard.
 * @throws DeskError DB-KBD-001 to -005, -007 to -009, -011, -012: not there, not allowed, taken by another program, the
 * only keyboard, no helper, no keyboard, ended, late, not on this system (with the code that changes its mode, or without).
 */
export async function openKeyboard(
  address: KeyboardAddress,
  options: KeyboardOptions,
  signal: AbortSignal,
): Promise<Wire> {
  const { platform = process.platform, helper = helperPath() } = options
  if (platform !== 'linux') throw notHere(address)
  if (helper === undefined) throw new DeskError('DB-KBD-005', { reason: 'keyboard-grab' })
  const { path } = address
  const child = spawn(helper, [path], { stdio: ['pipe', 'pipe', 'ignore'] })
  const wire = new KeyboardWire(child, path, options)
  const late = new DeskError('DB-KBD-009', { path, seconds: openMs / 1000 })
  try {
    await within(wire.opened, { clock: options.clock, ms: openMs, signal, late })
    return wire
  } catch (error) {
    await wire.close()
    throw error
  }
}

function notHere({ modeSwitch }: KeyboardAddress): DeskError {
  return modeSwitch ? new DeskError('DB-KBD-011', { ...modeSwitch }) : new DeskError('DB-KBD-012')
}

type Helper = ChildProcessByStdio<Writable, Readable, null>

class KeyboardWire implements Wire {
  readonly kind = 'reports'
  readonly readable: WireLife['readable']
  readonly lost: WireLife['lost']
  readonly opened: Promise<void>
  readonly #child: Helper
  readonly #path: string
  readonly #options: KeyboardOptions
  readonly #life: WireLife
  readonly #opened = Promise.withResolvers<void>()
  readonly #ended = Promise.withResolvers<void>()

  constructor(child: Helper, path: string, options: KeyboardOptions) {
    this.#child = child
    this.#path = path
    this.#options = options
    this.#life = new WireLife({
      clock: options.clock,
      peer: { path },
      codes: { stalled: 'DB-KBD-010', full: 'DB-KBD-010' },
      // The helper gives the device back when nobody holds the other end.
      release: () => child.stdin.end(),
    })
    this.readable = this.#life.readable
    this.lost = this.#life.lost
    this.opened = this.#opened.promise
    this.opened.catch(() => undefined)
    this.#listen()
  }

  async write(): Promise<void> {
    throw new DeskError('DB-KBD-010', { path: this.#path })
  }

  async close(): Promise<void> {
    this.#life.lose('DB-BUS-001')
    const patience = this.#options.clock.after(closeMs, () => this.#child.kill('SIGKILL'))
    await this.#ended.promise
    patience.cancel()
  }

  stats(): WireStats {
    return this.#life.stats()
  }

  #listen(): void {
    const words = helperWords((word) => this.#hear(word))
    this.#child.stdin.on('error', () => undefined)
    this.#child.stdout.setEncoding('ascii').on('data', words)
    this.#child.once('error', ({ message }) => {
      this.#lose('DB-KBD-005', { reason: message })
      this.#ended.resolve()
    })
    // Only then has all been read that it said.
    this.#child.once('close', (exit, signal) => {
      const code = endings[exit ?? -1] ?? 'DB-KBD-008'
      if (code === 'DB-KBD-008' && !this.#life.isOver) {
        this.#options.log.warn('keyboard helper ended', { port: this.#path, exit: String(signal ?? exit) })
      }
      this.#lose(code, { exit: String(signal ?? exit) })
      this.#ended.resolve()
    })
  }

  #hear(word: HelperWord): void {
    if (word.kind === 'ready') this.#opened.resolve()
    else if (word.kind === 'report') this.#life.take(word.bytes, { report: 0, at: word.at })
    else this.#lose('DB-KBD-008', { exit: '?' })
  }

  #lose(code: ErrorCode, args: TextArgs): void {
    this.#opened.reject(new DeskError(code, { path: this.#path, ...args }))
    this.#life.lose(code, args)
  }
}
