import { type Clock, DeskError } from '../../core/index.ts'

/** How often something may be done: `burst` at once, and `perSecond` in the long run. */
export interface Rate {
  readonly perSecond: number
  readonly burst: number
}

/** Counts how often each page asks. */
export interface Rates {
  /** @throws DeskError DB-DSK-026 too often. */
  take(name: string, rate: Rate): void
}

/** Whoever has not asked for longest is forgotten first; its bucket would be full again anyway. */
const mostNames = 512

/** Nobody has asked yet. */
export function createRates(clock: Clock): Rates {
  const buckets = new Map<string, { readonly left: number; readonly at: number }>()
  return {
    take(name, { perSecond, burst }) {
      const now = clock.mono()
      const { left, at } = buckets.get(name) ?? { left: burst, at: now }
      const filled = Math.min(burst, left + ((now - at) / 1000) * perSecond)
      buckets.delete(name)
      const [oldest] = buckets.keys()
      if (buckets.size >= mostNames && oldest !== undefined) buckets.delete(oldest)
      buckets.set(name, { left: filled >= 1 ? filled - 1 : filled, at: now })
      if (filled < 1) throw new DeskError('DB-DSK-026')
    },
  }
}
