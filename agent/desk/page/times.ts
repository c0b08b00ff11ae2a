/** 08:31, of a time in RFC 3339. */
export function timeOfDay(time: string): string {
  return new Intl.DateTimeFormat('vi', { hour: '2-digit', minute: '2-digit', hour12: false }).format(new Date(time))
}

/** Whole minutes since a time. */
export function minutesSince(time: string): number {
  return Math.max(0, Math.floor((Date.now() - Date.parse(time)) / 60_000))
}
