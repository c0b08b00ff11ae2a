import type { DeadLetter, DeskPresence, Gap, StreamEnd } from './store.ts'

/** A fact on its place in the stream. */
export interface FactRow {
  readonly desk: string
  readonly epoch: string
  readonly sequence: number
  readonly id: string
  readonly type: string
  readonly received: number
  /** Whether it had its effect under this number. */
  readonly effective: boolean
  readonly body: string
}

/** A fact that came before its predecessors. */
export type EarlyRow = Pick<FactRow, 'desk' | 'epoch' | 'sequence' | 'received' | 'body'>

/** A dead letter before it has a number. */
export interface LetterRow extends Omit<DeadLetter, 'number'> {
  /** Its place in the stream, for a letter that is a fact. */
  readonly epoch?: string
  readonly sequence?: number
}

/** A dead letter as it is stored. */
export type StoredLetter = DeadLetter & Pick<LetterRow, 'epoch' | 'sequence'>

/** Numbers of a stream: those above `after`, up to and including `upTo`. */
export interface Range {
  readonly desk: string
  readonly epoch: string
  readonly after: number
  readonly upTo: number
}

/** What intake needs of a database, each statement for many rows at once, inside one transaction. */
export interface IntakeTables {
  /** Holds these desks until the transaction ends. The names come sorted, so that two holders cannot wait for each other. */
  lock(desks: readonly string[]): Promise<void>
  /** The streams of these desks. */
  streams(desks: readonly string[]): Promise<StreamEnd[]>
  saveStreams(streams: readonly StreamEnd[]): Promise<void>
  early(ranges: readonly Range[]): Promise<EarlyRow[]>
  /** A number that is kept already stays as it is. */
  keepEarly(rows: readonly EarlyRow[]): Promise<void>
  dropEarly(ranges: readonly Range[]): Promise<void>
  /** Which of these ids have had their effect. */
  effective(ids: readonly string[]): Promise<ReadonlySet<string>>
  addFacts(rows: readonly FactRow[]): Promise<void>
  /** The fact has had its effect now. */
  markEffective(letter: StoredLetter): Promise<void>
  /** All different from each other. One that is there already is only counted. */
  addLetters(rows: readonly LetterRow[]): Promise<void>
  /** Runs work that is undone alone when it throws. */
  savepoint(work: () => Promise<void>): Promise<void>
}

/** What a store tells and keeps beside its facts, inside one transaction. */
export interface ReportTables {
  letter(number: number): Promise<StoredLetter | undefined>
  dropLetter(number: number): Promise<void>
  letters(limit: number): Promise<DeadLetter[]>
  recent(limit: number): Promise<FactRow[]>
  tombstones(limit: number): Promise<FactRow[]>
  gaps(): Promise<Gap[]>
  /** Notes that a replay of a stream is asked for; false when that was done after `before`. */
  claimReplay(stream: { readonly desk: string; readonly epoch: string }, now: number, before: number): Promise<boolean>
  savePresence(desks: readonly DeskPresence[]): Promise<void>
  desks(): Promise<DeskPresence[]>
}

/** All statements of a store. */
export type Tables = IntakeTables & ReportTables

/** A database that runs transactions. `T` is what the team's own statements run with. */
export interface Engine<T> {
  transaction<R>(work: (tables: Tables, transaction: T) => Promise<R>): Promise<R>
  close(): Promise<void>
}

/** Unconforming messages kept for one desk at most; those that come beyond it are only reported. */
export const lettersPerDesk = 10_000
