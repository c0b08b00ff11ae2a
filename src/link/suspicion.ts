import type { CloseReason } from '../broker/index.ts'
import type { TombstoneReason } from '../contract/index.ts'
import type { Position } from '../journal/index.ts'

/** Facts from one place to another, both included. */
interface Range {
  readonly from: Position
  readonly to: Position
}

/** A fact that must be taken out of the stream, and why. */
export interface Condemned {
  readonly position: Position
  readonly reason: TombstoneReason
}

/** What is held against facts after which the broker hung up. It outlives sessions. A value. */
export interface Suspicion {
  /** The fact that was alone in flight when sessions ended, how often, and when first (monotonic). */
  readonly alone: { readonly position: Position; readonly closes: number; readonly since: number } | undefined
  /** What was in flight at the last end. */
  readonly last: Range | undefined
  /** Among these one fact goes at a time, so that a culprit is alone when it strikes again. */
  readonly suspects: Range | undefined
  /** The one that the broker has named. */
  readonly named: Condemned | undefined
}

/** How a session ended, as far as facts are concerned. */
export interface Ending {
  readonly close: CloseReason
  /** Facts without an acknowledgement, oldest first. */
  readonly inFlight: readonly Position[]
  /** Whether anything else was under way, which might have been the cause. */
  readonly others: 'some' | 'none'
  /** Monotonic milliseconds. */
  readonly now: number
}

/** Nothing is suspected. */
export const trust: Suspicion = { alone: undefined, last: undefined, suspects: undefined, named: undefined }

const closesAtLeast = 5
const ageAtLeast = 600_000

/** Learns from the end of a session. */
export function afterEnd(suspicion: Suspicion, { close, inFlight, others, now }: Ending): Suspicion {
  const [first] = inFlight
  const last = inFlight.at(-1)
  if (first === undefined || last === undefined || !blamesMessage(close)) return suspicion
  const range = { from: first, to: last }
  const { refusal } = close
  const named = refusal === 'too-large' || refusal === 'unacceptable'
  const suspects = named ? range : overlap(suspicion.last, range)
  if (inFlight.length > 1 || others === 'some') return { ...suspicion, last: range, suspects }
  const known = suspicion.alone?.position === first ? suspicion.alone : { position: first, closes: 0, since: now }
  return {
    alone: { ...known, closes: known.closes + 1 },
    last: range,
    suspects,
    named: named ? { position: first, reason: refusal === 'too-large' ? 'too-large' : 'refused' } : undefined,
  }
}

/** A fact was acknowledged: it is no poison. */
export function afterAcknowledgement(suspicion: Suspicion, position: Position): Suspicion {
  if (suspicion === trust) return trust
  const alone = suspicion.alone?.position === position ? undefined : suspicion.alone
  const named = suspicion.named?.position === position ? undefined : suspicion.named
  const last = behind(suspicion.last, position)
  const suspects = behind(suspicion.suspects, position)
  return alone || named || last || suspects ? { alone, named, last, suspects } : trust
}

/**
 * The fact that must give way: one that the broker has named, or one that was alone at five ends *and* for ten minutes.
 * Never attempts alone: five quick ones during an outage must not cost good data its place.
 */
export function condemned({ alone, named }: Suspicion, now: number): Condemned | undefined {
  if (named) return named
  const isPoison = alone && alone.closes >= closesAtLeast && now - alone.since >= ageAtLeast
  return isPoison ? { position: alone.position, reason: 'poison' } : undefined
}

/** Whether a fact must be alone in flight. */
export function isSuspect({ suspects }: Suspicion, position: Position): boolean {
  return suspects !== undefined && position >= suspects.from && position <= suspects.to
}

/** An end for which the broker named another cause (it is busy, it does not know us) says nothing about a message. */
function blamesMessage({ by, error, reasonCode, refusal }: CloseReason): boolean {
  if (by === 'us') return error.code === 'DB-LNK-011'
  const unclear = reasonCode === undefined || (reasonCode >= 0x80 && reasonCode <= 0x83)
  return unclear || refusal === 'too-large' || refusal === 'unacceptable'
}

/** What is left of a range when a fact in it is known to be good; facts are acknowledged about in order. */
function behind(range: Range | undefined, position: Position): Range | undefined {
  if (!range || position < range.from) return range
  return position < range.to ? { from: (position + 1) as Position, to: range.to } : undefined
}

function overlap(one: Range | undefined, other: Range): Range | undefined {
  if (!one) return undefined
  const both = { from: Math.max(one.from, other.from) as Position, to: Math.min(one.to, other.to) as Position }
  return both.from <= both.to ? both : undefined
}
