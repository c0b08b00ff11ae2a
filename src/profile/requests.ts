import type { RulePlan } from './decode/rules.ts'
import type { CommandArgs } from './model.ts'

/** More questions than this are never open at once; the oldest has been forgotten by the device, too. */
const maxOpen = 16

/** How long a device may take for an answer where no poll says so. */
const defaultTimeoutMs = 1000

/** A question without its answer. */
interface Open {
  readonly command: string
  readonly args: CommandArgs
  readonly until: number
}

/** The commands that a device owes answers to, in their order: the same bytes mean something else for each. */
export class Requests {
  readonly #asked: ReadonlySet<string>
  readonly #timeouts: ReadonlyMap<string, number>
  #open: Open[] = []

  constructor(rules: readonly RulePlan[], polls: readonly { readonly send: string; readonly timeout: number }[]) {
    this.#asked = new Set(rules.flatMap(({ replyTo }) => replyTo ?? []))
    this.#timeouts = new Map(polls.map(({ send, timeout }) => [send, timeout]))
  }

  sent(command: string, args: CommandArgs, now: number): void {
    if (!this.#asked.has(command)) return
    const until = now + (this.#timeouts.get(command) ?? defaultTimeoutMs)
    this.#open = [...this.#open, { command, args, until }].slice(-maxOpen)
  }

  /** The command whose answer is due next, and what it was called with. */
  outstanding(now: number): Pick<Open, 'command' | 'args'> | undefined {
    this.#open = this.#open.filter(({ until }) => now < until)
    return this.#open[0]
  }

  /** A rule took the answer. */
  answered(command: string | undefined): void {
    if (command !== undefined && this.#open[0]?.command === command) this.#open = this.#open.slice(1)
  }

  forget(): void {
    this.#open = []
  }
}
