/** What a version looks like: three numbers. */
export const versionPattern = '^(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})\\.(0|[1-9][0-9]{0,5})$'

/** Below zero when `a` is older than `b`, above when it is newer. What is no version is older than all. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [numbersOf(a), numbersOf(b)]
  for (const [index, number] of left.entries()) {
    const difference = number - (right[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

function numbersOf(version: string): readonly number[] {
  return new RegExp(versionPattern).test(version) ? version.split('.').map(Number) : [-1, 0, 0]
}
