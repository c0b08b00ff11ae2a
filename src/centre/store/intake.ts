import { chainStart, type Fact, tombstoneType } from '../../contract/index.ts'
import { type CentreFact, typedFact } from '../typed-fact.ts'
import { parseFact } from './arrival.ts'
import { type Candidate, follow, type Reached } from './follow.ts'
import type { AppliedFact, Arrival, DeadLetterKind, Effect, EffectJudge, TakeResult, Tombstone } from './store.ts'
import type { FactRow, LetterRow, Range, Tables } from './tables.ts'

/** How arrivals are taken. */
export interface Taking<T> {
  readonly tables: Tables
  readonly transaction: T
  /** Wall milliseconds now. */
  readonly now: number
  readonly effect: Effect<T> | undefined
  readonly judge: EffectJudge | undefined
}

/** One life of one desk's journal, as this transaction moves it. */
interface Stream {
  readonly desk: string
  readonly epoch: string
  reached: Reached
  waiting: Candidate[]
  /** The highest number of an early fact that turned out not to follow. */
  broken: number
  readonly taken: Candidate[]
  /** Whether the desk is to be told how far the centre has come. */
  answered: boolean
}

/** Numbers ahead of the next that a stream keeps. A desk sends 4,096 beyond its last receipt; what is dropped it sends again. */
const furthestEarly = 8_192
/** Early facts that are read at once. */
const earlyPage = 512

/** Takes arrivals within one transaction; what they lead to holds once it is committed. */
export async function takeArrivals<T>(taking: Taking<T>, arrivals: readonly Arrival[]): Promise<TakeResult> {
  return await new Intake(taking).take(arrivals)
}

class Intake<T> {
  readonly #t: Taking<T>
  readonly #streams = new Map<string, Stream>()
  /** By desk, kind and body. */
  readonly #letters = new Map<string, LetterRow>()
  readonly #applied: AppliedFact[] = []
  readonly #tombstones: Tombstone[] = []

  constructor(taking: Taking<T>) {
    this.#t = taking
  }

