import type { Clock, Timer } from '../core/index.ts'

/** Tells centres the time. */
export interface TimeTeller {
  /** A desk of this centre has been heard. */
  meet(centre: string): void
  stop(): void
}

const every = 30_000

/** Tells each centre whose desks were met the time, at once and then regularly: its desks have no other source of it. */
export function createTimeTeller(clock: Clock, tell: (centre: string, now: number) => void): TimeTeller {
  const centres = new Set<string>()
  let timer: Timer | undefined
  const tellAll = () => {
    for (const centre of centres) tell(centre, clock.wall())
    timer = clock.after(every, tellAll)
  }
  return {
    meet(centre) {
      if (centres.has(centre)) return
      centres.add(centre)
      timer?.cancel()
      tellAll()
    },
    stop: () => timer?.cancel(),
  }
}
