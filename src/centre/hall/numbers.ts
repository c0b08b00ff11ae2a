import type { NumberBlock } from '../../contract/index.ts'
import { type Random, uuidv7 } from '../../core/index.ts'
import type { Executor, Row } from '../../sqlite/index.ts'
import type { Scene } from './tickets.ts'

/** No prefix of a block may be longer. */
const longestPrefix = 10
const largestNumber = 999_999

/**
 * The numbers that are a counter's alone. It gets further ones when it has closed its block, and when half of it is used:
 * a counter that has no connection for long must not run out. Undefined where the plan keeps none.
 */
export async function numbersFor(scene: Scene, place: string, random: Random): Promise<NumberBlock | undefined> {
  const { db, plan } = scene
  if (plan.reserved === 0) return undefined
  const [current] = await db.all('SELECT * FROM hall_blocks WHERE place = ? ORDER BY number DESC LIMIT 1', place)
  if (current && current.closed === null && !(await isHalfUsed(db, current))) return blockOf(current)
  const prefix = current ? String(current.prefix) : await prefixOf(db, place)
  const next = current ? Number(current.last) + 1 : 1
  // After a million numbers of one counter nobody has the first any more.
  const first = next + plan.reserved - 1 > largestNumber ? 1 : next
  const [made] = await db.all(
    `INSERT INTO hall_blocks (id, place, prefix, first, last, digits, made) VALUES (?, ?, ?, ?, ?, 3, ?) RETURNING *`,
    uuidv7(scene.now, random),
    place,
    prefix,
    first,
    first + plan.reserved - 1,
    scene.now,
  )
  return blockOf(made as Row)
}

async function isHalfUsed(db: Executor, { id, first, last }: Row): Promise<boolean> {
  const [row] = await db.all('SELECT count(*) AS used FROM hall_tickets WHERE block = ?', String(id))
  return 2 * Number(row?.used) >= Number(last) - Number(first) + 1
}

/** `Q5-`, which no field can have, or one with a number where another counter is called 5 too. */
async function prefixOf(db: Executor, place: string): Promise<string> {
  const counter = place.slice(place.indexOf('/') + 1).toUpperCase()
  const rows = await db.all('SELECT prefix FROM hall_places WHERE prefix IS NOT NULL')
  const taken = new Set(rows.map(({ prefix }) => String(prefix)))
  let prefix = `Q${counter}-`
  for (let n = 1; taken.has(prefix) || prefix.length > longestPrefix; n++) prefix = `QQ${n}-`
  await db.run('UPDATE hall_places SET prefix = ? WHERE place = ?', prefix, place)
  return prefix
}

function blockOf({ id, prefix, first, last, digits }: Row): NumberBlock {
  return { id: String(id), prefix: String(prefix), from: Number(first), to: Number(last), digits: Number(digits) }
}
