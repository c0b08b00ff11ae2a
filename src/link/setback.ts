import type { Random } from '../core/index.ts'

/** Why a stream of messages has to wait. */
export type Trouble = 'transient' | 'pressure' | 'forbidden'

/** How often in a row a stream had to wait. A value. */
export interface Setback {
  readonly times: number
  /** When the last wait was over, monotonic. */
  readonly until: number
}

/** The first wait and the longest, in milliseconds. */
const waits: Readonly<Record<Trouble, { readonly first: number; readonly longest: number }>> = {
  transient: { first: 1_000, longest: 30_000 },
  // Brokers that are asked again at once answer a full queue with a fuller one.
  pressure: { first: 2_000, longest: 300_000 },
  // Somebody has to change an ACL; a minute after that all is well.
  forbidden: { first: 5_000, longest: 60_000 },
}
/** Without trouble for so long, the next trouble is a new one. */
const forgivenAfter = 60_000

/** The wait after a refusal: each in a row twice the one before, between half and all of it. */
export function setBack(
  previous: Setback | undefined,
  trouble: Trouble,
  now: number,
  random: Random,
): { readonly setback: Setback; readonly wait: number } {
  const times = previous && now - previous.until < forgivenAfter ? previous.times + 1 : 1
  const { first, longest } = waits[trouble]
  const wait = Math.min(longest, first * 2 ** Math.min(times - 1, 20)) * (0.5 + random.unit() / 2)
  return { setback: { times, until: now + wait }, wait }
}
