import type { FactData, NumberBlock, WaitingTicket } from '../contract/index.ts'
import { heedParked, heldHere, parkedHere } from './parked.ts'
import type { CounterState } from './state.ts'
import type { Surroundings } from './surroundings.ts'
import { change, record, type Turn } from './turn.ts'

/**
 * How many bytes of JSON are remembered of tickets that were at this counter while the centre's list still names them:
 * some 400 tickets. When it is full the list is used no more, since what is forgotten could be called twice; numbers of
 * the counter's own block still are.
 */
const maxTakenBytes = 4_000
/** So many closed blocks are remembered. */
const maxClosedBlocks = 16

/** A ticket that the counter calls by itself, and where it is from. */
export interface Drawn {
  readonly ticket: string
  readonly line: NonNullable<FactData<'call.provisional'>['line']>
}

type Outside = Omit<Surroundings, 'settings'>

/** Brings what is remembered of those who wait up to what the centre last said. */
export function heedLine(turn: Turn): Turn {
  const heeded = heedParked(turn)
  return heeded.outside.line === null ? heeded : heedBlock(heedTickets(heeded))
}

/** Whom the counter would call by itself: first those who wait, then the next number of its own. */
export function nextInLine(state: CounterState, outside: Outside): Drawn | undefined {
  const [ticket] = callable(state, outside)
  if (ticket !== undefined) return { ticket, line: 'waiting' }
  const number = nextNumber(state)
  return number === undefined ? undefined : { ticket: number, line: 'reserved' }
}

/** A ticket was called from the line: nobody calls it again. */
export function draw(turn: Turn, { ticket, line }: Drawn): Turn {
  const { taken, numbers } = turn.state
  if (line === 'waiting') return change(turn, { taken: [...taken, ticket] })
  return numbers ? change(turn, { numbers: { ...numbers, used: numbers.used + 1 } }) : turn
}

/** Somebody who was at the counter waits nearby, as the centre has agreed: where its list names them, it is right. */
export function putBack(turn: Turn, ticket: string): Turn {
  return change(turn, { taken: turn.state.taken.filter((one) => one !== ticket) })
}

/** Who may be called here, in the order of calling: those who wait, and between them whom this desk itself has told to. */
export function callable(state: CounterState, outside: Outside): readonly string[] {
  const waiting = callableWaiting(state, outside)
  const order: string[] = []
  let next = 0
  for (const { ticket, after } of parkedHere(state, outside)) {
    const before = waiting.slice(next, next + Math.max(0, after - order.length))
    next += before.length
    order.push(...before, ticket)
  }
  return [...order, ...waiting.slice(next)]
}

/** Who waits nearby for this counter as one of its officers asked, and may be called back by number. */
export function heldTickets(state: CounterState, outside: Outside): readonly string[] {
  const gone = new Set([...claimedTickets(state), ...outside.elsewhere])
  const listed = isFull(state) ? [] : (outside.line?.tickets ?? [])
  const byCentre = listed.filter(({ ticket, held }) => held === true && !gone.has(ticket))
  return [...heldHere(state), ...byCentre].map(({ ticket }) => ticket)
}

/** The tickets that this counter has or had, and that nobody else of the desk may call. */
export function claimedTickets(state: CounterState): readonly string[] {
  return [...state.taken, ...presentTickets(state), ...state.parked.map(({ ticket }) => ticket)]
}

/** How many numbers of its own the counter has left. */
export function numbersLeft({ numbers }: CounterState): number {
  return numbers ? sizeOf(numbers.block) - numbers.used : 0
}

/**
 * Who waits by the centre's list. Without the centre those come first that it has dealt to this counter: others of the field
 * may be without it, too, and would call the same.
 */
function callableWaiting(state: CounterState, { centre, line, elsewhere }: Outside): readonly string[] {
  if (line === null || isFull(state)) return []
  const gone = new Set([...claimedTickets(state), ...elsewhere])
  const waiting = line.tickets.filter(({ ticket }) => !gone.has(ticket))
  const order = centre === 'in-reach' ? waiting : ownFirst(waiting)
  return order.map(({ ticket }) => ticket)
}

/** Whom the counter was dealt comes first; but whoever waits nearby comes after as many others as the centre has said. */
function ownFirst(waiting: readonly WaitingTicket[]): readonly WaitingTicket[] {
  const here = waiting.filter(({ held }) => !held)
  const order = [...here.filter(({ own }) => own), ...here.filter(({ own }) => !own)]
  for (const [place, one] of waiting.entries()) if (one.held) order.splice(place, 0, one)
  return order
}

function presentTickets({ services, shown }: CounterState): readonly string[] {
  const present = services.filter(({ phase }) => phase !== 'ended').map(({ ticket }) => ticket)
  return shown ? [...present, shown.ticket] : present
}

/** A list that no longer names a ticket knows that it was here, or will never name it again. */
function heedTickets(turn: Turn): Turn {
  const { state, outside } = turn
  const listed = new Set(outside.line?.tickets.map(({ ticket }) => ticket))
  const taken = [...new Set(claimedTickets(state))].filter((ticket) => listed.has(ticket))
  const isSame = taken.length === state.taken.length && taken.every((ticket, index) => ticket === state.taken[index])
  return isSame ? turn : change(turn, { taken })
}

/** A block is the counter's until the centre names another one, or none. */
function heedBlock(turn: Turn): Turn {
  const { closedBlocks, numbers } = turn.state
  const block = turn.outside.line?.numbers
  if (numbers?.block.id === block?.id) return turn
  const closed = closeBlock(turn)
  const isNew = block !== undefined && !closedBlocks.includes(block.id)
  return isNew ? change(closed, { numbers: { block, used: 0 } }) : closed
}

function closeBlock(turn: Turn): Turn {
  const { numbers, closedBlocks } = turn.state
  if (!numbers) return turn
  const { block, used } = numbers
  const data = { block: block.id, used, unused: numbersLeft(turn.state) }
  const remembered = [...closedBlocks, block.id].slice(-maxClosedBlocks)
  return change(record(turn, 'numbers.closed', data, { source: 'counter' }), {
    numbers: null,
    closedBlocks: remembered,
  })
}

function nextNumber(state: CounterState): string | undefined {
  const { numbers } = state
  if (!numbers || numbersLeft(state) <= 0) return undefined
  const { prefix, from, digits } = numbers.block
  return prefix + String(from + numbers.used).padStart(digits, '0')
}

function sizeOf({ from, to }: NumberBlock): number {
  return Math.max(0, to - from + 1)
}

function isFull({ taken }: CounterState): boolean {
  return Buffer.byteLength(JSON.stringify(taken)) > maxTakenBytes
}
