import type { CardReaders, ReadersSeen } from '../../src/bus/index.ts'
import { type Clock, DeskError, type ErrorCode, type Timer } from '../../src/core/index.ts'

/** What card is waited for, and for how long. */
export interface CardWait {
  readonly readers: CardReaders
  /** The name of a reader; any where it is left out. */
  readonly reader?: string
  readonly clock: Clock
  readonly ms: number
  readonly signal: AbortSignal
}

/** What waiting does not help against. */
const hopeless: readonly ErrorCode[] = ['DB-PCS-002', 'DB-PCS-012', 'DB-PCS-014']
/** What may pass by itself within moments, such as a service that starts again or a reader that is plugged in. */
const passing: readonly ErrorCode[] = ['DB-PCS-001', 'DB-PCS-003', 'DB-PCS-004', 'DB-PCS-010', 'DB-PCS-011']
const passingMs = 3_000

/**
 * The name of the reader in which a card lies, now or in time.
 * @throws DeskError DB-PCS-… what there was instead of a card when time was over; `DB-BUS-002` the signal aborted.
 */
export async function awaitCard({ readers, reader, clock, ms, signal }: CardWait): Promise<string> {
  const end = clock.mono() + ms
  const done = Promise.withResolvers<string>()
  let timer: Timer | undefined
  let last: ErrorCode | undefined
  const abort = () => done.reject(new DeskError('DB-BUS-002'))
  const look = (seen: ReadersSeen) => {
    const found = cardIn(seen, reader)
    if (typeof found === 'string') return done.resolve(found)
    // The same trouble told again goes on since it began.
    if (found.code === last) return
    last = found.code
    timer?.cancel()
    const left = Math.max(0, end - clock.mono())
    timer = clock.after(Math.min(left, patienceWith(found.code, ms)), () => done.reject(found))
  }
  signal.addEventListener('abort', abort)
  if (signal.aborted) abort()
  const unwatch = readers.watch(look)
  try {
    return await done.promise
  } finally {
    unwatch()
    timer?.cancel()
    signal.removeEventListener('abort', abort)
  }
}

/** The reader in which a card lies, or what there is instead. */
export function cardIn(seen: ReadersSeen, reader?: string): string | DeskError {
  if (seen.kind === 'out') return seen.error
  const asked = seen.readers.filter(({ name }) => reader === undefined || name === reader)
  const found = asked.find(({ card }) => card === 'present')
  if (found) return found.name
  const mute = asked.find(({ card }) => card === 'mute')
  if (mute) return new DeskError('DB-PCS-006', { reader: mute.name })
  if (asked.length > 0) return new DeskError('DB-PCS-005')
  return reader === undefined ? new DeskError('DB-PCS-003') : new DeskError('DB-PCS-004', { reader })
}

function patienceWith(code: ErrorCode, ms: number): number {
  if (hopeless.includes(code)) return 0
  return passing.includes(code) ? passingMs : ms
}
