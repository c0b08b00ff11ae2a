import type { DayReport, Hall, ReportRow } from '../../hall/hall.ts'
import { counterLabels, placesOf } from './labels.ts'
import { composed, type SiteWords } from './words.ts'

/** A day's report with the names that people know. */
export interface ReportView extends Omit<DayReport, 'officers' | 'counters' | 'fields'> {
  readonly levels: readonly SiteWords[]
  readonly officers: readonly NamedRow[]
  readonly counters: readonly NamedRow[]
  readonly fields: readonly NamedRow[]
}

/** A row with the name that people know. */
export interface NamedRow extends Omit<ReportRow, 'name'> {
  readonly name: SiteWords
}

/** Puts names to a report. A row that nobody has a name for keeps its own. */
export function reportView(report: DayReport, hall: Hall): ReportView {
  const { plan } = hall
  const officers = new Map(plan.officers.map(({ officer, name }) => [officer, name]))
  const labels = counterLabels(placesOf(hall))
  const fields = new Map(plan.fields.map(({ id, name }) => [id, name]))
  const named = (row: ReportRow, name: SiteWords | undefined): NamedRow => ({
    ...row,
    name: composed(name ?? { vi: row.name }),
  })
  return {
    ...report,
    levels: plan.rating.levels.map(({ label }) => composed(label)),
    officers: report.officers.map((row) => named(row, wordsOf(officers.get(row.name)))),
    counters: report.counters.map((row) => named(row, wordsOf(labels.get(row.name)))),
    fields: report.fields.map((row) => named(row, fields.get(row.name))),
  }
}

function wordsOf(name: string | undefined): SiteWords | undefined {
  return name === undefined ? undefined : { vi: name }
}
