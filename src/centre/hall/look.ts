import type { CounterLine, NumberBlock } from '../../contract/index.ts'
import type { Random } from '../../core/index.ts'
import { dayOf } from './day.ts'
import type { HallPicture } from './hall.ts'
import { heldAt, normalsIn, waitingToday } from './line.ts'
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
  const waiting = await waitingToday(scene)
  const byField: HallPicture['waiting'][number][] = []
  for (const { id } of plan.fields) byField.push(fieldLine(scene, id, waiting, await normalsOf(scene, [id])))
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
  return counterLine(place, order, own, await numbersFor(scene, place, random))
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

function counterLine(
  place: string,
  order: readonly Standing[],
  own: ReadonlySet<string>,
  numbers: NumberBlock | undefined,
): CounterLine {
  const tickets = order.slice(0, longestList).map(({ ticket, priority }) => ({
    ticket,
    ...(priority ? { priority } : {}),
    ...(own.has(ticket) ? { own: true } : {}),
  }))
  const line = { counter: place.slice(place.indexOf('/') + 1), tickets, waiting: order.length }
  return numbers ? { ...line, numbers } : line
}

function fieldLine(
  { plan }: Scene,
  field: string,
  waiting: readonly Ticket[],
  normals: number,
): HallPicture['waiting'][number] {
  const own = waiting.filter((ticket) => ticket.field === field)
  const order = lineUp({ waiting: own, held: [], mode: plan.priority, normals })
  return { field, count: own.length, next: order.slice(0, shown.next).map(({ ticket }) => ticket) }
}

async function normalsOf(scene: Scene, fields: readonly string[]): Promise<number> {
  return scene.plan.priority.mode === 'strict' ? 0 : await normalsIn(scene, fields)
}
