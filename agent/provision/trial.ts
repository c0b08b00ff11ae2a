import type { Clock } from '../../src/core/index.ts'
import type { Agent } from '../agent.ts'
import { complaintOf, type DeskHealth } from './health.ts'
import type { Before } from './store.ts'

/** How long things may take, in milliseconds. */
export interface TrialLimits {
  /** Until the desk is as well as it was. */
  readonly trial: number
  /** So long it must stay so. */
  readonly settled: number
  /** Somebody who is rating is waited for so long. */
  readonly quiet: number
}

/** What waiting needs. */
export interface Patience {
  readonly clock: Clock
  readonly limit: number
  readonly signal: AbortSignal
}

/** What a trial needs. */
export interface Trial {
  readonly clock: Clock
  health(): DeskHealth
  /** How the desk was; null where nobody knows, and then it is enough that it runs. */
  readonly before: Before | null
  readonly unchanged: ReadonlySet<string>
  readonly limits: TrialLimits
  readonly signal: AbortSignal
}

/** How long one is tried unless it says otherwise itself. */
export const usualTrial = 45_000
const look = 100

/** Waits until the desk is as well as it was, and stays so. Resolves with what is wrong when it is not in time. */
export async function untilWell({
  clock,
  health,
  before,
  unchanged,
  limits,
  signal,
}: Trial): Promise<string | undefined> {
  const wanted = before ?? { isOnline: true, ready: [] }
  const began = clock.mono()
  let wellSince: number | undefined
  for (;;) {
    const now = clock.mono()
    const complaint = complaintOf(wanted, health(), unchanged)
    wellSince = complaint === undefined ? (wellSince ?? now) : undefined
    if (signal.aborted || (wellSince !== undefined && now - wellSince >= limits.settled)) return undefined
    if (now - began >= limits.trial) return before ? complaint : undefined
    await pause(clock, look)
  }
}

/** Waits for a moment in which nobody is rating and nothing is being asked, since a restart ends both. */
export async function untilQuiet(agent: Agent, { clock, limit, signal }: Patience): Promise<void> {
  const isQuiet = () =>
    agent.counters().every(({ rating, asked, isSigningIn }) => !rating && !isSigningIn && asked.length === 0)
  const until = clock.mono() + limit
  // Once in any case: whoever brought the configuration gets an answer before the door is shut.
  do await pause(clock, look)
  while (!isQuiet() && !signal.aborted && clock.mono() < until)
}

function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => void clock.after(ms, resolve))
}
