import { byId, make, makeButton, redraw } from '../../../page-kit/index.ts'
import type { DeskRow } from '../views/fleet.ts'
import { say, sayMoment, sayWords } from './words.ts'

/** Lets somebody choose what to do with a desk. */
export type Choose = (desk: DeskRow) => void

/** The live table of desks. */
export function drawDesks(desks: readonly DeskRow[], choose: Choose): void {
  redraw(byId('desks'), desks, () => desks.map((desk) => deskRow(desk, choose)))
}

function deskRow(desk: DeskRow, choose: Choose): HTMLElement {
  const row = make('tr', desk.blocked ? 'blocked' : '')
  row.dataset.desk = desk.desk
  const head = make('th', '', desk.desk.split('/')[1] ?? desk.desk)
  head.setAttribute('scope', 'row')
  head.append(make('small', '', desk.counters.map((counter) => `${say('web.counter')} ${counter}`).join(', ')))
  row.append(head, linkCell(desk), make('td', 'count', String(desk.backlog)), devicesCell(desk))
  row.append(
    make('td', '', desk.lastFact === null ? '–' : sayMoment(desk.lastFact)),
    make('td', '', desk.version ?? '–'),
  )
  const days = desk.certificateDays
  row.append(make('td', '', days === null ? '–' : say('web.fleet.days', { days })), toDoCell(desk, choose))
  return row
}

function linkCell({ online, seen, toForget }: DeskRow): HTMLElement {
  const cell = make('td', online ? 'good' : 'bad', say(online ? 'web.fleet.online' : 'web.fleet.offline'))
  if (!online && seen !== null) cell.append(make('small', '', sayMoment(seen)))
  if (toForget) cell.append(make('small', 'wait', say('web.fleet.to-forget')))
  return cell
}

function devicesCell({ devices: { ready, all } }: DeskRow): HTMLElement {
  const words = all === 0 ? '–' : say('web.fleet.devices.ready', { ready, all })
  return make('td', ready === all ? '' : 'wait', words)
}

function toDoCell(desk: DeskRow, choose: Choose): HTMLElement {
  const cell = make('td', 'to-do')
  const list = make('ul')
  for (const { weight, what, next } of desk.alarms) {
    const item = make('li')
    item.append(make('span', weight === 'bad' ? 'bad' : 'wait', sayWords(what)), make('small', '', sayWords(next)))
    list.append(item)
  }
  if (desk.alarms.length > 0) cell.append(list)
  if (desk.acts.length > 0) {
    const button = makeButton('quiet', say('web.fleet.act.open'), () => choose(desk))
    button.ariaLabel = `${button.textContent}: ${desk.desk}`
    cell.append(button)
  }
  return cell
}
