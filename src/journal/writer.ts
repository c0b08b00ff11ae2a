import type { CommandResult, FactDraft, Sequence } from '../contract/index.ts'
import { type Clock, toDeskError } from '../core/index.ts'
import type { Database } from '../sqlite/index.ts'
import type { StoredFact } from './delivery.ts'
import { advance, type DeskNames, type Head, sealDraft } from './envelope.ts'
import { type Position, positionOf } from './position.ts'

/** All that one input caused: it becomes durable together or not at all. */
export interface Commit {
  readonly facts?: readonly FactDraft[]
  /** The new value of a state key, e.g. a counter's. */
  readonly state?: { readonly key: string; readonly value: unknown }
  /** Results of commands, which also settles those commands in the inbox. */
  readonly results?: readonly CommandResult[]
  /** The name of a press that its device repeats until acknowledged. */
  readonly dedupe?: string
}

interface Pending {
  readonly commit: Commit
  resolve(sequences: Sequence[]): void
  reject(error: unknown): void
}

/** [kind, a, b, c, d] of the view `commits`. */
type CommitRow = readonly [kind: string, a: unknown, b?: unknown, c?: unknown, d?: unknown]

/** Facts kept in memory for the link, which usually wants the newest. */
const remembered = 256

/** Rows in one transaction at most; what waits beyond that goes into the next one. */
const largestBatch = 512

const writeRows = `
  INSERT INTO commits (kind, a, b, c, d)
  SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?)`

/**
 * Group commit: whatever arrives while one transaction is being written goes into the next, so that a slow disk makes
 * transactions larger and not the queue longer.
 */
export class Writer {
  readonly #db: Database
  readonly #names: DeskNames
  readonly #clock: Clock
  readonly #committed: (commits: readonly Commit[]) => void
  #queue: Pending[] = []
  #head: Head
  #running: Promise<void> | undefined
  /** The newest facts on disk, in order and without gaps. */
  #newest: StoredFact[] = []

  constructor(
    db: Database,
    names: DeskNames,
    clock: Clock,
    head: Head,
    committed: (commits: readonly Commit[]) => void,
  ) {
    this.#db = db
    this.#names = names
    this.#clock = clock
    this.#head = head
    this.#committed = committed
  }

  /** The last durable fact. */
  get head(): Head {
    return this.#head
  }

  /** The facts after a place from memory, so that one that was just written is not read back; undefined for older ones. */
  newestAfter(after: Position, limit: number): StoredFact[] | undefined {
    const first = this.#newest[0]
    const index = first === undefined ? -1 : after + 1 - first.position
    return index < 0 || index > this.#newest.length ? undefined : this.#newest.slice(index, index + limit)
  }

  /** A fact on disk is no longer what it was when it was written. */
  forget(position: Position): void {
    this.#newest = this.#newest.filter((fact) => fact.position > position)
  }

  /** Resolves with the facts' numbers once everything is on disk. */
  commit(commit: Commit): Promise<Sequence[]> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ commit, resolve, reject })
      this.#running ??= this.#drain()
    })
  }

  /** Waits for what is queued, then runs `work` while nothing is written, and continues from the head it returns. */
  async exclusively(work: (head: Head) => Promise<Head>): Promise<void> {
    while (this.#running) await this.#running
    this.#running = (async () => {
      try {
        this.#newest = []
        this.#head = await work(this.#head)
      } finally {
        this.#running = undefined
      }
    })()
    await this.#running
    if (this.#queue.length > 0) this.#running ??= this.#drain()
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0) {
      const batch = this.#takeBatch()
      try {
        const sequences = await this.#write(batch.map((pending) => pending.commit))
        this.#committed(batch.map((pending) => pending.commit))
        for (const [index, pending] of batch.entries()) pending.resolve(sequences[index] as Sequence[])
      } catch (error) {
        this.#fail(batch, error)
      }
    }
    this.#running = undefined
  }

  /** What was queued behind a failed commit was computed from a state that never became true: it fails with it. */
  #fail(batch: readonly Pending[], error: unknown): void {
    const failed = [...batch, ...this.#queue]
    this.#queue = []
    const coded = toDeskError(error, 'DB-JRN-002')
    for (const pending of failed) pending.reject(coded)
  }

  #takeBatch(): Pending[] {
    let rows = 0
    let count = 0
    while (count < this.#queue.length && (count === 0 || rows < largestBatch)) {
      rows += 1 + (this.#queue[count]?.commit.facts?.length ?? 0)
      count++
    }
    return this.#queue.splice(0, count)
  }

  async #write(commits: readonly Commit[]): Promise<Sequence[][]> {
    const recorded = this.#clock.wall()
    const rows: CommitRow[] = []
    const states = new Map<string, unknown>()
    const written: StoredFact[] = []
    let head = this.#head
    const sequences = commits.map((commit) => {
      const own: Sequence[] = []
      for (const draft of commit.facts ?? []) {
        const fact = sealDraft(draft, head, this.#names, recorded)
        head = advance(head, fact)
        const stored = { position: positionOf(head.ordinal, head.sequence), body: JSON.stringify(fact) }
        rows.push(['fact', stored.position, fact.id, fact.chain, stored.body])
        written.push(stored)
        own.push(head.sequence)
      }
      if (commit.state) states.set(commit.state.key, commit.state.value)
      if (commit.dedupe !== undefined) rows.push(['dedupe', commit.dedupe])
      for (const result of commit.results ?? []) rows.push(['result', result.id, JSON.stringify(result)])
      return own
    })
    for (const [key, value] of states) rows.push(['state', key, JSON.stringify(value)])
    if (rows.length > 0) await this.#db.run(writeRows, JSON.stringify(rows))
    this.#head = head
    this.#newest = [...this.#newest, ...written].slice(-remembered)
    return sequences
  }
}
