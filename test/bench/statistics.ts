/** The value that `share` of the values do not exceed, by the nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

/** The middle value, or the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  return (
    (percentile(values, 0.5) -
      percentile(
        values.map((value) => -value),
        0.5,
      )) /
    2
  )
}

/** Median, least and greatest of the rounds. */
export interface Spread {
  readonly median: number
  readonly least: number
  readonly greatest: number
}

/** The spread of a figure over the rounds. */
export function spread(values: readonly number[]): Spread {
  return { median: median(values), least: Math.min(...values), greatest: Math.max(...values) }
}
