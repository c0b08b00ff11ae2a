import { type Clock, DeskError } from '../core/index.ts'

/** When waiting ends without a result. */
export interface Limit {
  readonly clock: Clock
  readonly ms: number
  readonly signal: AbortSignal
  /** What to throw when the time is over. */
  readonly late: DeskError
}

/** The result of `work`, unless the time is over or the signal aborts (`DB-BUS-002`) before. */
export async function within<T>(work: Promise<T>, { clock, ms, signal, late }: Limit): Promise<T> {
  const ended = Promise.withResolvers<never>()
  const abort = () => ended.reject(new DeskError('DB-BUS-002'))
  const timer = clock.after(ms, () => ended.reject(late))
  signal.addEventListener('abort', abort)
  if (signal.aborted) abort()
  try {
    return await Promise.race([work, ended.promise])
  } finally {
    timer.cancel()
    signal.removeEventListener('abort', abort)
  }
}
