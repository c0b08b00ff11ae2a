/** The middle of some figures; null where there are none. */
export function median(figures: readonly number[]): number | null {
  const sorted = figures.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]]
  return low === undefined || high === undefined ? null : (low + high) / 2
}

/** What nine of ten do not pass (nearest rank); null where there are none. */
export function ninetieth(figures: readonly number[]): number | null {
  return figures.toSorted((a, b) => a - b)[Math.ceil(0.9 * figures.length) - 1] ?? null
}
