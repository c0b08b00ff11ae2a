import type { DeviceEvent, Session, SessionOutput } from '../model.ts'
import { isStream, type Phase, type TraceLink } from './trace.ts'

const settled = 60_000
/** A session that wants to be woken more often than this in one silence is not believed. */
const mostTicks = 1_000

/** Lets a session hear a recording: its events, by the number of the phase in which they came. */
export function replay(
  session: Session,
  link: TraceLink,
  phases: readonly Phase[],
): readonly (readonly DeviceEvent[])[] {
  let wakeAt: number | null = null
  let found: DeviceEvent[] = []
  const take = (output: SessionOutput) => {
    wakeAt = output.wakeAt
    found.push(...output.events)
  }
  const passUntil = (time: number) => {
    for (let ticks = 0; wakeAt !== null && wakeAt <= time && ticks < mostTicks; ticks++) take(session.tick(wakeAt))
  }
  return phases.map(({ pieces }, index) => {
    found = []
    for (const { at, bytes, report = 0 } of pieces) {
      passUntil(at)
      take(isStream(link) ? session.bytes(bytes, at) : session.report(report, bytes, at))
    }
    const later = phases.slice(index + 1).find((phase) => phase.pieces.length > 0)
    passUntil(later?.pieces[0]?.at ?? (pieces.at(-1)?.at ?? 0) + settled)
    return found
  })
}
