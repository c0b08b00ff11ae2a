import type { Clock } from '../src/core/index.ts'
import type { Link } from '../src/link/index.ts'
import type { CentreNews } from './centre-news.ts'
import type { Audience, CentreView } from './changes.ts'
import type { Counters } from './counters.ts'

/** What changes together is announced together. */
const announceAfter = 100

/** What telling needs. */
export interface TellingOptions {
  readonly clock: Clock
  readonly counters: Counters
  readonly news: CentreNews
  readonly link: Link
  readonly audience: Audience
}

/** Tells pages at once, and the centre a moment later, what the counters are like. */
export interface Telling {
  /** A counter may be different: each that is, is told of. */
  look(): void
  /** The way to the centre may be different. */
  centre(): void
  /** How much is unsent, the clock or the disk may be different. */
  desk(): void
  /** How the way to the centre is. */
  view(): CentreView
}

/** Begins with what the counters are now. */
export function tellOfCounters({ clock, counters, news, link, audience }: TellingOptions): Telling {
  const pictures = new Map<string, string>()
  let announced = ''
  const announce = () => {
    const message = counters.announcement()
    if (JSON.stringify(message) === announced) return
    announced = JSON.stringify(message)
    link.counters(message)
  }
  const announceSoon = collect(clock, announce)
  const look = () => {
    announceSoon()
    // What one counter calls, the others can call no more: all are looked at.
    for (const counter of counters.pictures()) {
      const picture = JSON.stringify(counter)
      if (pictures.get(counter.id) === picture) continue
      pictures.set(counter.id, picture)
      audience.tell({ kind: 'counter', counter })
    }
  }
  const view = () => {
    const { error, alarms } = link.status()
    return { state: news.reach, since: news.since, problem: error, alarms }
  }
  let toldOfCentre = ''
  const centre = () => {
    const { problem, alarms, ...rest } = view()
    const now = JSON.stringify([rest, problem?.code, alarms.map(({ code }) => code)])
    if (now === toldOfCentre) return
    toldOfCentre = now
    audience.tell({ kind: 'centre', centre: { ...rest, problem, alarms } })
  }
  news.onChange((kind) => {
    if (kind === 'reach') centre()
    if (kind === 'rules') audience.tell({ kind: 'rules' })
    if (kind === 'line') counters.look()
    if (kind !== 'reach') look()
  })
  announce()
  look()
  return { look, centre, desk: collect(clock, () => audience.tell({ kind: 'desk' })), view }
}

/** An action that runs once, a moment after the first of several calls. */
export function collect(clock: Clock, action: () => void): () => void {
  let due = false
  return () => {
    if (due) return
    due = true
    clock.after(announceAfter, () => {
      due = false
      action()
    })
  }
}
