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
export interface Look {
  readonly waiting: HallPicture['waiting']
  readonly calls: HallPicture['calls']
  readonly conflicts: number
  /** What each counter is to know. */
  readonly lines: ReadonlyMap<string, CounterLine>
}

/** Numbers of a field, and calls, that displays have room for. */
const shown = { next: 10, calls: 20 }
/** Tickets in a list at most; the contract says so. */
const longestList = 500

/** Looks at the hall, in one transaction; counters that lack numbers of their own are given some. */
export async function lookAt(scene: Scene, places: Iterable<string>, random: Random): Promise<Look> {
  const { db, plan, now } = scene
  const waiting = await waitingToday(scene)
  const lines = new Map<string, CounterLine>()
  const normals = new Map<string, number>()
  const normalsOf = async (fields: readonly string[]) => {
    if (plan.priority.mode === 'strict') return 0
    const known = normals.get(fields.join()) ?? (await normalsIn(scene, fields))
    normals.set(fields.join(), known)
    return known
  }
  for (const place of places) {
    const line = {
      waiting: waiting.filter((ticket) => isFor(plan, ticket, place)),
      held: await heldAt(scene, place),
      mode: plan.priority,
      normals: await normalsOf(fieldsOf(plan, place).map(({ id }) => id)),
    }
    lines.set(place, counterLine(place, lineUp(line), await numbersFor(scene, place, random)))
  }
  const byField = await Promise.all(
    plan.fields.map(async ({ id }) => fieldLine(plan.priority, id, waiting, await normalsOf([id]))),
  )
  const calls = await db.all(
    'SELECT * FROM hall_calls WHERE day = ? ORDER BY number DESC LIMIT ?',
    dayOf(now),
    shown.calls,
  )
  const [open] = await db.all('SELECT count(*) AS open FROM hall_conflicts WHERE settled IS NULL')
  return {
    lines,
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

/** How many are before a ticket that waits: in its field, or for its counter. */
export async function aheadOf(scene: Scene, ticket: Ticket): Promise<number> {
  const { plan } = scene
  const waiting = (await waitingToday(scene)).filter(
    ({ field, target }) => target === ticket.target && (target !== null || field === ticket.field),
  )
  const normals = plan.priority.mode === 'strict' ? 0 : await normalsIn(scene, [ticket.field])
  const order = lineUp({ waiting, held: [], mode: plan.priority, normals })
  return order.findIndex(({ number }) => number === ticket.number)
}

function counterLine(place: string, order: readonly Standing[], numbers: NumberBlock | undefined): CounterLine {
  const tickets = order
    .slice(0, longestList)
    .map(({ ticket, priority }) => (priority ? { ticket, priority } : { ticket }))
  const line = { counter: place.slice(place.indexOf('/') + 1), tickets, waiting: order.length }
  return numbers ? { ...line, numbers } : line
}

function fieldLine(
  mode: Scene['plan']['priority'],
  field: string,
  waiting: readonly Ticket[],
  normals: number,
): Look['waiting'][number] {
  const own = waiting.filter((ticket) => ticket.field === field)
  const order = lineUp({ waiting: own, held: [], mode, normals })
  return { field, count: own.length, next: order.slice(0, shown.next).map(({ ticket }) => ticket) }
}
