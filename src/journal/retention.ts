import { type Chain, type Fact, personalTypes, tombstoneOf } from '../contract/index.ts'
import type { ClockQuality } from '../core/index.ts'
import type { Database } from '../sqlite/index.ts'
import { type Position, positionOf } from './position.ts'

/** How long receipted facts stay on the desk, and what time it is. */
export interface RetentionOptions {
  readonly db: Database
  readonly retentionDays: number
  wall(): number
  quality(): ClockQuality
  /** Facts up to here are no longer what they were. */
  forget(upTo: Position): void
}

/** What must leave the disk, in steps so small that a press never waits for one. Each says whether there is more to do. */
export interface Retention {
  /** Drops personal facts that a receipt covers to their hash. */
  strip(): Promise<boolean>
  /** Deletes what was issued again under a later epoch, from its end, so that what is left has no gap. */
  dropReissued(): Promise<boolean>
  /** Deletes facts whose receipt is older than the retention. */
  dropOld(): Promise<boolean>
}

const day = 24 * 3600 * 1000
const batch = 500
/** Rows without anything personal that may be looked at again after a restart. */
const mostUnmarked = 5_000

/** The retention of a journal's database. */
export function createRetention(options: RetentionOptions): Retention {
  const { db } = options
  // How far each epoch was looked at; on disk only where that changed something, or there was much.
  const seen = new Map<number, number>()
  return {
    async strip() {
      const epochs = await db.all('SELECT ordinal, stripped, receipted FROM epochs WHERE stripped < receipted')
      for (const row of epochs) {
        const [ordinal, marked, upTo] = [Number(row.ordinal), Number(row.stripped), Number(row.receipted)]
        const from = Math.max(marked, seen.get(ordinal) ?? 0)
        if (from >= upTo) continue
        seen.set(ordinal, await stripEpoch(options, { ordinal, marked, from, upTo }))
        return true
      }
      return false
    },
    dropReissued: () => dropReissued(db),
    async dropOld() {
      const [now, quality] = [options.wall(), options.quality()]
      // A clock that nobody vouches for ages nothing.
      if (quality !== 'synced') return false
      await noteTime(db, now)
      return await dropBefore(options, now - options.retentionDays * day)
    },
  }
}

interface Span {
  readonly ordinal: number
  /** As the disk has it. */
  readonly marked: number
  readonly from: number
  readonly upTo: number
}

/** How the bodies of personal facts end: `type` is the last of the sorted keys. */
const personalEnds = personalTypes.map((type) => `"type":"${type}"}`)
const ending = `substr(body, -${Math.max(...personalEnds.map((end) => end.length))})`
/** Only these rows leave the database; most are of other types. */
const personalRows = `SELECT position, body FROM facts WHERE position > ? AND position <= ?
  AND substr(${ending}, instr(${ending}, '"type":"')) IN (${personalEnds.map((end) => `'${end}'`).join(', ')})`

/** Returns up to where the epoch has been looked at. */
async function stripEpoch({ db, forget }: RetentionOptions, { ordinal, marked, from, upTo }: Span): Promise<number> {
  const reached = Math.min(from + batch, upTo)
  const end = positionOf(ordinal, reached)
  const rows = await db.all(personalRows, positionOf(ordinal, from), end)
  const stripped = rows.map(({ position, body }) => {
    const fact = JSON.parse(String(body)) as Fact
    return [position, JSON.stringify(tombstoneOf(fact, 'pruned'))]
  })
  if (stripped.length === 0 && reached - marked < mostUnmarked) return reached
  await db.transaction(async (transaction) => {
    await transaction.run(
      `UPDATE facts SET body = dropped.value ->> 1 FROM json_each(?) AS dropped WHERE position = dropped.value ->> 0`,
      JSON.stringify(stripped),
    )
    await transaction.run('UPDATE epochs SET stripped = ? WHERE ordinal = ?', reached, ordinal)
  })
  if (stripped.length > 0) forget(end)
  return reached
}

async function dropReissued(db: Database): Promise<boolean> {
  for (const { ordinal, last } of await db.all(
    'SELECT ordinal, last FROM epochs WHERE superseded = 1 AND last IS NOT NULL',
  )) {
    const [after, end] = [positionOf(Number(ordinal), Number(last)), positionOf(Number(ordinal) + 1, 0)]
    const [row] = await db.all('SELECT 1 FROM facts WHERE position > ? AND position < ? LIMIT 1', after, end)
    if (!row) continue
    await db.run(
      `DELETE FROM facts WHERE position IN
         (SELECT position FROM facts WHERE position > ? AND position < ? ORDER BY position DESC LIMIT ?)`,
      after,
      end,
      batch,
    )
    return true
  }
  return false
}

/** Notes once a day how far the epochs are confirmed: what is confirmed by then is at least that old. */
async function noteTime(db: Database, now: number): Promise<void> {
  const [newest] = await db.all('SELECT max(at) AS at FROM milestones')
  if (newest?.at !== null && now - Number(newest?.at) < day) return
  await db.run(
    'INSERT INTO milestones (at, ordinal, receipted) SELECT ?, ordinal, receipted FROM epochs WHERE receipted > pruned + 1',
    now,
  )
}

/**
 * Deletes one batch of what was confirmed before a time. The newest confirmed row of an epoch stays: receipts name it,
 * and a program of the version before finds the end of the epoch by its rows.
 */
async function dropBefore({ db, forget }: RetentionOptions, time: number): Promise<boolean> {
  const [next] = await db.all(
    `SELECT epochs.ordinal, pruned, min(max(milestones.receipted), epochs.receipted - 1) AS due
     FROM milestones JOIN epochs USING (ordinal) WHERE at <= ? GROUP BY epochs.ordinal HAVING due > pruned LIMIT 1`,
    time,
  )
  if (!next) {
    await db.run('DELETE FROM milestones WHERE at <= ?', time)
    return false
  }
  const [ordinal, from, due] = [Number(next.ordinal), Number(next.pruned), Number(next.due)]
  const upTo = Math.min(due, from + batch)
  const [last] = await db.all('SELECT chain FROM facts WHERE position = ?', positionOf(ordinal, upTo))
  const chain: Chain = String(last?.chain ?? '')
  await db.transaction(async (transaction) => {
    await transaction.run(
      'DELETE FROM facts WHERE position > ? AND position <= ?',
      positionOf(ordinal, from),
      positionOf(ordinal, upTo),
    )
    await transaction.run('UPDATE epochs SET pruned = ?, pruned_chain = ? WHERE ordinal = ?', upTo, chain, ordinal)
  })
  forget(positionOf(ordinal, upTo))
  return true
}
