/** The smallest value that this part of all values does not exceed. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((one, other) => one - other)
  return Math.round(sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0)
}

/** The value, which must not exceed the limit. */
export function below(what: string, value: number, limit: number): number {
  if (value > limit) throw new Error(`${what}: ${value} is above ${limit}`)
  return value
}
