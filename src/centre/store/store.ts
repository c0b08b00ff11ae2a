import type { DeskState, Receipt } from '../../contract/index.ts'
import type { CentreFact } from '../typed-fact.ts'

/** A message on a desk's facts topic. */
export interface Arrival {
  /** `{centre}/{desk}`. */
  readonly desk: string
  readonly payload: string
}

/** A fact that took effect now, for the first time. */
export interface AppliedFact {
  readonly desk: string
  readonly fact: CentreFact
  /** Wall milliseconds at which the centre took it. */
  readonly received: number
}

/** A number of a desk whose fact will never come, and why. */
export interface Tombstone {
  readonly desk: string
  readonly epoch: string
  readonly sequence: number
  /** `too-large`, `refused`, `poison`, `pruned` or `damaged`; a newer desk may know more. */
  readonly reason: string
  /** The type of the fact that it stands for; undefined when nothing is left of it. */
  readonly of: string | undefined
  /** Wall milliseconds. */
  readonly received: number
}

/**
 * Why a message lies among the dead letters: it is no fact; its chain value does not follow what the centre has; or the
 * centre's own effect refused it. Only the last kind is receipted: its number is filled, and its effect waits for people.
 */
export type DeadLetterKind = 'no-fact' | 'broken-chain' | 'no-effect'

/** A message that could not be applied and waits for a person. */
export interface DeadLetter {
  /** By which it is named to {@link CentreStore.retry} and {@link CentreStore.drop}. */
  readonly number: number
  readonly desk: string
  readonly kind: DeadLetterKind
  readonly reason: string
  /** Wall milliseconds at which it came first, and how often it has come. */
  readonly received: number
  readonly times: number
  /** The message as it came. */
  readonly body: string
}

/** A desk whose facts wait for an earlier one. */
export interface Gap {
  readonly desk: string
  readonly epoch: string
  /** The number that is missed. */
  readonly next: number
  /** How many facts wait behind it, and the highest number among them. */
  readonly waiting: number
  readonly highest: number
  /** Wall milliseconds at which the first of them came. */
  readonly since: number
}

/** How far the centre has come in one life of a desk's journal. */
export interface StreamEnd {
  readonly desk: string
  readonly epoch: string
  readonly applied: number
  readonly chain: string
}

/** What is known of a desk's presence. */
export interface DeskPresence {
  readonly desk: string
  readonly online: boolean
  /** Wall milliseconds of its last sign of life; undefined when this centre never saw one. */
  readonly seen: number | undefined
  /** What it last said of itself. */
  readonly state: DeskState | undefined
}

/** What taking some arrivals led to, once it is durable. */
export interface TakeResult {
  readonly applied: readonly AppliedFact[]
  readonly tombstones: readonly Tombstone[]
  readonly deadLetters: readonly Omit<DeadLetter, 'number'>[]
  /** The receipts to publish. */
  readonly receipts: readonly DeskReceipt[]
}

/** A receipt and the desk that it is for. */
export interface DeskReceipt {
  readonly desk: string
  readonly receipt: Receipt
}

/**
 * What a centre does with a fact, within the transaction that takes it: so it happens exactly once. `transaction` is the
 * store's own: write with it, and do not end it. Throw {@link DeskError} `DB-CTR-006` for a fact that can never be applied:
 * it goes to the dead letters. Any other error undoes everything, and the fact is tried again.
 */
export type Effect<T> = (fact: CentreFact, desk: string, transaction: T) => Promise<void>

/** Decides about a fact whose effect failed while the database works. */
export type EffectJudge = (failure: {
  readonly desk: string
  readonly fact: CentreFact
  readonly error: unknown
}) => 'bury' | 'fail'

/** Where a centre keeps facts. Every method is one transaction; what has resolved is durable. */
export interface CentreStore {
  /**
   * Takes arrivals, in any order and with repeats. Rejects with nothing changed when an effect throws; with a `judge` each
   * effect is fenced, and one that fails may be buried alone.
   */
  take(arrivals: readonly Arrival[], judge?: EffectJudge): Promise<TakeResult>
  /** The newest facts that took effect, newest first. */
  recent(limit: number): Promise<AppliedFact[]>
  /** How far the centre has come in all epochs of these desks. */
  ends(desks: readonly string[]): Promise<StreamEnd[]>
  /**
   * Whether it is for this caller to ask a desk for a replay: true for one of all consumers of a store, and again only
   * after `patience` milliseconds.
   */
  claimReplay(stream: { readonly desk: string; readonly epoch: string }, patience: number): Promise<boolean>
  gaps(): Promise<Gap[]>
  /** The newest tombstones, newest first. */
  tombstones(limit: number): Promise<Tombstone[]>
  /** The oldest dead letters, oldest first. */
  deadLetters(limit: number): Promise<DeadLetter[]>
  /** Tries a dead letter again. `gone` when it is one no more, `kept` when it failed once more. */
  retry(number: number): Promise<{ readonly outcome: 'gone' | 'kept' | 'not-found'; readonly taken: TakeResult }>
  /** Forgets a dead letter. False when there is none of that number. */
  drop(number: number): Promise<boolean>
  savePresence(desks: readonly DeskPresence[]): Promise<void>
  desks(): Promise<DeskPresence[]>
  close(): Promise<void>
}
