import type { RulePlan } from './decode/rules.ts'
import type { FramerPlan } from './framing/plan.ts'
import type { CommandArgs } from './model.ts'

/** More questions than this are never open at once; the oldest has been forgotten by the device, too. */
const maxOpen = 16

/** How long a device may take for an answer where no poll says so. */
const defaultTimeoutMs = 1000

interface Poll {
  readonly send: string
  readonly timeout: number
}

/** A question without its answer. */
interface Open {
  readonly command: string
  readonly args: CommandArgs
  readonly until: number
}

/** The commands that a device owes answers to, in their order: the same bytes mean something else for each. */
export class Requests {
  readonly #asked: ReadonlySet<string>
  readonly #answersOf: ReadonlyMap<string, readonly string[]>
  readonly #timeouts: ReadonlyMap<string, number>
  #open: Open[] = []

  constructor(rules: readonly RulePlan[], framers: readonly FramerPlan[], polls: readonly Poll[]) {
    this.#asked = new Set([...rules, ...framers].flatMap(({ replyTo }) => replyTo ?? []))
    this.#answersOf = new Map(framers.map(({ id, replyTo }) => [id, replyTo]))
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

  /** A frame arrived: it is the answer when its framer or the rule that took it says so. */
  heard(framer: string, ruleReplyTo: string | undefined): void {
    const due = this.#open[0]?.command
    if (due === undefined) return
    const isAnswer = due === ruleReplyTo || this.#answersOf.get(framer)?.includes(due)
    if (isAnswer) this.#open = this.#open.slice(1)
  }

  forget(): void {
    this.#open = []
  }
}
