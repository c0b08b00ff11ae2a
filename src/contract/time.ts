/** Viet Nam keeps UTC+7 all year; facts are written in it so that a person can read them. */
const offsetMinutes = 7 * 60

/** RFC 3339 with milliseconds and the offset of Viet Nam, from wall milliseconds. */
export function formatTime(wall: number): string {
  return `${new Date(wall + offsetMinutes * 60_000).toISOString().slice(0, -1)}+07:00`
}

/** Wall milliseconds of an RFC 3339 time, NaN when it is none. */
export function parseTime(time: string): number {
  return Date.parse(time)
}
