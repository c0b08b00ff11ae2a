import type { Clock, Timer } from '../core/index.ts'

/** Tells centres the time. */
export interface TimeTeller {
  /** A desk of this centre has been heard. */
  meet(centre: string): void
  /** A desk of this centre has just come: until it is told the time it cannot judge the age of a command. */
  welcome(centre: string): void
  stop(): void
}

const every = 30_000
/** Desks that come together are told together. */
const gap = 5_000

/** Tells each centre whose desks were met the time, at once and then regularly: its desks have no other source of it. */
export function createTimeTeller(clock: Clock, tell: (centre: string, now: number) => void): TimeTeller {
  /** When each was told last, in monotonic time. */
  const told = new Map<string, number>()
  const soon = new Map<string, Timer>()
  const tellNow = (centre: string) => {
    told.set(centre, clock.mono())
    tell(centre, clock.wall())
  }
  const tellAll = () => {
    for (const centre of told.keys()) tellNow(centre)
    timer = clock.after(every, tellAll)
  }
  let timer = clock.after(every, tellAll)
  return {
    meet(centre) {
      if (!told.has(centre)) tellNow(centre)
    },
    welcome(centre) {
      const since = clock.mono() - (told.get(centre) ?? Number.NEGATIVE_INFINITY)
      if (since >= gap) tellNow(centre)
      else if (!soon.has(centre)) {
        const later = clock.after(gap - since, () => {
          soon.delete(centre)
          tellNow(centre)
        })
        soon.set(centre, later)
      }
    },
    stop() {
      timer.cancel()
      for (const later of soon.values()) later.cancel()
    },
  }
}
