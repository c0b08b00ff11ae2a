import { formatTime } from '../../contract/index.ts'
import { type Language, type TextKey, text } from '../../core/index.ts'
import { type Cell, csvLines, figuresOf } from '../report-table.ts'
import type { NamedRow, ReportView } from './views/report.ts'

/** How a CSV file is written: Excel of a Vietnamese Windows wants semicolons, most others commas. */
export interface CsvWay {
  readonly language: Language
  readonly separator: ',' | ';'
}

/** Excel takes a file without it for one of the old code pages. */
const byteOrderMark = '\uFEFF'

/** A day's report as one table: officers, counters, fields, then the whole day and the times without connection. */
export function reportCsv(report: ReportView, way: CsvWay): string {
  const say = (key: TextKey, args = {}) => text(key, way.language, args)
  const seconds = (key: TextKey) => say('web.csv.seconds', { name: say(key) })
  const levels = report.levels.map((label) => label[way.language] ?? label.vi)
  const blank = levels.map(() => null)
  const rows = (kind: TextKey, of: readonly NamedRow[]) => of.map((row) => rowCells(say(kind), row, way.language))
  const empty = [null, null, null, null, null, null, ...blank, null, null, null, null]
  const table: readonly (readonly Cell[])[] = [
    [
      ...[say('web.csv.kind'), say('web.office.name'), say('web.office.served'), say('web.office.skipped')],
      ...[seconds('web.office.waiting-median'), seconds('web.office.waiting-p90')],
      ...[seconds('web.office.serving-median'), seconds('web.office.serving-p90')],
      ...levels,
      ...[say('web.office.not-rated'), say('web.office.points'), say('web.csv.from'), say('web.csv.to')],
    ],
    ...rows('web.csv.officer', report.officers),
    ...rows('web.csv.counter', report.counters),
    ...rows('web.csv.field', report.fields),
    [say('web.csv.whole'), say('web.csv.late'), report.late, ...empty.slice(1)],
    [say('web.csv.whole'), say('web.csv.provisional'), report.provisional, ...empty.slice(1)],
    [say('web.csv.whole'), say('web.csv.unattributed'), report.unattributed, ...empty.slice(1)],
    ...report.outages.map(({ desk, from, to }) => [
      ...[say('web.csv.outage'), desk, ...empty.slice(2)],
      ...[moment(from), to === null ? null : moment(to)],
    ]),
  ]
  return `${byteOrderMark}${csvLines(table, way.separator).join('\r\n')}\r\n`
}

function rowCells(kind: string, row: NamedRow, language: Language): readonly Cell[] {
  return [kind, row.name[language] ?? row.name.vi, ...figuresOf(row), null, null]
}

/** 2026-11-22 08:03:12, which every spreadsheet takes for a time. */
function moment(at: number): string {
  return formatTime(at).slice(0, 19).replace('T', ' ')
}
