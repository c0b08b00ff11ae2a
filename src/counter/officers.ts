import type { DeskInput, FactData, Parting, Via } from '../contract/index.ts'
import { finish } from './finish.ts'
import { closeWindow } from './rating.ts'
import { dropPending, requestMessage } from './requests.ts'
import { handOver } from './services.ts'
import { type Officer, type PendingSignIn, runningService } from './state.ts'
import { change, notify, record, send, type Turn, takeId } from './turn.ts'

/** No text of a fact is longer. */
const longestName = 200

/** Somebody wants to sit down. Who shows who it is waits for the centre's word; the others are not believed, only noted. */
export function signIn(turn: Turn, wanted: Extract<DeskInput, { kind: 'sign-in' }>): Turn {
  const { officer, proof, via } = wanted
  const running = wanted.running ?? null
  if (!isKnown(turn, officer)) return notify(turn, 'counter.notice.officer-unknown', { officer })
  if (pendingSignIn(turn)) return notify(turn, 'counter.notice.pending')
  if (turn.state.officer?.name !== officer && isUndecided(turn, running)) {
    return notify(turn, 'counter.notice.officer-running')
  }
  if (!proof || turn.outside.centre === 'out-of-reach') return signInUnproven(turn, { officer, running, via })
  const [id, asked] = takeId(turn)
  const deadline = turn.now.mono + turn.settings.requestTimeout
  const pending: PendingSignIn = { id, action: 'sign-in', officer, running, via, deadline }
  const message = requestMessage(turn, { id, name: 'officer.sign-in', args: { officer, proof: { ...proof } } })
  return change(send(asked, message), { pending: [...asked.state.pending, pending] })
}

/** Nobody sits here any more. */
export function signOut(turn: Turn, wanted: Extract<DeskInput, { kind: 'sign-out' }>): Turn {
  const running = wanted.running ?? null
  if (turn.state.officer === null) return notify(turn, 'counter.notice.nobody-signed-in')
  if (isUndecided(turn, running)) return notify(turn, 'counter.notice.officer-running')
  const pending = pendingSignIn(turn)
  return seat(pending ? dropPending(turn, pending) : turn, { officer: null, proven: false, running, via: wanted.via })
}

/** Somebody sits down whom nobody could ask the centre about, or who showed nothing. */
export function signInUnproven(turn: Turn, wanted: Pick<PendingSignIn, 'officer' | 'running' | 'via'>): Turn {
  const { officer, running, via } = wanted
  // Who is known to sit here does not become somebody unknown.
  const isHere = turn.state.officer?.name === officer
  const seated = isHere ? turn : seat(turn, { officer, proven: false, running, via })
  return notify(seated, 'counter.notice.signed-in-unproven', { officer })
}

/** The centre believes somebody who wanted to sign in. */
export function signInAnswered(turn: Turn, { running, via }: PendingSignIn, answer: Officer | null): Turn {
  const { name, proven } = answer ?? { name: null, proven: false }
  const seated = seat(turn, { officer: name, proven, running, via })
  if (name === null) return seated
  return notify(seated, proven ? 'counter.notice.signed-in' : 'counter.notice.signed-in-unproven', { officer: name })
}

/** The centre does not believe somebody who wanted to sign in. */
export function signInRefused(turn: Turn, { officer, via }: PendingSignIn, reason: string): Turn {
  const denied = record(turn, 'officer.denied', { officer, because: 'refused', via })
  return notify(denied, 'counter.notice.sign-in-refused', { reason })
}

/** Who sits down, or nobody, and what becomes of a running service; `via` is absent when the centre decided it. */
export interface Arrival {
  readonly officer: string | null
  readonly proven: boolean
  readonly running: Parting | null
  readonly via?: Via
}

/**
 * Who sits here becomes another. What the one before finishes is rated as that one's; else the open rating window closes,
 * and a running service goes along with the new officer.
 */
export function seat(turn: Turn, { officer, proven, running, via }: Arrival): Turn {
  const before = turn.state.officer
  const after: Officer | null = officer === null ? null : { name: officer, proven }
  if (before?.name === after?.name && before?.proven === after?.proven) return turn
  const parted = before?.name === after?.name ? turn : part(turn, running)
  const handed = handOver(change(parted, { officer: after }), officer)
  return record(handed, 'officer.changed', { ...changeData(handed, before, proven), ...(via ? { via } : {}) })
}

function part(turn: Turn, running: Parting | null): Turn {
  return running === 'finish' && runningService(turn.state) ? finish(turn) : closeWindow(turn)
}

function changeData({ state }: Turn, before: Officer | null, proven: boolean): FactData<'officer.changed'> {
  const running = runningService(state)
  return {
    ...(before ? { from: before.name } : {}),
    ...(state.officer ? { to: state.officer.name } : {}),
    proven,
    ...(running ? { service: running.id } : {}),
  }
}

/** Without a list of the centre anybody is taken whose name fits into a fact. */
function isKnown({ settings: { officers } }: Turn, officer: string): boolean {
  return officers === null ? officer.trim() !== '' && officer.length <= longestName : officers.includes(officer)
}

/** A citizen is being served, and nobody said what becomes of that. */
function isUndecided({ state }: Turn, running: Parting | null): boolean {
  return running === null && runningService(state) !== undefined
}

function pendingSignIn({ state }: Turn): PendingSignIn | undefined {
  return state.pending.find((pending) => pending.action === 'sign-in')
}
