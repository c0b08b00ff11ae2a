import { byId, inputById, make, makeScrollable } from '../../../page-kit/index.ts'
import type { NamedRow, ReportView } from '../views/report.ts'
import { get } from './ask.ts'
import type { Attempt } from './draw-office.ts'
import { currentLanguage, say, sayTime, sayWords } from './words.ts'

const numbers = (digits: number) => new Intl.NumberFormat(currentLanguage(), { maximumFractionDigits: digits })

/** The day's report: today's at first. */
export function openReport(attempt: Attempt): void {
  const day = inputById('day')
  if (!day.value) day.value = today()
  const show = () => {
    const query = `day=${encodeURIComponent(day.value)}`
    byId('csv').setAttribute('href', `/bao-cao.csv?${query}&lang=${currentLanguage()}`)
    byId('csv-semicolon').setAttribute('href', `/bao-cao.csv?${query}&lang=${currentLanguage()}&separator=%3B`)
    return attempt(async () => drawReport(await get<ReportView>(`/v1/report?${query}`)))
  }
  byId('report-form').onsubmit = (event) => {
    event.preventDefault()
    void show()
  }
  void show()
}

/** The date in Viet Nam, whatever this PC believes its zone is. */
function today(): string {
  return new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10)
}

function drawReport(report: ReportView): void {
  const tables = [
    ['web.office.officers', report.officers],
    ['web.office.by-counter', report.counters],
    ['web.office.by-field', report.fields],
  ] as const
  const facts = make('ul', 'day-facts')
  facts.append(
    make('li', '', say('web.office.scale', { scale: report.scale })),
    make('li', '', say('web.office.late', { count: report.late })),
    make('li', '', say('web.office.acts', { count: report.provisional })),
    make('li', '', say('web.office.unattributed', { count: report.unattributed })),
  )
  byId('report').dataset.day = report.day
  byId('report').replaceChildren(...tables.map(([key, rows]) => tableOf(key, rows, report)), facts, outagesOf(report))
}

function tableOf(key: string, rows: readonly NamedRow[], { levels }: ReportView): HTMLElement {
  const scroll = make('div')
  makeScrollable(scroll, say(key))
  const table = make('table', 'report-table')
  const columns = ['name', 'served', 'skipped', 'waiting-median', 'waiting-p90', 'serving-median', 'serving-p90']
  const heads = [
    ...columns.map((column) => say(`web.office.${column}`)),
    ...levels.map((label) => sayWords(label)),
    ...[say('web.office.not-rated'), say('web.office.points')],
  ]
  const head = make('tr')
  head.append(...heads.map(columnHead))
  const body = make('tbody')
  body.append(...(rows.length > 0 ? rows.map((row) => rowOf(row, levels.length)) : [emptyRow(heads.length)]))
  const top = make('thead')
  top.append(head)
  table.append(make('caption', '', say(key)), top, body)
  scroll.append(table)
  return scroll
}

function rowOf(row: NamedRow, levels: number): HTMLElement {
  const line = make('tr')
  const name = make('th', '', sayWords(row.name))
  name.setAttribute('scope', 'row')
  const times = [row.waitingMedian, row.waitingP90, row.servingMedian, row.servingP90].map(minutes)
  const ratings = Array.from({ length: levels }, (_, index) => String(row.ratings[index] ?? 0))
  const points = row.points === null ? say('web.office.too-few') : numbers(2).format(row.points)
  const cells = [String(row.served), String(row.skipped), ...times, ...ratings, String(row.notRated), points]
  line.append(name, ...cells.map((cell) => make('td', 'count', cell)))
  return line
}

function outagesOf({ outages }: ReportView): HTMLElement {
  const part = make('div')
  const list = make('ul', 'day-facts')
  const words = outages.map(({ desk, from, to }) =>
    say('web.office.outage', {
      desk,
      from: sayTime(from),
      to: to === null ? say('web.office.outage.now') : sayTime(to),
    }),
  )
  list.append(...(words.length > 0 ? words : [say('web.office.outages.none')]).map((line) => make('li', '', line)))
  part.append(make('h3', '', say('web.office.outages')), list)
  return part
}

/** 6:52 */
function minutes(seconds: number | null): string {
  if (seconds === null) return '–'
  const whole = Math.round(seconds)
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`
}

function columnHead(text: string, index: number): HTMLElement {
  const cell = make('th', index === 0 ? '' : 'count', text)
  cell.setAttribute('scope', 'col')
  return cell
}

function emptyRow(columns: number): HTMLElement {
  const cell = make('td', 'soft', say('web.office.nothing'))
  cell.colSpan = columns
  const row = make('tr')
  row.append(cell)
  return row
}
