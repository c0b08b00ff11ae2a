/** A device that was ready this long starts again with the shortest wait. */
export const steadyMs = 5_000

const firstMs = 250
const longestMs = 10_000

/**
 * How long to wait after the n-th failure in a row (from 0): doubling, up to 10 s. A little chance (`unit`, 0 to 1) keeps
 * devices that failed together from trying together.
 */
export function backOff(failures: number, unit: number): number {
  const ms = Math.min(longestMs, firstMs * 2 ** Math.min(failures, 10))
  return ms * (1 - 0.1 * unit)
}
