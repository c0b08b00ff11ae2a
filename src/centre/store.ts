import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Compile } from 'typebox/compile'
import {
  type Chain,
  chainStart,
  type Fact,
  factSchema,
  followsChain,
  formatTime,
  type Receipt,
} from '../contract/index.ts'
import { type Clock, DeskError, isDeskError } from '../core/index.ts'
import { type Database, type Executor, migrate, openDatabase } from '../sqlite/index.ts'
import { migrations } from './schema.ts'

/** A message on a desk's facts topic. */
export interface Arrival {
  /** `{centre}/{desk}`. */
  readonly desk: string
  readonly payload: string
}

/** A fact that took effect now, for the first time. */
export interface AppliedFact {
  readonly desk: string
  readonly fact: Fact
  /** Wall milliseconds at which the centre took it. */
  readonly received: number
}

/** What taking some arrivals led to, once it is durable. */
export interface TakeResult {
  readonly applied: readonly AppliedFact[]
  /** The receipts to publish. */
  readonly receipts: readonly { readonly desk: string; readonly receipt: Receipt }[]
}

/** What a centre does with a fact, within the transaction that takes it: so it happens exactly once. */
export type Effect = (fact: Fact, desk: string, transaction: Executor) => Promise<void>

/** Where a centre keeps facts. */
export interface CentreStore {
  /** Takes arrivals, in any order and with repeats, in one transaction. */
  take(arrivals: readonly Arrival[]): Promise<TakeResult>
  /** The newest facts, newest first. */
  recent(limit: number): Promise<AppliedFact[]>
  readonly database: Database
  close(): Promise<void>
}

interface Stream {
  readonly desk: string
  readonly epoch: string
  applied: number
  chain: Chain
}

const pragmas = { locking_mode: 'exclusive', journal_mode: 'wal', synchronous: 2, journal_size_limit: 4 * 1024 * 1024 }
const isFact = Compile(factSchema)

/**
 * The centre's store on SQLite.
 * @throws DeskError DB-CTR-002 another process has it.
 */
export async function openSqliteStore(folder: string, clock: Clock, effect?: Effect): Promise<CentreStore> {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const db = await openDatabase(join(folder, 'centre.db'), pragmas).catch((error: unknown) => {
    throw isDeskError(error, 'DB-SQL-003') ? new DeskError('DB-CTR-002', { folder }, { cause: error }) : error
  })
  await migrate(db, migrations)
  return {
    database: db,
    take: (arrivals) => db.transaction((transaction) => new Taking(transaction, clock.wall(), effect).all(arrivals)),
    async recent(limit) {
      const rows = await db.all(
        'SELECT desk, body, received FROM facts WHERE effective = 1 ORDER BY number DESC LIMIT ?',
        limit,
      )
      return rows.map((row) => ({
        desk: String(row.desk),
        fact: JSON.parse(String(row.body)) as Fact,
        received: Date.parse(String(row.received)),
      }))
    },
    close: () => db.close(),
  }
}

/** One transaction of intake. */
class Taking {
  readonly #db: Executor
  readonly #now: number
  readonly #effect: Effect | undefined
  readonly #streams = new Map<string, Stream>()
  readonly #applied: AppliedFact[] = []

  constructor(db: Executor, now: number, effect: Effect | undefined) {
    this.#db = db
    this.#now = now
    this.#effect = effect
  }

  async all(arrivals: readonly Arrival[]): Promise<TakeResult> {
    for (const arrival of arrivals) await this.#take(arrival)
    for (const { desk, epoch, applied, chain } of this.#streams.values()) {
      await this.#db.run(
        `INSERT INTO streams (desk, epoch, applied, chain) VALUES (?, ?, ?, ?)
         ON CONFLICT (desk, epoch) DO UPDATE SET applied = excluded.applied, chain = excluded.chain`,
        desk,
        epoch,
        applied,
        chain,
      )
    }
    const receipts = [...this.#streams.values()].map(({ desk, epoch, applied, chain }) => ({
      desk,
      receipt: { epoch, upTo: applied, chain },
    }))
    return { applied: this.#applied, receipts }
  }

  async #take({ desk, payload }: Arrival): Promise<void> {
    const fact = parse(payload)
    if (!fact) return await this.#bury(desk, payload, 'not a fact')
    const stream = await this.#stream(desk, fact.epoch)
    const sequence = Number(fact.sequence)
    // A known number needs no work: the receipt that goes out for its stream anyway is the answer.
    if (sequence <= stream.applied) return
    if (sequence > stream.applied + 1) return await this.#keepEarly(desk, fact, payload)
    if (!(await this.#apply(stream, fact, payload))) return
    await this.#applyWaiting(stream)
  }

  async #applyWaiting(stream: Stream): Promise<void> {
    for (;;) {
      const next = [stream.desk, stream.epoch, stream.applied + 1] as const
      const [row] = await this.#db.all('SELECT body FROM early WHERE desk = ? AND epoch = ? AND sequence = ?', ...next)
      if (!row) return
      await this.#db.run('DELETE FROM early WHERE desk = ? AND epoch = ? AND sequence = ?', ...next)
      const body = String(row.body)
      if (!(await this.#apply(stream, JSON.parse(body) as Fact, body))) return
    }
  }

  /** Applies the next fact of a stream; false when it does not continue what the centre has. */
  async #apply(stream: Stream, fact: Fact, body: string): Promise<boolean> {
    if (!followsChain(fact, stream.chain)) {
      await this.#bury(stream.desk, body, 'its chain does not follow')
      return false
    }
    const [known] = await this.#db.all('SELECT 1 AS known FROM facts WHERE id = ? AND effective = 1', fact.id)
    await this.#db.run(
      'INSERT INTO facts (desk, epoch, sequence, id, type, received, effective, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
      stream.desk,
      fact.epoch,
      Number(fact.sequence),
      fact.id,
      fact.type,
      formatTime(this.#now),
      known ? 0 : 1,
      body,
    )
    stream.applied++
    stream.chain = fact.chain
    if (known) return true
    await this.#effect?.(fact, stream.desk, this.#db)
    this.#applied.push({ desk: stream.desk, fact, received: this.#now })
    return true
  }

  async #stream(desk: string, epoch: string): Promise<Stream> {
    const key = `${desk} ${epoch}`
    const loaded = this.#streams.get(key)
    if (loaded) return loaded
    const [row] = await this.#db.all('SELECT applied, chain FROM streams WHERE desk = ? AND epoch = ?', desk, epoch)
    const stream = { desk, epoch, applied: Number(row?.applied ?? 0), chain: row ? String(row.chain) : chainStart }
    this.#streams.set(key, stream)
    return stream
  }

  #keepEarly(desk: string, fact: Fact, body: string): Promise<void> {
    return this.#db.run(
      'INSERT INTO early (desk, epoch, sequence, body) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING',
      desk,
      fact.epoch,
      Number(fact.sequence),
      body,
    )
  }

  #bury(desk: string, body: string, reason: string): Promise<void> {
    return this.#db.run(
      'INSERT INTO dead_letters (desk, received, reason, body) VALUES (?, ?, ?, ?)',
      desk,
      formatTime(this.#now),
      reason,
      body,
    )
  }
}

function parse(payload: string): Fact | undefined {
  try {
    const value: unknown = JSON.parse(payload)
    return isFact.Check(value) ? value : undefined
  } catch {
    return undefined
  }
}
