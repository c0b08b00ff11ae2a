import { type CommandResult, type FactDraft, formatTime, type Sequence } from '../contract/index.ts'
import { type Clock, toDeskError } from '../core/index.ts'
import type { Database } from '../sqlite/index.ts'
import { type Admission, admit } from './admission.ts'
import type { StoredFact } from './delivery.ts'
import { type DiskWatch, diskError } from './disk-watch.ts'
import { advance, type DeskNames, type Head, sealDraft } from './envelope.ts'
import { type Position, positionOf } from './position.ts'
import { type CommitRow, type FactRow, writeRows } from './rows.ts'
import { markOf } from './whole.ts'

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

/** What a {@link Writer} needs. */
export interface WriterOptions {
  readonly db: Database
  readonly names: DeskNames & { readonly folder: string }
  readonly clock: Clock
  readonly disk: DiskWatch
  readonly head: Head
  /** How many facts for statistics were left out so far. */
  readonly leftOut: number
  /** Whether its transactions say what they consist of; those of a journal that keeps nothing but facts need not. */
  readonly marks: boolean
  /** Asked with the head that a write leads to; it waits when its numbers are not reserved yet. */
  reserve(next: Head): Promise<void> | undefined
  /** These are on disk. */
  committed(commits: readonly Commit[]): void
}

interface Pending {
  readonly commit: Commit
  resolve(sequences: Sequence[]): void
  reject(error: unknown): void
}

/** Facts kept in memory for the link, which usually wants the newest. */
const remembered = 256

/** Rows in one transaction at most; what waits beyond that goes into the next one. */
const largestBatch = 512

/** Under which state key the number of facts that were left out is kept. */
export const leftOutKey = 'journal/left-out'

/**
 * Group commit: whatever arrives while one transaction is being written goes into the next, so that a slow disk makes
 * transactions larger and not the queue longer.
 */
export class Writer {
  readonly #o: WriterOptions
  /** The last durable value of each state key that was written, as JSON text: true also when the disk cannot be read. */
  readonly #states = new Map<string, string>()
  #queue: Pending[] = []
  #head: Head
  #leftOut: number
  #marks: boolean
  #running: Promise<void> | undefined
  /** The newest facts on disk, in order and without gaps. */
  #newest: StoredFact[] = []
  #lastWrite = Number.NEGATIVE_INFINITY

  constructor(options: WriterOptions) {
    this.#o = options
    this.#head = options.head
    this.#leftOut = options.leftOut
    this.#marks = options.marks
  }

  /** The last durable fact. */
  get head(): Head {
    return this.#head
  }

  /** Facts for statistics that were left out because the disk was tight, since the journal was made. */
  get leftOut(): number {
    return this.#leftOut
  }

  /** Monotonic time of the last transaction. */
  get lastWrite(): number {
    return this.#lastWrite
  }

  /** The last durable value of a state key as JSON text, if it was written since the start. */
  stateText(key: string): string | undefined {
    return this.#states.get(key)
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

  /**
   * Waits for what is queued, then runs `work` while nothing is written, and continues from the head it returns. What is
   * remembered of the disk is forgotten unless `work` says that it is still so.
   */
  async exclusively(work: (head: Head) => Promise<Head>): Promise<void> {
    while (this.#running) await this.#running
    this.#running = (async () => {
      try {
        const head = await work(this.#head)
        this.#newest = []
        this.#states.clear()
        this.#head = head
      } finally {
        this.#running = undefined
      }
    })()
    try {
      await this.#running
    } finally {
      if (this.#queue.length > 0) this.#running ??= this.#drain()
    }
  }

  /** While a full batch is written the next one is sealed: the disk and the processor work at the same time. */
  async #drain(): Promise<void> {
    let next: SealedBatch | undefined
    while (next || this.#queue.length > 0) {
      await this.#beforeBatch()
      const sealed = next ?? this.#sealBatch({ head: this.#head, leftOut: this.#leftOut })
      const written = this.#write(sealed)
      next = this.#queue.length < largestBatch ? undefined : this.#sealBatch(sealed)
      try {
        await written
        this.#settle(sealed)
      } catch (error) {
        this.#fail([...sealed.commits, ...(next?.commits ?? []), ...this.#queue.splice(0)], error)
        next = undefined
      }
    }
    this.#running = undefined
  }

  async #beforeBatch(): Promise<void> {
    try {
      await this.#o.disk.beforeWriting(this.#rowsWaiting())
    } catch {
      // A disk that cannot be measured can still be written, or the write says why not.
    }
  }

