import type { DeskInput } from '../contract/index.ts'
import type { Moment } from '../core/index.ts'
import { maxDossiers, readDossier } from './dossiers.ts'
import { type NoticeKey, notify, record, type Turn, takeId } from './turn.ts'

/** What was kept on paper longer ago than this is not entered here any more. */
const oldest = 30 * 86_400_000
/** No ticket has a longer number. */
const longestTicket = 200

type LateEntry = Extract<DeskInput, { kind: 'late-entry' }>

/** A service that was kept on paper becomes facts with its own times; the counter as it is now has nothing to do with it. */
export function enterLate(turn: Turn, entry: LateEntry): Turn {
  const mistake = mistakeIn(entry, turn.now.wall)
  if (mistake) return notify(turn, mistake)
  const { began, ended } = entry
  const { officer } = turn.state
  const [service, named] = takeId(turn)
  const data = {
    service,
    ticket: entry.ticket.trim(),
    dossiers: dossiersOf(entry),
    ...(officer ? { officer: officer.name } : {}),
    late: true,
    via: entry.via,
  }
  const begun = record(named, 'service.begin', { ...data, implied: false }, { at: momentAt(turn.now, began) })
  const over = record(begun, 'service.end', { ...data, outcome: 'finished' }, { at: momentAt(turn.now, ended) })
  return notify(over, 'counter.notice.late-entered', { ticket: data.ticket })
}

function mistakeIn(entry: LateEntry, now: number): NoticeKey | undefined {
  const ticket = entry.ticket.trim()
  if (ticket === '' || ticket.length > longestTicket) return 'counter.notice.late-ticket'
  if (entry.dossiers.length > maxDossiers || dossiersOf(entry).length < new Set(entry.dossiers).size) {
    return 'counter.notice.no-dossier'
  }
  const { began, ended } = entry
  const isInOrder = now - oldest <= began && began <= ended && ended <= now
  return isInOrder ? undefined : 'counter.notice.late-times'
}

function dossiersOf({ dossiers }: LateEntry): string[] {
  return [...new Set(dossiers.flatMap((typed) => readDossier(typed) ?? []))]
}

/** A time that somebody wrote down, in the clock of now. */
function momentAt(now: Moment, wall: number): Moment {
  return { wall: Math.round(wall), mono: now.mono - (now.wall - wall), quality: now.quality }
}
