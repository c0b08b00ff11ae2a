import type { Draft } from '../decode/event.ts'

/** What a filter lets through now. */
export type Passed = readonly Draft[]

/** A contact of one key: what was last told of it, and what it has done since. */
interface Contact {
  readonly told: string
  readonly until: number
  readonly waiting: Draft | undefined
}

/**
 * Contacts that bounce: the first edge is told at once, then nothing until the time is over; if the key stands
 * otherwise by then, that is told.
 */
export class Debounce {
  readonly #ms: number
  readonly #contacts = new Map<string, Contact>()

  constructor(ms: number) {
    this.#ms = ms
  }

  get wakeAt(): number | null {
    const times = [...this.#contacts.values()].filter(({ waiting }) => waiting).map(({ until }) => until)
    return times.length > 0 ? Math.min(...times) : null
  }

  take(draft: Draft, now: number): Passed {
    const due = this.tick(now)
    const key = keyOf(draft)
    const contact = this.#contacts.get(key)
    if (contact && now < contact.until) {
      this.#contacts.set(key, { ...contact, waiting: draft.name === contact.told ? undefined : draft })
      return due
    }
    return [...due, this.#tell(key, draft, now)]
  }

  tick(now: number): Passed {
    const passed: Draft[] = []
    for (const [key, { waiting, until }] of this.#contacts) {
      if (now < until) continue
      this.#contacts.delete(key)
      if (waiting) passed.push(this.#tell(key, waiting, now))
    }
    return passed
  }

  #tell(key: string, draft: Draft, now: number): Draft {
    this.#contacts.set(key, { told: draft.name, until: now + this.#ms, waiting: undefined })
    return draft
  }
}

/** Presses and releases of one key say the same. */
export function keyOf({ data }: Draft): string {
  return JSON.stringify(data)
}
