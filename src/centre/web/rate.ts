import { type Clock, DeskError } from '../../core/index.ts'

/** How often one address may do something: so many at once, and so many a second after that. */
export interface Pace {
  readonly burst: number
  readonly perSecond: number
}

/** Counts what addresses do. */
export interface RateLimit {
  /** @throws DeskError DB-WEB-011 too fast. */
  take(address: string): void
}

/** Addresses that are remembered; the one that was quiet for longest is forgotten first. */
const mostAddresses = 1_000

/** A bucket for each address. */
export function createRateLimit(clock: Clock, { burst, perSecond }: Pace): RateLimit {
  const buckets = new Map<string, { readonly left: number; readonly at: number }>()
  return {
    take(address) {
      const now = clock.mono()
      const before = buckets.get(address) ?? { left: burst, at: now }
      const left = Math.min(burst, before.left + ((now - before.at) / 1_000) * perSecond)
      buckets.delete(address)
      buckets.set(address, { left: left >= 1 ? left - 1 : left, at: now })
      const [oldest] = buckets.keys()
      if (buckets.size > mostAddresses && oldest !== undefined) buckets.delete(oldest)
      if (left < 1) throw new DeskError('DB-WEB-011')
    },
  }
}