  /** How many rows the next batch has, about. */
  #rowsWaiting(): number {
    let rows = 0
    for (const { commit } of this.#queue) {
      rows += 1 + (commit.facts?.length ?? 0)
      if (rows >= largestBatch) break
    }
    return rows
  }

  /** What was queued behind a failed commit was computed from a state that never became true: it fails with it. */
  #fail(failed: readonly Pending[], error: unknown): void {
    const coded = toDeskError(error, 'DB-JRN-002')
    for (const pending of failed) pending.reject(coded)
  }

  /** Takes what the disk has room for, up to the first that it has none for; that one is refused when it is the first. */
  #takeBatch(): Admitted[] {
    const batch: Admitted[] = []
    let rows = 0
    for (const pending of this.#queue) {
      const admission = admit(pending.commit, this.#o.disk.level)
      if (admission.kind === 'refused') {
        if (batch.length === 0) this.#refuse(pending, admission.because)
        break
      }
      batch.push({ ...pending, ...kept(pending.commit, admission) })
      rows += 1 + (pending.commit.facts?.length ?? 0)
      if (rows >= largestBatch) break
    }
    this.#queue.splice(0, batch.length)
    return batch
  }

  /** Refuses a commit, and those behind it that were computed from its state. */
  #refuse(refused: Pending, level: 'full' | 'failing'): void {
    const key = refused.commit.state?.key
    const fails = (one: Pending) => one === refused || (key !== undefined && one.commit.state?.key === key)
    const failed = this.#queue.filter(fails)
    this.#queue = this.#queue.filter((one) => !fails(one))
    this.#fail(failed, diskError(level, this.#o.names.folder, this.#o.disk.room))
  }

  /** Gives the facts of a batch their numbers and chain values behind those before. */
  #sealBatch(before: Pick<SealedBatch, 'head' | 'leftOut'>): SealedBatch {
    const commits = this.#takeBatch()
    const recorded = formatTime(this.#o.clock.wall())
    const rows: CommitRow[] = []
    const states = new Map<string, unknown>()
    const facts: FactRow[] = []
    let next = before.head
    const sequences = commits.map(({ commit }) => {
      const own: Sequence[] = []
      for (const draft of commit.facts ?? []) {
        const { id, chain, body } = sealDraft(draft, next, this.#o.names, recorded)
        next = advance(next, chain)
        const position = positionOf(next.ordinal, next.sequence)
        facts.push({ position, id, chain, body })
        own.push(next.sequence)
      }
      if (commit.state) states.set(commit.state.key, commit.state.value)
      if (commit.dedupe !== undefined) rows.push(['dedupe', commit.dedupe])
      for (const result of commit.results ?? []) rows.push(['result', result.id, JSON.stringify(result)])
      return own
    })
    const leftOut = commits.reduce((sum, admitted) => sum + admitted.leftOut, before.leftOut)
    if (leftOut > before.leftOut) states.set(leftOutKey, leftOut)
    const texts = new Map(Array.from(states, ([key, value]) => [key, JSON.stringify(value)]))
    for (const [key, value] of texts) rows.push(['state', key, value])
    this.#marks ||= rows.length > 0
    if (this.#marks && facts.length > 0) rows.push(markOf(positionOf(next.ordinal, next.sequence), rows))
    return { commits, sequences, rows, states: texts, facts, head: next, leftOut }
  }

  async #write({ rows, facts, head }: SealedBatch): Promise<void> {
    const reserving = facts.length > 0 ? this.#o.reserve(head) : undefined
    if (reserving) await reserving
    await writeRows(this.#o.db, facts, rows)
  }

  /** A batch is on disk. */
  #settle({ commits, sequences, states, facts, head, leftOut }: SealedBatch): void {
    this.#head = head
    this.#leftOut = leftOut
    this.#lastWrite = this.#o.clock.mono()
    this.#newest = [...this.#newest, ...facts].slice(-remembered)
    for (const [key, value] of states) this.#states.set(key, value)
    this.#o.committed(commits.map(({ commit }) => commit))
    for (const [index, pending] of commits.entries()) pending.resolve(sequences[index] as Sequence[])
  }
}

/** Commits as they go into one transaction. */
interface SealedBatch {
  readonly commits: readonly Admitted[]
  /** The numbers of each one's facts. */
  readonly sequences: readonly Sequence[][]
  readonly rows: readonly CommitRow[]
  readonly states: ReadonlyMap<string, string>
  readonly facts: readonly FactRow[]
  /** The head behind them. */
  readonly head: Head
  /** Facts for statistics that were left out so far. */
  readonly leftOut: number
}

/** A commit as it is written. */
interface Admitted extends Pending {
  readonly leftOut: number
}

function kept(
  commit: Commit,
  admission: Exclude<Admission, { kind: 'refused' }>,
): Pick<Admitted, 'commit' | 'leftOut'> {
  return admission.kind === 'part' ? admission : { commit, leftOut: 0 }
}
