import { createHash } from 'node:crypto'

/**
 * Whether a desk is among the first `percent` of a release. A site may say which desks go first, from 1 to 9. Else it is a
 * hash of both names, so that the first ones are other desks each time. A wider wave has all desks of the narrower one.
 */
export function isInWave(
  desk: string,
  { part, issue }: { readonly part: string; readonly issue: number },
  percent: number,
  wave?: number,
): boolean {
  const place = wave === undefined ? placeOf(`${desk} ${part} ${issue}`) : (wave - 1) / 9
  return place < percent / 100
}

function placeOf(name: string): number {
  return createHash('sha256').update(name).digest().readUInt32BE() / 2 ** 32
}
