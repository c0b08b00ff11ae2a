/** The ISO date of a day; undefined where the calendar has no such day. */
export function isoDate(year: number, month: number, day: number): string | undefined {
  const date = new Date(Date.UTC(year, month - 1, day))
  const exists = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return exists ? date.toISOString().slice(0, 10) : undefined
}

/**
 * Whether days follow one another as they must: each later than the one before. Of dates of which only the year or the month
 * is known, what both tell is compared. Unknown ones are passed over.
 */
export function inOrder(...dates: readonly (string | undefined)[]): boolean {
  const known = dates.filter((date) => date !== undefined)
  return known.every((date, index) => {
    const before = known[index - 1]
    return before === undefined || isEarlier(before, date)
  })
}

/** Whether a day is later than another. What is unknown of them is no ground for saying so. */
export function isAfter(date: string, other: string): boolean {
  const told = Math.min(date.length, other.length)
  return date.slice(0, told) > other.slice(0, told)
}

function isEarlier(before: string, date: string): boolean {
  return before.length === date.length ? before < date : !isAfter(before, date)
}
