import { createHash } from 'node:crypto'

/**
 * Whether a desk is among the first `percent` of a release. It is a hash of both names, so that the first ones are other
 * desks each time, and a wider wave has all desks of the narrower one.
 */
export function isInWave(
  desk: string,
  { part, issue }: { readonly part: string; readonly issue: number },
  percent: number,
): boolean {
  const hash = createHash('sha256').update(`${desk} ${part} ${issue}`).digest()
  return hash.readUInt32BE() / 2 ** 32 < percent / 100
}
