import type { CommandResult, CountersMessage } from '../../contract/index.ts'
import { type Clock, DeskError, type Log, type Random, toDeskError } from '../../core/index.ts'
import type { Database } from '../../sqlite/index.ts'
import type { RequestHandler } from '../requests.ts'
import type { AppliedFact } from '../store/store.ts'
import { answerArrived, answerRefused } from './answers.ts'
import { type CatchUp, createCatchUp, type Said } from './catch-up.ts'
import { listConflicts, settleConflict } from './conflicts.ts'
import { dayOf } from './day.ts'
import { decide } from './decide.ts'
import { type Floor, openFloor } from './floor.ts'
import type { Hall, HallPicture, HallPlan, HallTicket } from './hall.ts'
import { createTurns } from './in-turn.ts'
import { aheadOf, type Look, lookAt } from './look.ts'
import { noteLife, notePresence, noteReturn } from './outages.ts'
import { keepPlace, keepScale, knownPlaces } from './places.ts'
import { isOfHall, placeOf } from './plan.ts'
import { repeat } from './repeat.ts'
import { dayReport } from './report.ts'
import { type Soon, soon } from './soon.ts'
import { createTelling, type HallPost, type Telling } from './telling.ts'
import { fieldOf, findTicket, issueTicket, type Scene, seenTicket } from './tickets.ts'

/** What a hall is opened with. Facts reach it by the effect `recordFacts` of the same plan. */
export interface HallOptions {
  readonly plan: HallPlan
  readonly database: Database
  readonly post: HallPost
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
}

/** A hall, and what it must be told by its centre. */
export interface RunningHall extends Hall {
  readonly answer: RequestHandler
  /** What became of a command. */
  result(result: CommandResult): void
  /** How a desk is. */
  presence(desk: string, state: Said): void
  /** What its counters show. */
  counters(desk: string, message: CountersMessage): void
  applied(facts: readonly AppliedFact[]): void
  connected(online: boolean): void
  /** Gives out tickets of the first field until so many wait. */
  fill(waiting: number): Promise<void>
  stop(): Promise<void>
}

/** Changes that come together are looked at together. */
const lookAfter = 100
/** The centre's sign of life, from which its outages are told; a new day and new PINs are seen with it. */
const everySoOften = 30_000
/** How long a citizen's press may take to the disk of the desk. */
const pressTimeout = 10_000

const nothing: Look = { waiting: [], calls: [], conflicts: 0 }

/** Opens the hall over the centre's database. */
export async function openHall(options: HallOptions): Promise<RunningHall> {
  const { database, plan, clock } = options
  const places = await database.transaction(async (db) => {
    await keepScale(db, plan.rating)
    await noteReturn(db, plan, clock.wall())
    return await knownPlaces(db, plan)
  })
  const hall = new OpenHall(options, places)
  await hall.look()
  return hall
}

class OpenHall implements RunningHall {
  readonly plan: HallPlan
  readonly #o: HallOptions
  readonly #floor: Floor
  readonly #listeners = new Set<() => void>()
  readonly #inTurn = createTurns()
  readonly #telling: Telling
  readonly #catchUp: CatchUp
  readonly #soon: Soon
  readonly #life: { stop(): void }
  #look: Look = nothing
  #connected = false

