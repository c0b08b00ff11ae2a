import { type ChildProcess, fork } from 'node:child_process'
import type { Clock, ErrorCode, Log } from '../../core/index.ts'
import type { LostReason } from '../wire.ts'
import { BeatWatch } from './beat-watch.ts'
import type { FromChild } from './line.ts'

/** Why a child process is gone. */
export type FamilyEnd =
  | { readonly kind: 'died'; readonly exit: string }
  | { readonly kind: 'hung' }
  | { readonly kind: 'not-started'; readonly reason: string }

/** Why the wires of a child are lost, in the codes of its family. */
export function lossBy(end: FamilyEnd, codes: Readonly<Record<FamilyEnd['kind'], ErrorCode>>): LostReason {
  const { kind, ...args } = end
  return { code: codes[kind], args }
}

export interface FamilyOptions<Up> {
  readonly name: string
  readonly entry: URL
  readonly clock: Clock
  readonly log: Log
  onMessage(message: Up): void
  /** Called once, however the child ends. */
  onEnd(end: FamilyEnd): void
}

/** How long an orderly end may take. */
const stopMs = 1_000
/** What is kept of the child's last words for the log. */
const lastWordsLength = 1_024

/** The core's end of a child process that runs one family of native code. One that dies or hangs is reported once. */
export class Family<Down extends object, Up> {
  readonly #options: FamilyOptions<Up>
  readonly #child: ChildProcess
  readonly #watch: BeatWatch
  readonly #ready = Promise.withResolvers<void>()
  readonly #gone = Promise.withResolvers<void>()
  #isReady = false
  #ended = false
  #lastWords = ''

  constructor(options: FamilyOptions<Up>) {
    this.#options = options
    this.#child = fork(options.entry, {
      serialization: 'advanced',
      // A small heap: the child only passes bytes on. No inspector, whatever the core was started with.
      execArgv: ['--max-semi-space-size=1', '--max-old-space-size=64'],
      env: childEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.#watch = new BeatWatch(options.clock, () => this.#end({ kind: 'hung' }))
    this.#listen()
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  /** Sends in order; what is sent before the child is ready waits for it. */
  send(message: Down): void {
    this.#ready.promise.then(() => {
      // An error here means that the child is going; its exit tells.
      if (this.#child.connected) this.#child.send(message, () => {})
    })
  }

  /** Resolves when the process is gone. */
  async stop(): Promise<void> {
    const timer = this.#options.clock.after(stopMs, () => this.#child.kill('SIGKILL'))
    if (this.#child.connected) this.#child.disconnect()
    await this.#gone.promise
    timer.cancel()
  }

  #listen(): void {
    const child = this.#child
    child.on('message', (message) => this.#hear(message as FromChild<Up>))
    child.on('error', (error) => {
      this.#end({ kind: 'not-started', reason: error.message })
      if (child.pid === undefined) this.#gone.resolve()
    })
    child.on('exit', (code, signal) => {
      const exit = exitOf(code, signal)
      this.#end(this.#isReady ? { kind: 'died', exit } : { kind: 'not-started', reason: `exit ${exit}` })
      this.#gone.resolve()
    })
    child.on('close', (code, signal) => this.#logEnd(exitOf(code, signal)))
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-lastWordsLength)
    })
  }

  #hear(message: FromChild<Up>): void {
    this.#watch.heard()
    if (message.kind === 'ready') {
      this.#isReady = true
      this.#ready.resolve()
    } else if (message.kind === 'message' && !this.#ended) {
      this.#options.onMessage(message.message)
    }
  }

  #end(why: FamilyEnd): void {
    if (this.#ended) return
    this.#ended = true
    this.#watch.stop()
    this.#child.kill('SIGKILL')
    this.#options.onEnd(why)
  }

  #logEnd(exit: string): void {
    const { pid } = this.#child
    const words = this.#lastWords.trim()
    const fields = { exit, ...(pid === undefined ? {} : { pid }), ...(words ? { reason: words } : {}) }
    this.#options.log.info(`${this.#options.name} process ended`, fields)
  }
}

/** The child gets no debugger, no loader and no debug log that would print bytes. */
function childEnvironment(): NodeJS.ProcessEnv {
  const { NODE_OPTIONS: _options, NODE_DEBUG: _nodeDebug, DEBUG: _debug, ...rest } = process.env
  // Blocking calls of stuck drivers sit in the thread pool; one stuck port must not stop the others.
  return { ...rest, UV_THREADPOOL_SIZE: '16' }
}

function exitOf(code: number | null, signal: NodeJS.Signals | null): string {
  return signal ?? String(code)
}
