import type { Executor, Row } from '../../sqlite/index.ts'
import { dayOf } from './day.ts'
import { type Act, note, take } from './moves.ts'
import { fieldsOf } from './plan.ts'
import { findTicket, isFor, readTicket, type Scene, type Ticket } from './tickets.ts'

/** A counter had a ticket, since when. */
export interface Visit {
  readonly place: string
  readonly at: number
}

interface Claim extends Visit {
  /** When it last did something with it, by its own clock. */
  readonly last: number
}

/**
 * A desk tells that a counter had a ticket. Gives the ticket when it is this counter's now; undefined when the news are
 * older than what is known, or another counter had it too: then both services stand, and people settle it.
 */
export async function claim(scene: Scene, name: string, act: Act): Promise<Ticket | undefined> {
  const known = await findTicket(scene, name, act.at)
  if (!known) return await meet(scene, name, act)
  const claims = await claimsOf(scene.db, known)
  const own = claims.find(({ place }) => place === act.place)
  if (own && act.at < own.last) return undefined
  if (known.place === act.place) {
    await note(scene, known, act)
    return known.assumed ? { ...known, state: 'serving' } : known
  }
  const unheard = await isUnheard(scene.db, known)
  const rivals = claims.filter(({ place }) => place !== act.place && !(unheard && place === known.place))
  const other = rivalOf(scene, unheard ? { ...known, place: null } : known, rivals, act)
  if (other) {
    await note(scene, known, act)
    await recordConflict(scene.db, known, { place: act.place, at: act.at }, other)
    return undefined
  }
  await take(scene, known, act, act.at)
  return { ...known, state: 'called', place: act.place }
}

/** Two counters had a ticket; told once, however often it is found. */
export async function recordConflict(db: Executor, { day, ticket }: Ticket, one: Visit, other: Visit): Promise<void> {
  const [first, second] = other.at <= one.at ? [other, one] : [one, other]
  await db.run(
    `INSERT INTO hall_conflicts (day, ticket, pair, first, first_at, second, second_at)
     VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    day,
    ticket,
    [first.place, second.place].toSorted().join(' '),
    first.place,
    first.at,
    second.place,
    second.at,
  )
}

/** The counters that had a ticket, but for one. */
export async function othersWith(db: Executor, ticket: Ticket, place: string): Promise<Visit[]> {
  return (await claimsOf(db, ticket)).filter((one) => one.place !== place)
}

/** The other counter that had the ticket while this one did; none when it waited for this one. */
function rivalOf({ plan }: Scene, ticket: Ticket, rivals: readonly Claim[], act: Act): Claim | undefined {
  const latest = rivals.toSorted((a, b) => b.last - a.last)
  if (ticket.place !== null) return latest.find(({ place }) => place === ticket.place) ?? latest[0]
  return latest.find(({ last }) => act.at < last || !isFor(plan, ticket, act.place))
}

/**
 * Whether the ticket was given to its counter by an answer that may never arrive. Then whoever says that it has the ticket
 * has it, and the two are a conflict only once the other says so too.
 */
async function isUnheard(db: Executor, { number, place }: Ticket): Promise<boolean> {
  const rows = await db.all(
    "SELECT 1 FROM hall_answers WHERE ticket = ? AND place = ? AND kind = 'call' AND before = 'waiting' LIMIT 1",
    number,
    place,
  )
  return rows.length > 0
}

/** A number that only its desk has told of: one of its block, one that this centre forgot, or one from elsewhere. */
async function meet(scene: Scene, name: string, act: Act): Promise<Ticket> {
  const { db, plan } = scene
  const block = await blockOf(db, act.place, name)
  const issuedBy = plan.fields.find(
    ({ prefix }) => name.startsWith(prefix) && /^\d{3,}$/.test(name.slice(prefix.length)),
  )
  const field = (block === undefined ? issuedBy : undefined) ?? fieldsOf(plan, act.place)[0] ?? plan.fields[0]
  // Numbers are given once, also by a centre that came back from an older copy of its data.
  if (issuedBy && block === undefined) {
    await db.run(
      `INSERT INTO hall_numbers (day, prefix, last) VALUES (?, ?, ?)
       ON CONFLICT (day, prefix) DO UPDATE SET last = max(last, excluded.last)`,
      dayOf(act.at),
      issuedBy.prefix,
      Number(name.slice(issuedBy.prefix.length)),
    )
  }
  const [row] = await db.all(
    `INSERT INTO hall_tickets (day, ticket, field, priority, source, block, state, place, issued, called)
     VALUES (?, ?, ?, 0, ?, ?, 'called', ?, ?, ?) RETURNING *`,
    dayOf(act.at),
    name,
    field?.id ?? '',
    block === undefined ? 'desk' : 'reserved',
    block ?? null,
    act.place,
    act.at,
    act.at,
  )
  const ticket = readTicket(row as Row)
  await note(scene, ticket, act)
  return ticket
}

/** The block of a counter that a number is from. */
async function blockOf(db: Executor, place: string, name: string): Promise<string | undefined> {
  const rows = await db.all(
    'SELECT id, prefix, first, last FROM hall_blocks WHERE place = ? ORDER BY number DESC',
    place,
  )
  const found = rows.find(({ prefix, first, last }) => {
    const digits = name.startsWith(String(prefix)) ? name.slice(String(prefix).length) : ''
    return /^\d+$/.test(digits) && Number(digits) >= Number(first) && Number(digits) <= Number(last)
  })
  return found && String(found.id)
}

async function claimsOf(db: Executor, { day, ticket }: Ticket): Promise<Claim[]> {
  const rows = await db.all('SELECT place, at, last FROM hall_claims WHERE day = ? AND ticket = ?', day, ticket)
  return rows.map(({ place, at, last }) => ({ place: String(place), at: Number(at), last: Number(last) }))
}
