import type { CounterLine, WaitingTicket } from '../../contract/index.ts'
import type { Random } from '../../core/index.ts'
import { dayOf } from './day.ts'
import type { HallPicture } from './hall.ts'
import { firstWaiting, heldAt, normalsIn, waitingToday } from './line.ts'
import { lineUp, type Standing } from './line-up.ts'
import { numbersFor } from './numbers.ts'
import { fieldsOf } from './plan.ts'
import { isFor, type Scene, type Ticket } from './tickets.ts'

/** What the database says of the hall at one moment. */
export type Look = Omit<HallPicture, 'counters'>

/** Numbers of a field, and calls, that displays have room for. */
const shown = { next: 10, calls: 20 }
/** Tickets in a list at most; the contract says so. */
const longestList = 500

/** Looks at the hall. */
export async function lookAt(scene: Scene): Promise<Look> {
  const { db, plan, now } = scene
  // Whoever is behind the first is only counted: nobody who asks waits while a thousand rows are read.
  const { first, counts } = await firstWaiting(scene, shown.next)
  const byField: HallPicture['waiting'][number][] = []
  for (const { id } of plan.fields) {
    const waiting = first.filter(({ field }) => field === id)
    const order = lineUp({ waiting, held: [], mode: plan.priority, normals: await normalsOf(scene, [id]) })
    const next = order.slice(0, shown.next).map(({ ticket }) => ticket)
    byField.push({ field: id, count: counts.get(id) ?? 0, next })
  }
  const calls = await db.all(
    'SELECT * FROM hall_calls WHERE day = ? ORDER BY number DESC LIMIT ?',
    dayOf(now),
    shown.calls,
  )
  const [open] = await db.all('SELECT count(*) AS open FROM hall_conflicts WHERE settled IS NULL')
  return {
    waiting: byField,
    calls: calls.map((row) => ({
      number: Number(row.number),
      ticket: String(row.ticket),
      place: String(row.place),
      at: Number(row.at),
    })),
    conflicts: Number(open?.open),
  }
}

/** What one counter is to know, of those who wait today; when it lacks numbers of its own it is given some. */
export async function lineAt(
  scene: Scene,
  place: string,
  waiting: readonly Ticket[],
  random: Random,
): Promise<CounterLine> {
  const { plan } = scene
  const fields = fieldsOf(plan, place).map(({ id }) => id)
  const held = await heldAt(scene, place)
  const order = lineUp({
    waiting: waiting.filter((ticket) => isFor(plan, ticket, place)),
    held,
    mode: plan.priority,
    normals: await normalsOf(scene, fields),
  })
  const dealt = waiting.filter((ticket) => ticket.target === place || scene.dealing.isOwn(ticket, place))
  const own = new Set([...held, ...dealt].map(({ ticket }) => ticket))
  const nearby = new Set(held.map(({ ticket }) => ticket))
  const tickets = order.slice(0, longestList).map((one) => waitingTicket(one, own, nearby))
  const line = { counter: place.slice(place.indexOf('/') + 1), tickets, waiting: order.length }
  const numbers = await numbersFor(scene, place, random)
  return numbers ? { ...line, numbers } : line
}

/** How many are before a ticket that waits: in its field, or for its counter. */
export async function aheadOf(scene: Scene, ticket: Ticket): Promise<number> {
  const { plan } = scene
  const waiting = (await waitingToday(scene)).filter(
    ({ field, target }) => target === ticket.target && (target !== null || field === ticket.field),
  )
  const normals = await normalsOf(scene, [ticket.field])
  const order = lineUp({ waiting, held: [], mode: plan.priority, normals })
  return order.findIndex(({ number }) => number === ticket.number)
}

function waitingTicket(
  { ticket, priority }: Standing,
  own: ReadonlySet<string>,
  nearby: ReadonlySet<string>,
): WaitingTicket {
  return {
    ticket,
    ...(priority ? { priority } : {}),
    ...(own.has(ticket) ? { own: true } : {}),
    ...(nearby.has(ticket) ? { held: true } : {}),
  }
}

async function normalsOf(scene: Scene, fields: readonly string[]): Promise<number> {
  return scene.plan.priority.mode === 'strict' ? 0 : await normalsIn(scene, fields)
}
