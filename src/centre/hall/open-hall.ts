import type { CommandResult, CounterLine, CountersMessage } from '../../contract/index.ts'
import { type Clock, DeskError, type Log, type Random, type Timer, text, toDeskError } from '../../core/index.ts'
import type { Database } from '../../sqlite/index.ts'
import type { CommandDraft } from '../commands.ts'
import type { RequestHandler } from '../requests.ts'
import type { AppliedFact } from '../store/store.ts'
import { answerArrived, answerRefused } from './answers.ts'
import { type CatchUp, createCatchUp, type Said } from './catch-up.ts'
import { listConflicts, markTold, settleConflict, type Untold, untoldOf } from './conflicts.ts'
import { dayOf } from './day.ts'
import { type Dealing, dealTickets } from './dealing.ts'
import { decide } from './decide.ts'
import type { Hall, HallPicture, HallPlan, HallTicket } from './hall.ts'
import { createTurns } from './in-turn.ts'
import { waitingToday } from './line.ts'
import { aheadOf, type Look, lineAt, lookAt } from './look.ts'
import { noteLife, notePresence, noteReturn } from './outages.ts'
import { byName, keepPlace, keepScale, knownPlaces } from './places.ts'
import { isOfHall, placeOf } from './plan.ts'
import { repeat } from './repeat.ts'
import { dayReport } from './report.ts'
import { configOf, createSharing, type Post, type Sharing } from './share.ts'
import { type Soon, soon } from './soon.ts'
import { fieldOf, findTicket, issueTicket, type Scene, seenTicket } from './tickets.ts'

/** What a hall says to its desks through the centre. */
export interface HallPost extends Post {
  command(desk: string, command: CommandDraft, options?: { readonly timeout?: number }): Promise<CommandResult>
}

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
/** Lists change with each ticket; desks need them when the centre is gone, so once a second is soon enough. */
const shareEvery = 1_000
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
  /** `{centre}/{desk}` of each place. */
  readonly #places: Map<string, string>
  /** Which desks are online, and since when, in monotonic milliseconds. */
  readonly #online = new Map<string, { readonly isOnline: boolean; readonly since: number }>()
  readonly #shows = new Map<string, CountersMessage['counters'][number]>()
  readonly #listeners = new Set<() => void>()
  readonly #telling = new Set<string>()
  readonly #inTurn = createTurns()
  readonly #sharing: Sharing
  readonly #catchUp: CatchUp
  readonly #soon: Soon
  readonly #life: { stop(): void }
  #look: Look = nothing
  #connected = false
  #sharedAt = Number.NEGATIVE_INFINITY
  #shareAgain: Timer | undefined

  constructor(options: HallOptions, places: Map<string, string>) {
    this.#o = options
    this.plan = options.plan
    this.#places = places
    this.#sharing = createSharing(options)
    this.#catchUp = createCatchUp(options.database, options.clock)
    this.#soon = soon(options.clock, lookAfter, () => this.#refresh())
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
    const known = [...this.#places].toSorted(([a], [b]) => byName(a, b))
    const counters = known.map(([place, desk]) => ({
      place,
      online: this.#isOnline(desk),
      shows: this.#shows.get(place),
    }))
    return { counters, waiting, calls, conflicts }
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async press(place: string, press: { readonly service: string; readonly level: number; readonly question?: string }) {
    const desk = this.#places.get(place)
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
    if (this.#online.get(desk)?.isOnline === online) return
    this.#online.set(desk, { isOnline: online, since: this.#o.clock.mono() })
    this.#later(this.#scene(({ db, now }) => notePresence(db, desk, online, now)))
  }

  counters(desk: string, { counters }: CountersMessage) {
    if (!isOfHall(this.plan, desk)) return
    for (const shows of counters) this.#shows.set(placeOf(desk, shows.counter), shows)
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
    this.#sharing.forget()
    this.#sharedAt = Number.NEGATIVE_INFINITY
    this.#soon.ask()
  }

  async stop() {
    this.#life.stop()
    this.#shareAgain?.cancel()
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
      if (this.#connected) await this.#tell()
    } catch (error) {
      this.#o.log.error(toDeskError(error, 'DB-SQL-001').message)
    }
  }

  async #tell(): Promise<void> {
    const [config, untold] = await this.#scene(
      async ({ db, now }) => [await configOf(db, this.plan), await untoldOf(db, dayOf(now - 24 * 3_600_000))] as const,
    )
    for (const one of untold) this.#tellConflict(one)
    const wait = this.#sharedAt + shareEvery - this.#o.clock.mono()
    if (wait > 0) {
      this.#shareAgain ??= this.#o.clock.after(wait, () => {
        this.#shareAgain = undefined
        this.#soon.ask()
      })
      return
    }
    this.#sharedAt = this.#o.clock.mono()
    this.#sharing.share(await this.#lines(), config)
  }

  /** What each desk is to know. Each counter is a transaction of its own, so that no request waits for all of them. */
  async #lines(): Promise<Map<string, CounterLine[]>> {
    const waiting = await this.#scene(waitingToday)
    const byDesk = new Map<string, CounterLine[]>()
    for (const [place, desk] of [...this.#places]) {
      const line = await this.#scene((scene) => lineAt(scene, place, waiting, this.#o.random))
      byDesk.set(desk, [...(byDesk.get(desk) ?? []), line])
    }
    return byDesk
  }

  /** In words to both counters, when each is there. */
  #tellConflict(untold: Untold): void {
    const { place, ticket, first, second } = untold
    const desk = this.#places.get(place)
    const key = `${untold.id} ${place}`
    if (desk === undefined || !this.#isOnline(desk) || this.#telling.has(key)) return
    this.#telling.add(key)
    const words = text('hall.notice.conflict', 'vi', { ticket, first, second })
    const counter = place.slice(place.indexOf('/') + 1)
    this.#o.post
      .command(desk, { name: 'officer.notice', counter, args: { text: words.slice(0, 200) } })
      .then(() => this.#scene(({ db }) => markTold(db, untold)))
      .catch((error: unknown) => this.#o.log.debug('notice not told', { topic: desk, reason: String(error) }))
      .finally(() => this.#telling.delete(key))
  }

  async #meet(desk: string, places: readonly string[]): Promise<void> {
    const unknown = [...new Set(places)].filter((place) => this.#places.get(place) !== desk)
    if (unknown.length === 0) return
    for (const place of unknown) this.#places.set(place, desk)
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

  #isOnline(desk: string): boolean {
    return this.#online.get(desk)?.isOnline ?? false
  }

  #deal(): Dealing {
    const presences = [...this.#places]
      .toSorted(([a], [b]) => byName(a, b))
      .map(([place, desk]) => {
        const { isOnline = false, since = Number.NEGATIVE_INFINITY } = this.#online.get(desk) ?? {}
        return { place, isOpen: this.#shows.get(place)?.sign.state !== 'closed', isOnline, since }
      })
    return dealTickets(this.plan, presences, this.#o.clock.mono())
  }

  #scene<T>(work: (scene: Scene) => Promise<T>): Promise<T> {
    const { database, plan, clock } = this.#o
    // When it came, and not when the database has time for it.
    const now = clock.wall()
    return database.transaction((db) => work({ db, plan, now, dealing: this.#deal() }))
  }
}
