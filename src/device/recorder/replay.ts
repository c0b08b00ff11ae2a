import { DeskError, isDeskError } from '../../core/index.ts'
import type { DeviceEvent, DeviceWrite, EventData, Profile, Session, SessionOutput } from '../../profile/index.ts'
import type { Moment, Stretch } from './stretches.ts'

/** An event, or the code of a failure, without its number. */
export interface Told {
  readonly name: string
  readonly data: EventData
}

/** One moment of a recording, and what the profile makes of it now. */
export interface Compared {
  readonly moment: Moment
  readonly recorded: readonly Told[]
  readonly replayed: readonly Told[]
  readonly writes: readonly DeviceWrite[]
  /** `unknown`: they differ, but the recording does not tell what the session knew by then. */
  readonly verdict: 'same' | 'different' | 'unknown'
}

/**
 * Feeds a recording through a profile, each call at its own time, and compares the events.
 * @throws DeskError DB-REC-003 only lengths were recorded.
 */
export function replay(stretch: Stretch, profile: Profile): readonly Compared[] {
  const { head } = stretch
  if (head.bytes === 'lengths') throw new DeskError('DB-REC-003', { device: head.device })
  return new Replay(stretch, profile).run()
}

class Replay {
  readonly #stretch: Stretch
  readonly #session: Session
  /** Recorded number of an event → its number now, for the acceptance of it. */
  readonly #ids = new Map<number, number>()
  /** What events were about that the session was once right about: from then on it knows how things stand. */
  readonly #known = new Set<string>()
  /** Whether all that the session was ever told is known; not where a part was masked. */
  #knowsAll: boolean

  constructor(stretch: Stretch, profile: Profile) {
    const { head, at, isWhole, moments } = stretch
    const begins = isWhole ? at : (moments[0]?.at ?? at)
    this.#stretch = stretch
    this.#knowsAll = isWhole
    this.#session = profile.start(begins, head.options)
    if (!isWhole && moments[0]?.call.kind !== 'open') this.#session.open(begins)
  }

  run(): readonly Compared[] {
    return this.#stretch.moments.map((moment) => this.#compare(moment))
  }

  #compare(moment: Moment): Compared {
    if (moment.call.kind === 'heard') this.#forget()
    const recorded = moment.outcomes.flatMap((outcome) =>
      outcome.kind === 'event' ? [{ name: outcome.name, data: outcome.data, id: outcome.id }] : [],
    )
    const failures = moment.outcomes.flatMap((outcome) => (outcome.kind === 'failed' ? [failure(outcome.code)] : []))
    // What could not be done has changed nothing; its arguments may have been masked.
    const isSkipped = moment.call.kind === 'command' && failures.length > 0
    const { events, writes, failed } = isSkipped ? nothing : this.#perform(moment.call, moment.at)
    for (const [index, { id }] of recorded.entries()) {
      const now = events[index]
      if (now) this.#ids.set(id, now.id)
    }
    const told = [...recorded.map(withoutId), ...(isSkipped ? [] : failures)]
    const replayed = [...events.map(withoutId), ...failed]
    return { moment, recorded: told, replayed, writes, verdict: this.#judge(told, replayed) }
  }

  #judge(recorded: readonly Told[], replayed: readonly Told[]): Compared['verdict'] {
    const subjects = [...recorded, ...replayed].map(subjectOf)
    const isSame = JSON.stringify(recorded.map(sorted)) === JSON.stringify(replayed.map(sorted))
    const isUnknown = !isSame && !this.#knowsAll && subjects.every((subject) => !this.#known.has(subject))
    for (const subject of subjects) this.#known.add(subject)
    return isSame ? 'same' : isUnknown ? 'unknown' : 'different'
  }

  #forget(): void {
    this.#knowsAll = false
    this.#known.clear()
  }

  #perform(call: Moment['call'], at: number): Done {
    try {
      const output = perform(this.#session, call, at, this.#ids)
      return output ? { ...output, failed: [] } : nothing
    } catch (error) {
      return { ...nothing, failed: [failure(isDeskError(error) ? error.code : 'DB-DEV-004')] }
    }
  }
}

type Done = Pick<SessionOutput, 'events' | 'writes'> & { readonly failed: readonly Told[] }

const nothing: Done = { events: [], writes: [], failed: [] }

function perform(
  session: Session,
  call: Moment['call'],
  at: number,
  ids: ReadonlyMap<number, number>,
): SessionOutput | undefined {
  switch (call.kind) {
    case 'open':
      return session.open(at)
    case 'in':
      return session.bytes(call.bytes, at)
    case 'report':
      return session.report(call.number, call.bytes, at)
    case 'text':
      return session.message(call.text, at)
    case 'command':
      return session.command(call.name, call.args ?? {}, at, call.caller)
    case 'accepted': {
      const id = ids.get(call.id)
      return id === undefined ? session.tick(at) : session.accepted(id, at)
    }
    case 'tick':
      return session.tick(at)
    case 'close':
      return session.close(at)
    case 'heard':
    case 'note':
    case 'end':
      return undefined
  }
}

function withoutId({ name, data }: Pick<DeviceEvent, 'name' | 'data'>): Told {
  return { name, data }
}

function failure(code: string): Told {
  return { name: 'failed', data: { code } }
}

/** Keys in the order of the alphabet: another revision may write them in another one. */
function sorted({ name, data }: Told): readonly unknown[] {
  return [name, Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1))]
}

/** What an event is about: a key that is pressed and released is one thing. */
function subjectOf({ name, data }: Told): string {
  return `${name === 'release' ? 'press' : name} ${data.key ?? data.reason ?? ''}`
}
