import {
  type Epoch,
  emptyTombstone,
  type Fact,
  formatTime,
  type Receipt,
  type Sequence,
  type TombstoneReason,
  tombstoneOf,
  tombstoneType,
} from '../contract/index.ts'
import { type Clock, DeskError, type Log, type Random } from '../core/index.ts'
import type { Database } from '../sqlite/index.ts'
import type { DeskNames } from './envelope.ts'
import { newEpochName } from './epochs.ts'
import { type Outstanding, outstanding } from './outstanding.ts'
import { ordinalOf, type Position, positionOf, sequenceOf } from './position.ts'
import { judgeReceipt, type ReceiptVerdict, reissueUnder } from './receipts.ts'
import type { Writer } from './writer.ts'

/** A fact as it goes out. */
export interface StoredFact {
  readonly position: Position
  /** The fact as JSON text, exactly as it is published. */
  readonly body: string
}

/** What the link needs of the journal. What it reads may change under it: what was read last goes out. */
export interface Delivery {
  /** The place after which the first unreceipted fact stands. */
  start(): Promise<Position>
  /** The facts after a place in the order of delivery, at most `limit`. */
  read(after: Position, limit: number): Promise<StoredFact[]>
  /** Judges a receipt. `foreign` has begun a new epoch: start again from {@link start}. */
  receipt(receipt: Receipt): Promise<ReceiptVerdict>
  /**
   * Takes a fact that the broker will never take out of the stream, durably and once: from now on its number goes out as
   * the tombstone that is returned. The original stays in the quarantine, for people to look at.
   */
  quarantine(position: Position, reason: TombstoneReason): Promise<StoredFact>
  /**
   * Sends an epoch again from a sequence on, whatever receipts say. Numbers whose rows are gone are answered with
   * tombstones. False when this journal never had that epoch.
   */
  replay(epoch: Epoch, from: Sequence): Promise<boolean>
  /** Calls `listener` when a replay has begun. Returns the way to stop it. */
  onReplay(listener: () => void): () => void
  /** For centres that give no receipts: the broker's acknowledgement of everything up to here counts. */
  markUpTo(position: Position): Promise<void>
}

/** What delivery needs beside the journal's own parts. */
export interface DeliveryOptions extends DeskNames {
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** A receipt covers more than before, or facts were issued again. */
  settled(): void
}

/** The delivery of a journal. */
export function createDelivery(db: Database, writer: Writer, options: DeliveryOptions): Delivery {
  const replayListeners = new Set<() => void>()
  return {
    async start() {
      for (const { after, upTo, goneUpTo } of await outstanding(db)) {
        if (after < goneUpTo) return after
        const [next] = await db.all('SELECT 1 FROM facts WHERE position > ? AND position <= ? LIMIT 1', after, upTo)
        if (next) return after
      }
      return positionOf(writer.head.ordinal, writer.head.sequence)
    },
    read: async (after, limit) =>
      writer.newestAfter(after, limit) ?? (await readOutstanding(db, options, after, limit)),
    async receipt(receipt) {
      const verdict = await judgeReceipt(db, receipt)
      if (verdict.kind === 'foreign') await beginEpoch(db, writer, options, receipt)
      if (verdict.kind !== 'nothing') options.settled()
      return verdict
    },
    quarantine: (position, reason) => quarantine(db, writer, position, reason),
    async replay(epoch, from) {
      const [row] = await db.all('SELECT ordinal FROM epochs WHERE epoch = ?', epoch)
      if (!row) return false
      // A replay from beyond what was confirmed asks for nothing that does not go out anyway.
      await db.run('UPDATE epochs SET receipted = min(receipted, ?) WHERE epoch = ?', from - 1, epoch)
      for (const listener of replayListeners) listener()
      return true
    },
    onReplay(listener) {
      replayListeners.add(listener)
      return () => replayListeners.delete(listener)
    },
    async markUpTo(position) {
      await db.run(
        'UPDATE epochs SET receipted = max(receipted, ?) WHERE ordinal = ?',
        sequenceOf(position),
        ordinalOf(position),
      )
      options.settled()
    },
  }
}

async function readOutstanding(
  db: Database,
  options: DeliveryOptions,
  after: Position,
  limit: number,
): Promise<StoredFact[]> {
  const facts: StoredFact[] = []
  for (const range of await outstanding(db)) {
    if (range.upTo <= after) continue
    facts.push(...gone(range, after, limit - facts.length, options))
    if (facts.length >= limit) break
    const rows = await db.all(
      'SELECT position, body FROM facts WHERE position > ? AND position <= ? ORDER BY position LIMIT ?',
      Math.max(after, range.after),
      range.upTo,
      limit - facts.length,
    )
    facts.push(...rows.map((row) => ({ position: Number(row.position) as Position, body: String(row.body) })))
  }
  return facts
}

/** What stands for numbers that are asked for again and whose rows are gone. */
function gone(range: Outstanding, after: Position, limit: number, options: DeliveryOptions): StoredFact[] {
  const { centre, desk, clock } = options
  const first = Math.max(after, range.after) + 1
  const count = Math.max(0, Math.min(limit, range.goneUpTo - first + 1))
  return Array.from({ length: count }, (_, index) => {
    const position = (first + index) as Position
    const number = { epoch: range.epoch, sequence: sequenceOf(position) }
    const tombstone = emptyTombstone({ centre, desk, ...number, reason: 'pruned', at: clock.wall() })
    return { position, body: JSON.stringify(tombstone) }
  })
}

async function quarantine(
  db: Database,
  writer: Writer,
  position: Position,
  reason: TombstoneReason,
): Promise<StoredFact> {
  const body = await db.transaction(async (transaction) => {
    const [row] = await transaction.all('SELECT body FROM facts WHERE position = ?', position)
    const original = String(row?.body)
    const fact = JSON.parse(original) as Fact
    // One that is a tombstone already cannot become less.
    if (fact.type === tombstoneType) return original
    const tombstone = JSON.stringify(tombstoneOf(fact, reason))
    await transaction.run(
      'INSERT INTO quarantine (position, reason, body) VALUES (?, ?, ?)',
      position,
      reason,
      original,
    )
    await transaction.run('UPDATE facts SET body = ? WHERE position = ?', tombstone, position)
    return tombstone
  })
  writer.forget(position)
  return { position, body }
}

async function beginEpoch(
  db: Database,
  writer: Writer,
  options: DeliveryOptions,
  receipt: { readonly epoch: string; readonly upTo: number },
): Promise<void> {
  const epoch: Epoch = newEpochName(options.random)
  await writer.exclusively((head) => reissueUnder(epoch, formatTime(options.clock.wall()), db, head))
  const alarm = new DeskError('DB-JRN-003', { epoch: receipt.epoch, upTo: receipt.upTo, newEpoch: epoch })
  options.log.error(alarm.message, { code: alarm.code, epoch })
}
