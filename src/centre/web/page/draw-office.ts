import { byId, make, makeButton, redraw } from '../../../page-kit/index.ts'
import type { OfficeCounter, OfficeView } from '../views/office.ts'
import { post } from './ask.ts'
import { say, sayTime, sayWords } from './words.ts'

/** Does something that the centre may refuse. */
export type Attempt = (what: () => Promise<unknown>) => Promise<void>

interface Code {
  readonly code: string
  readonly until: number
}

/** Codes that were asked for here, until they end. */
const codes = new Map<string, Code>()

/** The live table of counters. */
export function drawCounters(counters: readonly OfficeCounter[], attempt: Attempt): void {
  const again = () => drawCounters(counters, attempt)
  for (const [place, { until }] of codes) if (until < Date.now()) codes.delete(place)
  redraw(byId('counters'), [counters, [...codes]], () => counters.map((one) => counterRow(one, attempt, again)))
}

/** The queues by field. */
export function drawQueues(queues: OfficeView['queues']): void {
  redraw(byId('queues'), queues, () =>
    queues.map(({ name, prefix, waiting, next }) => {
      const row = make('tr')
      row.append(
        headCell(`${prefix} · ${sayWords(name)}`),
        make('td', 'count', String(waiting)),
        make('td', '', next.join('  ')),
      )
      return row
    }),
  )
}

function counterRow(counter: OfficeCounter, attempt: Attempt, again: () => void): HTMLElement {
  const row = make('tr')
  row.dataset.place = counter.place
  const head = headCell(counter.label)
  head.append(make('small', '', counter.place))
  const link = make(
    'td',
    counter.online ? 'good' : 'bad',
    say(counter.online ? 'web.office.online' : 'web.office.offline'),
  )
  row.append(head, link, numberCell(counter), make('td', '', counter.officer ?? '–'))
  row.append(make('td', 'count', String(counter.waiting)), padCell(counter, attempt, again))
  return row
}

function numberCell({ sign, asksForRating }: OfficeCounter): HTMLElement {
  const cell = make('td', 'number')
  if (sign?.state === 'serving') cell.append(make('b', '', sign.ticket))
  if (sign?.state === 'paused') cell.append(make('span', 'wait', `${say('web.board.paused')}: ${sign.reason}`))
  if (sign?.state === 'idle') cell.append(make('span', 'soft', say('web.board.idle')))
  if (!sign || sign.state === 'closed') cell.append(make('span', 'soft', say('web.board.closed')))
  if (sign?.state === 'serving' && sign.provisional) cell.append(make('small', 'wait', say('web.office.provisional')))
  if (asksForRating) cell.append(make('small', 'good', `${say('web.office.rating')}: ${say('web.office.rating.open')}`))
  return cell
}

function padCell({ place, label, pads }: OfficeCounter, attempt: Attempt, again: () => void): HTMLElement {
  const cell = make('td', 'pads')
  const code = codes.get(place)
  const named = (button: HTMLButtonElement) => {
    button.ariaLabel = `${button.textContent}: ${say('web.counter')} ${label}`
    return button
  }
  const getCode = async () => {
    codes.set(place, await post<Code>('/v1/pad-code', { place }))
    again()
  }
  const revoke = async () => {
    codes.delete(place)
    await post('/v1/pad-revoke', { place })
  }
  if (pads > 0) cell.append(make('span', 'good', say('web.office.pad.bound', { count: pads })))
  cell.append(named(makeButton('quiet', say('web.office.pad.code'), () => attempt(getCode))))
  if (pads > 0) cell.append(named(makeButton('quiet', say('web.office.pad.revoke'), () => attempt(revoke))))
  if (code) cell.append(codeWords(place, code))
  return cell
}

function codeWords(place: string, { code, until }: Code): HTMLElement {
  const words = make('p', 'code')
  words.setAttribute('role', 'status')
  words.append(
    make('span', '', say('web.office.pad.open', { address: `${location.host}/danh-gia/${place}` })),
    make('b', '', `${code.slice(0, 3)} ${code.slice(3)}`),
    make('small', '', say('web.office.pad.until', { time: sayTime(until) })),
  )
  return words
}

function headCell(text: string): HTMLElement {
  const cell = make('th', '', text)
  cell.setAttribute('scope', 'row')
  return cell
}
