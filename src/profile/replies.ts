import type { ReplyPlan } from './decode/rules.ts'
import type { Scope } from './expression/index.ts'

/** Replies of one frame that wait until every event of it is on disk. */
interface Waiting {
  readonly events: Set<number>
  readonly commands: readonly string[]
  readonly scope: Scope
}

/** What can be sent now. */
export interface Reply {
  readonly command: string
  readonly scope: Scope
}

/** More frames than this never wait: a device that is not answered repeats, so the oldest may be forgotten. */
const maxWaiting = 256

/** Keeps the acknowledgements of a device back until its events are accepted. */
export class Replies {
  readonly #byEvent = new Map<number, Waiting>()
  readonly #queue = new Set<Waiting>()

  /** Files the replies of a frame; gives those that go out at once, and how many old ones had to be forgotten. */
  add(
    plans: readonly ReplyPlan[],
    events: readonly number[],
    scope: Scope,
  ): { readonly now: readonly Reply[]; readonly lost: number } {
    // A frame that caused no event has nothing to wait for.
    const isNow = (plan: ReplyPlan) => plan.after === 'at once' || events.length === 0
    const commands = plans.filter((plan) => !isNow(plan)).map((plan) => plan.command)
    const now = plans.filter(isNow).map(({ command }) => ({ command, scope }))
    if (commands.length === 0) return { now, lost: 0 }
    const waiting = { events: new Set(events), commands, scope }
    this.#queue.add(waiting)
    for (const event of events) this.#byEvent.set(event, waiting)
    return { now, lost: this.#forgetOldest() }
  }

  /** An event is on disk. */
  accepted(event: number): readonly Reply[] {
    const waiting = this.#byEvent.get(event)
    if (!waiting) return []
    this.#byEvent.delete(event)
    waiting.events.delete(event)
    if (waiting.events.size > 0) return []
    this.#queue.delete(waiting)
    return waiting.commands.map((command) => ({ command, scope: waiting.scope }))
  }

  #forgetOldest(): number {
    const [oldest] = this.#queue
    if (this.#queue.size <= maxWaiting || !oldest) return 0
    this.#queue.delete(oldest)
    for (const event of oldest.events) this.#byEvent.delete(event)
    return oldest.commands.length
  }
}
