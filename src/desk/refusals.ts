import type { Clock, DeskError, ErrorCode, Log } from '../core/index.ts'

/** Where refused requests are logged. */
export interface Refusals {
  tell(refusal: DeskError): void
}

const quietFor = 60_000

/**
 * Logs the first refusal of a kind and then, once a minute, how many more there were: a page that knocks ten thousand
 * times must not fill the log.
 */
export function quietRefusals(log: Log, clock: Clock): Refusals {
  const seen = new Map<ErrorCode, { readonly at: number; readonly more: number }>()
  return {
    tell({ code, message }) {
      const last = seen.get(code)
      if (last && clock.mono() - last.at < quietFor) return void seen.set(code, { ...last, more: last.more + 1 })
      seen.set(code, { at: clock.mono(), more: 0 })
      const repeated = last && last.more > 0 ? { count: last.more } : {}
      // What was refused was written by whoever asked: only our own words go into the log.
      log.warn('request refused', { code, ...repeated, ...(code === 'DB-DSK-010' ? { reason: message } : {}) })
    },
  }
}