  async take(arrivals: readonly Arrival[]): Promise<TakeResult> {
    for (const arrival of arrivals) this.#sort(arrival)
    await this.#load()
    await this.#follow()
    await this.#save()
    const receipts = [...this.#streams.values()]
      .filter((stream) => stream.answered)
      .map(({ desk, epoch, reached }) => ({ desk, receipt: { epoch, upTo: reached.applied, chain: reached.chain } }))
    return { applied: this.#applied, tombstones: this.#tombstones, deadLetters: [...this.#letters.values()], receipts }
  }

  #sort({ desk, payload }: Arrival): void {
    const fact = parseFact(payload)
    if (!fact) {
      this.#bury(desk, payload, 'no-fact', 'not a fact')
      return
    }
    const key = `${desk} ${fact.epoch}`
    const stream = this.#streams.get(key)
    const candidate: Candidate = { fact, body: payload, from: 'arrival' }
    if (stream) stream.waiting.push(candidate)
    else this.#streams.set(key, { ...begin(desk, fact.epoch), waiting: [candidate] })
  }

  async #load(): Promise<void> {
    const desks = [...new Set([...this.#streams.values()].map((stream) => stream.desk))].sort()
    if (desks.length === 0) return
    await this.#t.tables.lock(desks)
    for (const { desk, epoch, applied, chain } of await this.#t.tables.streams(desks)) {
      const stream = this.#streams.get(`${desk} ${epoch}`)
      if (stream) stream.reached = { applied, chain }
    }
  }

  /** Moves the streams; each one that moved may now go on with facts that came early. */
  async #follow(): Promise<void> {
    for (let moving = [...this.#streams.values()]; moving.length > 0; ) {
      const moved = moving.filter((stream) => this.#advance(stream))
      const found = moved.length > 0 ? await this.#t.tables.early(moved.map(nextPage)) : []
      for (const { desk, epoch, body } of found) {
        const candidate: Candidate = { fact: JSON.parse(body) as Fact, body, from: 'early' }
        this.#streams.get(`${desk} ${epoch}`)?.waiting.push(candidate)
      }
      moving = moved.filter((stream) => stream.waiting.some(({ from }) => from === 'early'))
    }
  }

  #advance(stream: Stream): boolean {
    const { reached, taken, broken, ahead, known } = follow(stream.reached, stream.waiting)
    for (const { body, fact, from } of broken) {
      if (from === 'early') stream.broken = Number(fact.sequence)
      this.#bury(stream.desk, body, 'broken-chain', 'its chain does not follow', fact)
    }
    stream.reached = reached
    stream.taken.push(...taken)
    // Early ones are read again once the stream has come nearer to them.
    stream.waiting = ahead.filter(({ from }) => from === 'arrival')
    stream.answered ||= taken.length > 0 || broken.length > 0 || known > 0
    return taken.length > 0
  }

  async #save(): Promise<void> {
    const { tables } = this.#t
    const streams = [...this.#streams.values()]
    const moved = streams.filter((stream) => stream.taken.length > 0)
    const rows = await this.#effects(moved)
    const early = streams.flatMap((stream) => this.#early(stream))
    if (early.length > 0) await tables.keepEarly(early)
    if (rows.length > 0) {
      await tables.addFacts(rows)
      await tables.saveStreams(moved.map(({ desk, epoch, reached }) => ({ desk, epoch, ...reached })))
      await tables.dropEarly(moved.map(done))
    }
    if (this.#letters.size > 0) await tables.addLetters([...this.#letters.values()])
  }

  #early({ desk, epoch, reached, waiting }: Stream) {
    return waiting
      .map(({ fact, body }) => ({ desk, epoch, sequence: Number(fact.sequence), received: this.#t.now, body }))
      .filter(({ sequence }) => sequence <= reached.applied + furthestEarly)
  }

  /** The rows of what was taken, after the effects of those facts that have theirs now. */
  async #effects(moved: readonly Stream[]): Promise<FactRow[]> {
    const ids = moved.flatMap(({ taken }) => taken.map(({ fact }) => fact.id))
    if (ids.length === 0) return []
    const known = new Set(await this.#t.tables.effective(ids))
    const rows: FactRow[] = []
    for (const { desk, taken } of moved) {
      for (const { fact, body } of taken) {
        // A tombstone does not speak for its id: should the fact come one day, under a new number, it is news.
        const isNews = fact.type !== tombstoneType && !known.has(fact.id)
        const effective = isNews && (await this.#affect(desk, fact, body))
        if (effective) known.add(fact.id)
        if (fact.type === tombstoneType) this.#tombstones.push(tombstoneOfFact(desk, fact, this.#t.now))
        const { epoch, id, type } = fact
        rows.push({ desk, epoch, sequence: Number(fact.sequence), id, type, received: this.#t.now, effective, body })
      }
    }
    return rows
  }

  async #affect(desk: string, fact: Fact, body: string): Promise<boolean> {
    const typed = typedFact(fact)
    const failure = await runEffect(this.#t, desk, typed)
    if (failure === undefined) this.#applied.push({ desk, fact: typed, received: this.#t.now })
    else this.#bury(desk, body, 'no-effect', failure, fact)
    return failure === undefined
  }

  #bury(desk: string, body: string, kind: DeadLetterKind, reason: string, fact?: Fact): void {
    const place = fact && { epoch: fact.epoch, sequence: Number(fact.sequence) }
    const key = JSON.stringify([desk, kind, body])
    const times = (this.#letters.get(key)?.times ?? 0) + 1
    this.#letters.set(key, { desk, kind, reason, received: this.#t.now, times, body, ...place })
  }
}

/** Runs the effect of a fact. Returns why it must be buried; throws what undoes the whole transaction. */
export async function runEffect<T>(
  { effect, judge, tables, transaction }: Omit<Taking<T>, 'now'>,
  desk: string,
  fact: CentreFact,
): Promise<string | undefined> {
  if (!effect) return undefined
  if (!judge) {
    await effect(fact, desk, transaction)
    return undefined
  }
  let thrown: { readonly error: unknown } | undefined
  try {
    await tables.savepoint(async () => {
      try {
        await effect(fact, desk, transaction)
      } catch (error) {
        thrown = { error }
        throw error
      }
    })
    return undefined
  } catch (error) {
    // A savepoint that cannot be undone says that the database is gone, whatever the effect said.
    if (error !== thrown?.error || judge({ desk, fact, error }) === 'fail') throw error
    return error instanceof Error ? error.message : String(error)
  }
}

/** What a tombstone tells the centre. */
export function tombstoneOfFact(desk: string, fact: Fact, received: number): Tombstone {
  const { reason, of } = fact.data
  const { epoch, sequence } = fact
  return {
    desk,
    epoch,
    sequence: Number(sequence),
    reason: String(reason),
    of: typeof of === 'string' ? of : undefined,
    received,
  }
}

function begin(desk: string, epoch: string): Stream {
  return { desk, epoch, reached: { applied: 0, chain: chainStart }, waiting: [], broken: 0, taken: [], answered: false }
}

function nextPage({ desk, epoch, reached }: Stream): Range {
  return { desk, epoch, after: reached.applied, upTo: reached.applied + earlyPage }
}

function done({ desk, epoch, reached, broken }: Stream): Range {
  return { desk, epoch, after: 0, upTo: Math.max(reached.applied, broken) }
}
