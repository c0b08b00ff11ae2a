import { DeskError } from '../../core/index.ts'
import type { Executor, Row } from '../../sqlite/index.ts'
import type { Conflict } from './hall.ts'

/** A counter that has not been told of a conflict. */
export interface Untold {
  readonly id: number
  readonly place: string
  readonly ticket: string
  readonly first: string
  readonly second: string
}

/** All conflicts, those that wait for people first, newest first. */
export async function listConflicts(db: Executor): Promise<Conflict[]> {
  const rows = await db.all('SELECT * FROM hall_conflicts ORDER BY settled IS NOT NULL, id DESC LIMIT 1000')
  return rows.map(readConflict)
}

/**
 * People have settled a conflict.
 * @throws DeskError DB-HAL-004 there is none of that number.
 */
export async function settleConflict(db: Executor, conflict: number, words: string, now: number): Promise<void> {
  const rows = await db.all(
    'UPDATE hall_conflicts SET settled = ?, words = ? WHERE id = ? RETURNING id',
    now,
    words,
    conflict,
  )
  if (rows.length === 0) throw new DeskError('DB-HAL-004', { number: conflict })
}

/** Who is still to be told of a conflict since a day. */
export async function untoldOf(db: Executor, day: string): Promise<Untold[]> {
  const rows = await db.all(
    `SELECT * FROM hall_conflicts WHERE day >= ? AND settled IS NULL AND first_told + second_told < 2 LIMIT 100`,
    day,
  )
  return rows.flatMap((row) => {
    const [first, second] = [String(row.first), String(row.second)]
    const told = { id: Number(row.id), ticket: String(row.ticket), first, second }
    return [
      ...(row.first_told === 0 ? [{ ...told, place: first }] : []),
      ...(row.second_told === 0 ? [{ ...told, place: second }] : []),
    ]
  })
}

/** A counter was told. */
export async function markTold(db: Executor, { id, place }: Untold): Promise<void> {
  await db.run(
    `UPDATE hall_conflicts SET first_told = max(first_told, first = ?), second_told = max(second_told, second = ?)
     WHERE id = ?`,
    place,
    place,
    id,
  )
}

function readConflict(row: Row): Conflict {
  return {
    id: Number(row.id),
    ticket: String(row.ticket),
    places: [String(row.first), String(row.second)],
    at: [Number(row.first_at), Number(row.second_at)],
    settled: row.settled === null ? null : { at: Number(row.settled), words: String(row.words) },
  }
}
