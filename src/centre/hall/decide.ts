import type { Request } from '../../contract/index.ts'
import { parseTime } from '../../contract/index.ts'
import { type TextArgs, type TextKey, text } from '../../core/index.ts'
import type { Answer } from '../requests.ts'
import { rememberAnswer, unheardTicket } from './answers.ts'
import { countGiven, nextTicket } from './line.ts'
import { type Act, begin, type Destination, end, hold, leave, release, take } from './moves.ts'
import { fieldsOf } from './plan.ts'
import { signIn } from './sign-in.ts'
import { currentTicket, findTicket, type Scene, type Ticket } from './tickets.ts'

/** A request of a counter that is to be answered. */
export interface Asked {
  readonly place: string
  readonly request: Request
  /** The id of the command that will carry the answer. */
  readonly command: string
}

/** Decides what a counter gets, in one transaction. */
export async function decide(scene: Scene, asked: Asked): Promise<Answer> {
  const { place, request } = asked
  const act = actOf(asked, scene.now)
  switch (request.name) {
    case 'officer.sign-in':
      return await signIn(scene, request.args)
    case 'call.next':
      return await callNext(scene, asked, act)
    case 'call.pause':
    case 'call.open':
      return show((await currentTicket(scene, place))?.ticket ?? null)
    case 'call.close':
      await leave(scene, act, 'close')
      return show(null)
    default:
      return await actOnTicket(scene, asked, act)
  }
}

async function callNext(scene: Scene, { place, command }: Asked, act: Act): Promise<Answer> {
  // It asks again because it has heard nothing: what it was given then is given again, and no second ticket is called.
  const unheard = await unheardTicket(scene, place)
  if (unheard) {
    await rememberAnswer(scene, command, unheard, 'call')
    return show(unheard.ticket)
  }
  await leave(scene, act, 'next')
  if (fieldsOf(scene.plan, place).length === 0) return refuse('hall.refuse.no-field', { place })
  const ticket = await nextTicket(scene, place)
  if (!ticket) return { name: 'counter.show', args: { ticket: null, notice: 'queue-empty' } }
  return await give(scene, ticket, act, command)
}

async function give(scene: Scene, ticket: Ticket, act: Act, command: string): Promise<Answer> {
  await take(scene, ticket, act, scene.now)
  await countGiven(scene, ticket, act.place)
  await rememberAnswer(scene, command, ticket, 'call')
  return show(ticket.ticket)
}

async function actOnTicket(scene: Scene, asked: Asked, act: Act): Promise<Answer> {
  const { place, request } = asked
  const named = request.args.ticket
  const ticket = named === undefined ? await currentTicket(scene, place) : await findTicket(scene, named, act.at)
  if (!ticket) return named === undefined ? show(null) : refuse('hall.refuse.unknown-ticket', { ticket: named })
  if (ticket.place === place) return await actOnOwn(scene, asked, act, ticket)
  // Both services of a conflict stand: the counter goes on with its citizen, and the ticket stays where it is.
  if (await isInConflict(scene, ticket, place)) return show(keepsOnShow(request) ? ticket.ticket : null)
  return refuse('hall.refuse.not-yours', { ticket: ticket.ticket })
}

async function actOnOwn(scene: Scene, asked: Asked, act: Act, ticket: Ticket): Promise<Answer> {
  const { request } = asked
  if (ticket.state === 'served' || ticket.state === 'skipped') {
    return keepsOnShow(request) ? refuse('hall.refuse.over', { ticket: ticket.ticket }) : show(null)
  }
  switch (request.name) {
    case 'call.recall':
      return await recall(scene, asked, act, ticket)
    case 'call.begin':
      await begin(scene, ticket, act)
      return show(ticket.ticket)
    case 'call.hold':
      await hold(scene, ticket, act)
      return show(null)
    case 'call.transfer':
      return await transfer(scene, asked, act, ticket)
    default:
      await end(scene, ticket, act, request.name === 'call.skip' ? 'skipped' : 'served')
      return show(null)
  }
}

/** The number on show once more; or somebody who was held is called back by name. */
async function recall(scene: Scene, { command }: Asked, act: Act, ticket: Ticket): Promise<Answer> {
  if (ticket.state === 'held') return await give(scene, ticket, act, command)
  await rememberAnswer(scene, command, ticket, 'recall')
  return show(ticket.ticket)
}

async function transfer(scene: Scene, { place, request }: Asked, act: Act, ticket: Ticket): Promise<Answer> {
  const { to = '' } = request.args
  const destination = await destinationOf(scene, to)
  if (!destination) return refuse('hall.refuse.no-destination', { to, known: destinations(scene) })
  if ('target' in destination && destination.target === place) return refuse('hall.refuse.to-itself')
  await release(scene, ticket, act, destination)
  return show(null)
}

/** A field, a counter `{desk}/{counter}`, or a counter by its own name where only one has it. */
export async function destinationOf({ db, plan }: Scene, to: string): Promise<Destination | undefined> {
  const field = plan.fields.find(({ id }) => id === to)
  if (field) return { field }
  const rows = await db.all(
    "SELECT place FROM hall_places WHERE place = ? OR place LIKE '%/' || ? ORDER BY place = ? DESC LIMIT 2",
    to,
    to,
    to,
  )
  const places = rows.map(({ place }) => String(place)).filter((place) => fieldsOf(plan, place).length > 0)
  const isOne = places[0] === to || places.length === 1
  return isOne && places[0] !== undefined ? { target: places[0] } : undefined
}

async function isInConflict({ db }: Scene, { day, ticket }: Ticket, place: string): Promise<boolean> {
  const rows = await db.all(
    'SELECT 1 FROM hall_conflicts WHERE day = ? AND ticket = ? AND ? IN (first, second) LIMIT 1',
    day,
    ticket,
    place,
  )
  return rows.length > 0
}

/** When it was pressed, by the clock of the desk: its facts tell of the same clock. */
function actOf({ place, request }: Asked, now: number): Act {
  const at = parseTime(request.madeAt)
  return { place, at: Number.isFinite(at) ? at : now }
}

function keepsOnShow({ name }: Request): boolean {
  return name === 'call.recall' || name === 'call.begin'
}

function destinations({ plan }: Scene): string {
  return plan.fields.map(({ id }) => id).join(', ')
}

function show(ticket: string | null): Answer {
  return { name: 'counter.show', args: { ticket } }
}

/** The officer reads it, so it is Vietnamese. */
function refuse(key: TextKey, args: TextArgs = {}): Answer {
  return { name: 'request.refuse', args: { reason: text(key, 'vi', args).slice(0, 200) } }
}
