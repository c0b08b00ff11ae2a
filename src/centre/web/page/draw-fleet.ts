import { byId, make, makeButton, redraw } from '../../../page-kit/index.ts'
import type { DeskRow, FleetAct } from '../views/fleet.ts'
import { say, sayMoment, sayWords } from './words.ts'

/** What can be done with one desk. */
export interface DeskActs {
  block(desk: string): void
  bundle(desk: string): void
}

/** The live table of desks. */
export function drawDesks(desks: readonly DeskRow[], acts: readonly FleetAct[], run: DeskActs): void {
  redraw(byId('desks'), [desks, acts], () => desks.map((desk) => deskRow(desk, acts, run)))
}

function deskRow(desk: DeskRow, acts: readonly FleetAct[], run: DeskActs): HTMLElement {
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
  row.append(make('td', '', days === null ? '–' : say('web.fleet.days', { days })), toDoCell(desk, acts, run))
  return row
}

function linkCell({ online, seen }: DeskRow): HTMLElement {
  const cell = make('td', online ? 'good' : 'bad', say(online ? 'web.fleet.online' : 'web.fleet.offline'))
  if (!online && seen !== null) cell.append(make('small', '', sayMoment(seen)))
  return cell
}

function devicesCell({ devices: { ready, all } }: DeskRow): HTMLElement {
  const words = all === 0 ? '–' : say('web.fleet.devices.ready', { ready, all })
  return make('td', ready === all ? '' : 'wait', words)
}

function toDoCell(desk: DeskRow, acts: readonly FleetAct[], run: DeskActs): HTMLElement {
  const cell = make('td', 'to-do')
  const list = make('ul')
  for (const { weight, what, next } of desk.alarms) {
    const item = make('li')
    item.append(make('span', weight === 'bad' ? 'bad' : 'wait', sayWords(what)), make('small', '', sayWords(next)))
    list.append(item)
  }
  if (desk.alarms.length > 0) cell.append(list)
  const buttons = make('div', 'acts')
  for (const act of ['bundle', 'block'] as const) {
    if (!acts.includes(act) || desk.blocked) continue
    const button = makeButton('quiet', say(`web.fleet.act.${act}`), () => run[act](desk.desk))
    button.ariaLabel = `${button.textContent}: ${desk.desk}`
    buttons.append(button)
  }
  if (buttons.childElementCount > 0) cell.append(buttons)
  return cell
}
