import { join } from 'node:path'
import { type Clock, DeskError, type Log, type Random } from '../../core/index.ts'
import { createAttempts, type Guesser } from './attempts.ts'
import { type KeptSession, readKept, writeKept } from './kept.ts'
import { codeDigits, drawCode, drawSecret, hashOf, isSame } from './secrets.ts'
import { createWindows, type Windows } from './windows.ts'

/** Which web applications of the centre may use this desk, and which of them are paired with it. */
export interface Access {
  /** The origins that may ask at all. */
  readonly origins: readonly string[]
  readonly windows: Windows
  /**
   * A page wants to be paired: a code is shown on this desk, in a window of its own.
   * @throws DeskError DB-DSK-022 locked, DB-DSK-030 refused at the desk a while ago, DB-DSK-024 there is no window to show it in.
   */
  ask(who: Guesser): { readonly digits: number; readonly seconds: number }
  /**
   * The page says the code, and gets the secret of its session.
   * @throws DeskError DB-DSK-021 wrong, DB-DSK-022 locked, DB-DSK-030 refused at the desk.
   */
  confirm(who: Guesser, code: string): { readonly session: string }
  /**
   * The pairing that a secret belongs to.
   * @throws DeskError DB-DSK-020 none, or it was made for another page or user.
   */
  admit(who: Guesser, secret: string): Pairing
  /** Whether a pairing still holds. */
  holds(id: string): boolean
  pairings(): readonly Pairing[]
  /** @throws DeskError DB-DSK-029 there is no such pairing. */
  revoke(id: string): void
  onRevoked(listener: (id: string) => void): void
  /** What the clerk must know. */
  alarms(): readonly DeskError[]
}

/** A page that is paired. */
export interface Pairing {
  readonly id: string
  readonly origin: string
  readonly user: string
  /** Wall time. */
  readonly made: number
}

/** What access needs. */
export interface AccessOptions {
  /** Exact origins, e.g. `https://motcua.vinhlong.gov.vn`. */
  readonly origins: readonly string[]
  /** The data folder; pairings and locks outlive a restart there. */
  readonly folder: string
  readonly clock: Clock
  readonly random: Random
  readonly log: Log
  /** The alarms changed. */
  readonly changed?: () => void
}

/** The file of the data folder that pairings are kept in. */
export const accessFile = 'applications.json'

const codeLife = 120_000
const mostPairings = 32

/** Opens the access to a desk as it was left. */
export function openAccess(options: AccessOptions): Access {
  const { origins, clock, random, log } = options
  const file = join(options.folder, accessFile)
  const before = readKept(file)
  // An application that was taken off the list loses its pairings too.
  let sessions = before.sessions.filter(({ origin }) => origins.includes(origin))
  const attempts = createAttempts(clock, before.attempts)
  const windows = createWindows(options)
  const codes = new Map<string, { readonly code: string; readonly until: number }>()
  const listeners: ((id: string) => void)[] = []
  const keep = () => writeKept(file, { sessions, attempts: attempts.kept() })

  const count = (who: Guesser) => {
    attempts.count(who)
    keep()
    if (attempts.lockedFor(who) === 0) return
    codes.delete(nameOf(who))
    log.warn('pairing locked', { code: 'DB-DSK-023' })
    options.changed?.()
  }
  const checkLock = (who: Guesser) => {
    const seconds = attempts.lockedFor(who)
    if (seconds === 0) return
    if (attempts.wasRefused(who)) throw new DeskError('DB-DSK-030', { origin: who.origin, seconds })
    throw new DeskError('DB-DSK-022', { seconds })
  }
  const revoke = (ids: readonly string[]) => {
    sessions = sessions.filter(({ id }) => !ids.includes(id))
    keep()
    for (const id of ids) for (const listener of listeners) listener(id)
    options.changed?.()
  }
  /** Whoever sits at the desk did not ask for it. Had they typed the code by then, that pairing ends, too. */
  const refuse = (who: Guesser, since: number) => {
    codes.delete(nameOf(who))
    attempts.refuse(who)
    log.warn('pairing refused at the desk', { code: 'DB-DSK-031' })
    const made = sessions.filter((one) => one.origin === who.origin && one.user === who.user && one.made >= since)
    revoke(made.map(({ id }) => id))
  }
  const add = (who: Guesser): string => {
    const secret = drawSecret(random)
    const { origin, user } = who
    const session = { origin, user, id: drawSecret(random).slice(0, 12), hash: hashOf(secret), made: clock.wall() }
    const surplus = sessions.slice(0, Math.max(0, sessions.length + 1 - mostPairings))
    sessions = [...sessions.slice(surplus.length), session]
    attempts.forgive(who)
    keep()
    for (const { id } of surplus) for (const listener of listeners) listener(id)
    options.changed?.()
    return secret
  }

  return {
    origins,
    windows,
    ask(who) {
      checkLock(who)
      const pending = codes.get(nameOf(who))
      // One window at a time: asking again while it is open opens no second one.
      if (pending && pending.until > clock.mono()) {
        return { digits: codeDigits, seconds: Math.ceil((pending.until - clock.mono()) / 1000) }
      }
      // A code that nobody typed counts like a wrong one, or a page could open windows for ever.
      if (pending) count(who)
      checkLock(who)
      const code = drawCode(random)
      const now = clock.wall()
      windows.open(who.user, { kind: 'pairing', origin: who.origin, code }, (word) => {
        if (word === 'refused') refuse(who, now)
      })
      codes.set(nameOf(who), { code, until: clock.mono() + codeLife })
      return { digits: codeDigits, seconds: codeLife / 1000 }
    },
    confirm(who, code) {
      checkLock(who)
      const pending = codes.get(nameOf(who))
      count(who)
      if (!pending || pending.until <= clock.mono() || !isSame(pending.code, code)) {
        throw new DeskError('DB-DSK-021', { left: attempts.triesLeft(who) })
      }
      codes.delete(nameOf(who))
      return { session: add(who) }
    },
    admit(who, secret) {
      const hash = hashOf(secret)
      const found = sessions.find((one) => one.hash === hash)
      if (!found || found.origin !== who.origin || found.user !== who.user) {
        throw new DeskError('DB-DSK-020', { origin: who.origin })
      }
      return shown(found)
    },
    holds: (id) => sessions.some((session) => session.id === id),
    pairings: () => sessions.map(shown),
    revoke(id) {
      if (!sessions.some((session) => session.id === id)) throw new DeskError('DB-DSK-029', { id })
      revoke([id])
    },
    onRevoked: (listener) => void listeners.push(listener),
    alarms: () =>
      attempts
        .suspicious()
        .map(({ origin, refused }) => new DeskError(refused ? 'DB-DSK-031' : 'DB-DSK-023', { origin })),
  }
}

function nameOf({ origin, user }: Guesser): string {
  return `${user} ${origin}`
}

function shown({ id, origin, user, made }: KeptSession): Pairing {
  return { id, origin, user, made }
}