  constructor(options: HallOptions, places: Map<string, string>) {
    this.#o = options
    this.plan = options.plan
    this.#floor = openFloor(places, options.plan, options.clock)
    this.#catchUp = createCatchUp(options.database, options.clock)
    this.#soon = soon(options.clock, lookAfter, () => this.#refresh())
    this.#telling = createTelling({
      ...options,
      floor: this.#floor,
      scene: (work) => this.#scene(work),
      again: () => this.#soon.ask(),
    })
    this.#life = repeat(options.clock, everySoOften, () => this.#live())
  }

  async issue(field: string, { priority = false }: { readonly priority?: boolean } = {}): Promise<HallTicket> {
    const found = fieldOf(this.plan, field)
    const issued = await this.#scene(async (scene) => {
      const ticket = await issueTicket(scene, found, priority)
      return { ...seenTicket(ticket), ahead: await aheadOf(scene, ticket) }
    })
    this.#soon.ask()
    return issued
  }

  find(ticket: string): Promise<HallTicket | undefined> {
    return this.#scene(async (scene) => {
      const found = await findTicket(scene, ticket)
      if (!found || found.day !== dayOf(scene.now)) return undefined
      return found.state === 'waiting'
        ? { ...seenTicket(found), ahead: await aheadOf(scene, found) }
        : seenTicket(found)
    })
  }

  async fill(waiting: number): Promise<void> {
    const [field] = this.plan.fields
    if (!field || waiting === 0) return
    await this.#scene(async (scene) => {
      const [row] = await scene.db.all(
        "SELECT count(*) AS n FROM hall_tickets WHERE day = ? AND state = 'waiting'",
        dayOf(scene.now),
      )
      for (let missing = waiting - Number(row?.n); missing > 0; missing--) await issueTicket(scene, field, false)
    })
    this.#soon.ask()
  }

  picture(): HallPicture {
    const { waiting, calls, conflicts } = this.#look
    return { counters: this.#floor.counters(), waiting, calls, conflicts }
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async press(place: string, press: { readonly service: string; readonly level: number; readonly question?: string }) {
    const desk = this.#floor.deskOf(place)
    if (!desk) throw new DeskError('DB-HAL-002', { place })
    const counter = place.slice(place.indexOf('/') + 1)
    const wanted = { name: 'rating.press', counter, args: { ...press } } as const
    const { state, error } = await this.#o.post.command(desk, wanted, { timeout: pressTimeout })
    if (state !== 'done') throw new DeskError('DB-HAL-003', { place, reason: error ?? state })
  }

  report(day: string) {
    return this.#scene(({ db }) => dayReport(db, day))
  }

  conflicts() {
    return this.#scene(({ db }) => listConflicts(db))
  }

  async settle(conflict: number, words: string) {
    await this.#scene(({ db, now }) => settleConflict(db, conflict, words, now))
    this.#soon.ask()
  }

  /** What waits for its facts must not be overtaken by the next request of the same desk. */
  readonly answer: RequestHandler = (desk, request, command) =>
    this.#inTurn(desk, () => this.#answer(desk, request, command))

  async #answer(...[desk, request, command]: Parameters<RequestHandler>): ReturnType<RequestHandler> {
    if (!isOfHall(this.plan, desk)) return undefined
    const place = placeOf(desk, request.counter)
    await this.#meet(desk, [place])
    await this.#catchUp.until(desk)
    const answer = await this.#scene((scene) => decide(scene, { place, request, command }))
    this.#soon.ask()
    return answer
  }

  result({ id, state }: CommandResult) {
    const tell = state === 'done' || state === 'unknown' ? answerArrived : answerRefused
    this.#later(this.#scene((scene) => tell(scene, id)))
  }

  presence(desk: string, state: Said) {
    if (!isOfHall(this.plan, desk)) return
    const { online } = state
    this.#catchUp.said(desk, state)
    if (this.#floor.presence(desk, online))
      this.#later(this.#scene(({ db, now }) => notePresence(db, desk, online, now)))
  }

  counters(desk: string, { counters }: CountersMessage) {
    if (!isOfHall(this.plan, desk)) return
    for (const shows of counters) this.#floor.show(placeOf(desk, shows.counter), shows)
    this.#later(
      this.#meet(
        desk,
        counters.map(({ counter }) => placeOf(desk, counter)),
      ),
    )
  }

  applied(facts: readonly AppliedFact[]) {
    for (const [desk, own] of Map.groupBy(facts, (one) => one.desk)) {
      if (!isOfHall(this.plan, desk)) continue
      this.#catchUp.applied(desk)
      const places = own.flatMap(({ fact }) => /^counter\/(.+)$/.exec(fact.subject)?.[1] ?? [])
      this.#later(
        this.#meet(
          desk,
          places.map((counter) => placeOf(desk, counter)),
        ),
      )
    }
  }

  connected(online: boolean) {
    this.#connected = online
    this.#telling.anew()
    this.#soon.ask()
  }

  async stop() {
    this.#life.stop()
    this.#telling.stop()
    await this.#soon.stop()
    this.#listeners.clear()
  }

  /** Looks at the database; what is seen is kept until the next look. */
  async look(): Promise<void> {
    this.#look = await this.#scene(lookAt)
  }

  async #refresh(): Promise<void> {
    try {
      await this.look()
      for (const listener of this.#listeners) listener()
      if (this.#connected) await this.#telling.tell()
    } catch (error) {
      this.#o.log.error(toDeskError(error, 'DB-SQL-001').message)
    }
  }

  async #meet(desk: string, places: readonly string[]): Promise<void> {
    const unknown = this.#floor.meet(desk, places)
    if (unknown.length === 0) return
    await this.#scene(async ({ db }) => {
      for (const place of unknown) await keepPlace(db, place, desk)
    })
  }

  #live(): void {
    this.#later(this.#scene(({ db, now }) => noteLife(db, now)))
  }

  /** Work that nobody waits for, and that the picture may change with. */
  #later(work: Promise<unknown>): void {
    work
      .catch((error: unknown) => this.#o.log.error(toDeskError(error, 'DB-SQL-001').message))
      .finally(() => this.#soon.ask())
  }

  #scene<T>(work: (scene: Scene) => Promise<T>): Promise<T> {
    const { database, plan, clock } = this.#o
    // When it came, and not when the database has time for it.
    const now = clock.wall()
    return database.transaction((db) => work({ db, plan, now, dealing: this.#floor.deal() }))
  }
}
