import { seededRandom } from '../../../test/support/faces.ts'
import type { FactData, FactType, Request, RequestName } from '../../contract/index.ts'
import { type Random, uuidv7 } from '../../core/index.ts'
import type { Arrival } from '../store/store.ts'
import { nothingDealt } from './dealing.ts'
import { deskOf, serviceOf, type TestHall, type Told, ToldFacts } from './hall.fixture.ts'
import type { TicketState } from './hall.ts'
import { waitingToday } from './line.ts'
import { lineAt } from './look.ts'

/**
 * One counter with its desk, as the contract has it: it asks while it is connected, and goes on alone while it is not. What
 * it did is in its journal, which the test delivers when it likes.
 */
export class BusyCounter {
  readonly place: string
  /** What became here of each ticket that was ever here. */
  readonly had = new Map<string, TicketState>()
  journal: Arrival[] = []
  online = true
  readonly #hall: TestHall
  readonly #random: Random
  readonly #facts: ToldFacts
  #current: { readonly ticket: string; readonly service: string; begun: boolean; readonly alone: boolean } | undefined
  #list: string[] = []
  /** An answer of which the desk has not said what became of it. */
  #silent = false
  /** How much of the journal is from before the cable was put back. */
  #backlog = 0

  constructor(place: string, hall: TestHall, seed: number) {
    this.place = place
    this.#hall = hall
    this.#random = seededRandom(seed)
    this.#facts = new ToldFacts(place, this.#random)
  }

  /** Calls the next: whoever is here is served. */
  async next(): Promise<void> {
    this.#leave('finished')
    if (!this.online) return this.#nextAlone()
    await this.#speak()
    const told = await this.#ask('call.next')
    const ticket = 'shows' in told ? told.shows : null
    const chance = this.#random.unit()
    if (chance < 0.15) return await this.#hall.say(this.place, { state: 'refused', error: 'late' })
    if (chance < 0.25) {
      this.#silent = true
      return
    }
    if (ticket !== null) this.#show(ticket, { alone: false })
    await this.#hall.say(this.place, { state: 'done' })
  }

  async begin(): Promise<void> {
    const here = this.#current
    if (!here || here.begun) return
    this.#begin()
    if (this.online) await this.#ask('call.begin', { ticket: here.ticket })
    else this.#alone('begin', here.ticket)
  }

  async finish(): Promise<void> {
    const ticket = this.#current?.ticket
    if (ticket === undefined) return
    this.#leave('finished')
    // The request of what a desk does by itself may be lost: its facts tell it.
    if (this.online && this.#random.unit() < 0.7) await this.#ask('call.finish', { ticket })
  }

  async sendAway(action: 'skip' | 'hold'): Promise<void> {
    const ticket = this.#current?.ticket
    if (ticket === undefined) return
    if (this.online) await this.#ask(`call.${action}`, { ticket })
    else this.#alone(action, ticket)
    this.#leave(action === 'skip' ? 'skipped' : 'held')
  }

  /** The cable is pulled: what is known of the line now is all that is known. */
  async cut(): Promise<void> {
    await this.#speak()
    const { database } = this.#hall.store
    const scene = { plan: this.#hall.hall.plan, now: this.#hall.clock.wall(), dealing: nothingDealt }
    const line = await database.transaction(async (db) =>
      lineAt({ ...scene, db }, this.place, await waitingToday({ ...scene, db }), this.#random),
    )
    const listed = line.tickets.map(({ ticket }) => ticket)
    // The desk remembers whom it called.
    this.#list = listed.filter((ticket) => !this.had.has(ticket) || this.had.get(ticket) === 'held')
    this.online = false
  }

  /** Some of the journal reaches the centre. */
  async deliver(most: number): Promise<void> {
    if (!this.online || this.journal.length === 0) return
    const told = this.journal.splice(0, most)
    this.#backlog = Math.max(0, this.#backlog - told.length)
    await this.#hall.tell(...told)
  }

  /** A request overtakes the facts of an outage, which are on their way. */
  async #ask(name: RequestName, args: Request['args'] = {}): Promise<Told> {
    const asked = this.#hall.ask(this.place, name, args)
    if (this.#backlog > 0) await this.deliver(this.#backlog)
    return await asked
  }

  /** Says what became of an answer that it kept to itself: it had given up waiting. */
  async #speak(): Promise<void> {
    if (this.#silent) await this.#hall.say(this.place, { state: 'refused', error: 'late' })
    this.#silent = false
  }

  plug(): void {
    if (this.online) return
    this.online = true
    this.#backlog = this.journal.length
    const state = { online: true, epoch: 'abc123', lastSequence: this.#facts.sequence }
    this.#hall.hall.presence(deskOf(this.place), state)
  }

  /** The end of the day: everything can be said. */
  async end(): Promise<void> {
    this.plug()
    await this.#speak()
  }

  #nextAlone(): void {
    const ticket = this.#list.shift()
    if (ticket === undefined) return
    this.#tell('call.provisional', { action: 'next', ticket, line: 'waiting', via: 'keypad' })
    this.#show(ticket, { alone: true })
  }

  #show(ticket: string, { alone }: { readonly alone: boolean }): void {
    this.#current = { ticket, service: uuidv7(this.#hall.clock.wall(), this.#random), begun: false, alone }
    this.#tell('ticket.shown', { ticket, ...(alone ? { provisional: true } : {}) })
    this.had.set(ticket, 'called')
  }

  #begin(): void {
    const here = this.#current
    if (!here || here.begun) return
    here.begun = true
    this.#tell('service.begin', { ...this.#about(here), implied: false })
    this.had.set(here.ticket, 'serving')
  }

  #leave(outcome: 'finished' | 'skipped' | 'held'): void {
    const here = this.#current
    if (!here) return
    if (outcome === 'finished') this.#begin()
    if (here.begun) this.#tell('service.end', { ...this.#about(here), outcome })
    this.had.set(here.ticket, outcome === 'finished' ? 'served' : outcome)
    this.#current = undefined
  }

  #about({ service, ticket, alone }: NonNullable<BusyCounter['current']>) {
    return serviceOf(service, ticket, alone ? { provisional: true } : {})
  }

  get current() {
    return this.#current
  }

  #alone(action: 'begin' | 'skip' | 'hold', ticket: string): void {
    this.#tell('call.provisional', { action, ticket, via: 'keypad' })
  }

  #tell: (...told: Telling) => void = (type, data) =>
    void this.journal.push(this.#facts.fact(type, this.#hall.clock.wall(), data as never))
}

type Telling = {
  readonly [T in FactType]: [type: T, data: FactData<T>]
}[FactType]
