import type { RatingSet } from '../../contract/index.ts'
import { DeskError } from '../../core/index.ts'
import type { Executor, Row } from '../../sqlite/index.ts'
import { boundsOf } from './day.ts'
import type { DayReport, ReportRow } from './hall.ts'
import { median, ninetieth } from './statistics.ts'

/** From fewer ratings no mean of points is told: nobody is to be ranked by chance. */
export const fewestRatings = 5

/** Stands for whoever did not sign in. */
export const nobody = '–'

interface ServiceRow {
  readonly place: string
  readonly field: string | null
  readonly officer: string | null
  readonly began: number | null
  readonly ended: number | null
  readonly outcome: string | null
  /** How long the ticket waited; null where it was not issued here. */
  readonly waited: number | null
  readonly rated: string | null
  readonly level: number | null
  readonly scale: string | null
}

interface SkippedRow {
  readonly place: string
  readonly field: string
  readonly officer: string | null
}

interface Day {
  readonly services: readonly ServiceRow[]
  readonly skipped: readonly SkippedRow[]
  readonly sets: ReadonlyMap<string, RatingSet>
  readonly levels: number
}

/**
 * What happened on a day, by when it happened and not by when it became known.
 * @throws DeskError DB-HAL-011 it is no day.
 */
export async function dayReport(db: Executor, day: string): Promise<DayReport> {
  const { from, to } = boundsOf(day)
  if (Number.isNaN(from)) throw new DeskError('DB-HAL-011', { day })
  const scales = await db.all('SELECT scale, body FROM hall_scales ORDER BY rowid')
  const sets = new Map(scales.map(({ scale, body }) => [String(scale), JSON.parse(String(body)) as RatingSet]))
  const services = (await db.all(sql.services, day)).map(readService)
  const skipped = (await db.all(sql.skipped, day)) as unknown as SkippedRow[]
  const scale = scaleOf(services, sets)
  const levels = Math.max(sets.get(scale)?.levels.length ?? 0, ...services.map(({ level }) => level ?? 0))
  const found: Day = { services, skipped, sets, levels }
  const counts = await db.all('SELECT kind, sum(count) AS count FROM hall_counts WHERE day = ? GROUP BY kind', day)
  const countOf = (kind: string) => Number(counts.find((row) => row.kind === kind)?.count ?? 0)
  const outages = await db.all(sql.outages, to, from)
  const [late] = await db.all('SELECT count(*) AS n FROM hall_services WHERE day = ? AND late = 1', day)
  return {
    day,
    scale,
    officers: officerRows(found),
    counters: rowsBy(found, ({ place }) => place),
    fields: rowsBy(found, ({ field }) => field ?? nobody),
    late: Number(late?.n ?? 0),
    provisional: countOf('provisional'),
    unattributed: countOf('unattributed'),
    outages: outages.map((row) => ({
      desk: String(row.desk),
      from: Number(row.since),
      to: row.until as number | null,
    })),
  }
}

const sql = {
  services: `
    SELECT hall_services.*, hall_tickets.field,
      CASE WHEN source = 'issued' AND hall_services.late = 0 THEN called - issued END AS waited
    FROM hall_services LEFT JOIN hall_tickets
      ON hall_tickets.day = hall_services.day AND hall_tickets.ticket = hall_services.ticket
    WHERE hall_services.day = ?`,
  skipped: `
    SELECT place, field, (
      SELECT officer FROM hall_shifts
      WHERE hall_shifts.place = hall_tickets.place AND at <= ended ORDER BY at DESC LIMIT 1) AS officer
    FROM hall_tickets WHERE day = ? AND state = 'skipped'`,
  outages: `
    SELECT desk, since, until FROM hall_outages WHERE since < ? AND coalesce(until, since + 1) > ? ORDER BY since`,
} as const

/** A rating is for the officer it names, who may be another than the one who ended the service. */
function officerRows(day: Day): ReportRow[] {
  const served = Map.groupBy(day.services, ({ officer }) => officer ?? nobody)
  const rated = Map.groupBy(day.services.filter(isRated), ({ rated }) => rated ?? nobody)
  const skipped = Map.groupBy(day.skipped, ({ officer }) => officer ?? nobody)
  return namesOf(served, rated, skipped).map((name) =>
    reportRow(name, day, {
      services: served.get(name) ?? [],
      rated: rated.get(name) ?? [],
      skipped: skipped.get(name)?.length ?? 0,
    }),
  )
}

function rowsBy(day: Day, nameOf: (row: ServiceRow | SkippedRow) => string): ReportRow[] {
  const served = Map.groupBy(day.services, nameOf)
  const skipped = Map.groupBy(day.skipped, nameOf)
  return namesOf(served, skipped).map((name) => {
    const services = served.get(name) ?? []
    const rated = services.filter(isRated)
    return reportRow(name, day, { services, rated, skipped: skipped.get(name)?.length ?? 0 })
  })
}

interface Part {
  readonly services: readonly ServiceRow[]
  readonly rated: readonly ServiceRow[]
  readonly skipped: number
}

function reportRow(name: string, { sets, levels }: Day, { services, rated, skipped }: Part): ReportRow {
  const served = services.filter(({ outcome }) => outcome === 'finished')
  const waits = served.flatMap(({ waited }) => (waited === null ? [] : [seconds(waited)]))
  const lengths = served.flatMap(({ began, ended }) =>
    began === null || ended === null ? [] : [seconds(ended - began)],
  )
  const points = rated.flatMap(({ level, scale }) => sets.get(scale ?? '')?.levels[(level ?? 0) - 1]?.points ?? [])
  return {
    name,
    served: served.length,
    skipped,
    waitingMedian: median(waits),
    waitingP90: ninetieth(waits),
    servingMedian: median(lengths),
    servingP90: ninetieth(lengths),
    ratings: Array.from({ length: levels }, (_, index) => rated.filter(({ level }) => level === index + 1).length),
    notRated: served.filter((service) => !isRated(service)).length,
    points: points.length < fewestRatings ? null : points.reduce((sum, one) => sum + one, 0) / points.length,
  }
}

function isRated({ level }: ServiceRow): boolean {
  return level !== null
}

function seconds(ms: number): number {
  return Math.max(0, Math.round(ms / 1_000))
}

function namesOf(...groups: readonly ReadonlyMap<string, unknown>[]): string[] {
  return [...new Set(groups.flatMap((group) => [...group.keys()]))].toSorted((a, b) =>
    a.localeCompare(b, 'vi', { numeric: true }),
  )
}

/** The level set that most were rated with, else the newest one that this centre had. */
function scaleOf(services: readonly ServiceRow[], sets: ReadonlyMap<string, RatingSet>): string {
  const used = Map.groupBy(services.filter(isRated), ({ scale }) => scale ?? '')
  const [most] = [...used].toSorted(([, a], [, b]) => b.length - a.length)
  return most?.[0] ?? [...sets.keys()].at(-1) ?? ''
}

function readService(row: Row): ServiceRow {
  return row as unknown as ServiceRow
}
