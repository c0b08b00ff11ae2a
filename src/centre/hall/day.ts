import { formatTime, parseTime } from '../../contract/index.ts'

const dayMs = 24 * 3_600_000

/** The day of a wall time in Viet Nam, e.g. `2026-11-22`. */
export function dayOf(wall: number): string {
  return formatTime(wall).slice(0, 10)
}

/** From when to when a day is, in wall milliseconds; NaN for what is none. */
export function boundsOf(day: string): { readonly from: number; readonly to: number } {
  const from = /^\d{4}-\d{2}-\d{2}$/.test(day) ? parseTime(`${day}T00:00:00.000+07:00`) : Number.NaN
  return { from, to: from + dayMs }
}
