import { type Clock, DeskError } from '../../src/core/index.ts'

/** Slows down who opens chips with wrong numbers: a chip that hears too many locks itself. */
export interface AccessPace {
  /** @throws DeskError DB-CRD-205 the last number was wrong, and it is too early for another. */
  check(counter: string): void
  /** What came of a try: a code, or undefined when the chip opened. */
  tried(counter: string, code: string | undefined): void
}

/** The chip took neither the CAN nor the printed lines. */
const wrongNumber: readonly string[] = ['DB-CRD-102', 'DB-CRD-103']
/** Twice as long after each, so that five wrong ones take more than a minute. */
const [firstWait, longestWait] = [4_000, 300_000]

/** Nobody has tried anything yet. */
export function createAccessPace(clock: Clock): AccessPace {
  const wrong = new Map<string, { readonly times: number; readonly until: number }>()
  return {
    check(counter) {
      const left = (wrong.get(counter)?.until ?? 0) - clock.mono()
      if (left > 0) throw new DeskError('DB-CRD-205', { seconds: Math.ceil(left / 1_000) })
    },
    tried(counter, code) {
      if (code === undefined) return void wrong.delete(counter)
      if (!wrongNumber.includes(code)) return
      const times = (wrong.get(counter)?.times ?? 0) + 1
      const wait = Math.min(longestWait, firstWait * 2 ** (times - 1))
      wrong.set(counter, { times, until: clock.mono() + wait })
    },
  }
}
