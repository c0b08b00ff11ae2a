import type { SessionEnd } from '../broker/index.ts'

/**
 * How often in a row somebody else seems to have taken our place. Brokers of MQTT 5 should say so (0x8E), but those of
 * 3.1.1 cannot, and Mosquitto 2.0 does not: they only close. Two PCs with one name then throw each other out for ever,
 * several times a second. A value.
 */
export interface Evictions {
  /** In a row: among PCs that come back at once, and among those of which one knows and waits a minute. */
  readonly quick: number
  readonly slow: number
  readonly isDisputed: boolean
}

/** Nobody has. */
export const undisputed: Evictions = { quick: 0, slow: 0, isDisputed: false }

/** So many in a row are no chance; a broker that is restarted often can look alike, so slow ones take more. */
const certain = { quick: 4, slow: 8 }
/** Sessions that last longer were not ended by a PC that comes back at once, or once a minute. */
const longest = { quick: 2_000, slow: 150_000 }

/**
 * Learns from the end of a session. It looks like an eviction when the broker takes us at the first attempt, welcomes us,
 * and soon closes without a word and without a fact under way, which could be the cause.
 */
export function afterSession(evictions: Evictions, end: SessionEnd, during: 'a fact under way' | 'silence'): Evictions {
  const { close, lasted, attempts } = end
  if (lasted > longest.slow || attempts > 1) return undisputed
  const wordless = close.by === 'peer' && close.reasonCode === undefined
  if (!wordless || during !== 'silence') return evictions
  const quick = lasted <= longest.quick ? evictions.quick + 1 : 0
  const slow = evictions.slow + 1
  return { quick, slow, isDisputed: evictions.isDisputed || quick >= certain.quick || slow >= certain.slow }
}
