import { type Clock, DeskError, type Random } from '../../core/index.ts'
import { shortestPassword } from './options.ts'
import { hashOf, isSame, newToken } from './secrets.ts'

/** Who looks after the centre. There is one password; each browser that knows it has a session. */
export interface Operators {
  /**
   * A new session's token.
   * @throws DeskError DB-WEB-012 wrong, DB-WEB-013 locked, DB-WEB-019 there is no password.
   */
  signIn(password: string, address: string): string
  isSignedIn(token: string | undefined): boolean
  signOut(token: string | undefined): void
}

/** Seconds that a session lasts, whatever is done in it: one working day. */
export const sessionSeconds = 12 * 3_600
const mostSessions = 32
/** Wrong tries of one address before it is locked, and for how long: twice as long each time. */
const mostFailures = 5
const firstLock = 30_000
const longestLock = 15 * 60_000
const mostAddresses = 1_000

interface Failures {
  readonly count: number
  readonly lockedUntil: number
}

/** Sessions live in memory: after a restart the operator signs in again. */
export function createOperators(password: string | undefined, clock: Clock, random: Random): Operators {
  const sessions = new Map<string, number>()
  const failures = new Map<string, Failures>()

  const fail = (address: string): never => {
    const count = (failures.get(address)?.count ?? 0) + 1
    const lock = count < mostFailures ? 0 : Math.min(longestLock, firstLock * 2 ** (count - mostFailures))
    failures.delete(address)
    failures.set(address, { count, lockedUntil: clock.mono() + lock })
    forgetOldest(failures, mostAddresses)
    throw new DeskError('DB-WEB-012')
  }

  return {
    signIn(tried, address) {
      if (password === undefined || password.length < shortestPassword) throw new DeskError('DB-WEB-019')
      const left = (failures.get(address)?.lockedUntil ?? 0) - clock.mono()
      if (left > 0) throw new DeskError('DB-WEB-013', { seconds: Math.ceil(left / 1_000) })
      if (!isSame(tried, password)) return fail(address)
      failures.delete(address)
      const token = newToken(random)
      sessions.set(hashOf(token), clock.mono() + sessionSeconds * 1_000)
      forgetOldest(sessions, mostSessions)
      return token
    },
    isSignedIn(token) {
      return token !== undefined && (sessions.get(hashOf(token)) ?? 0) > clock.mono()
    },
    signOut(token) {
      if (token !== undefined) sessions.delete(hashOf(token))
    },
  }
}

function forgetOldest(kept: Map<string, unknown>, most: number): void {
  const [oldest] = kept.keys()
  if (kept.size > most && oldest !== undefined) kept.delete(oldest)
}
