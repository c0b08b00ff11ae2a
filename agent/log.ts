import type { Log, LogFields } from '../src/core/index.ts'

/** How much is logged: each level includes those before it. */
export const logLevels = ['error', 'warn', 'info', 'debug'] as const
/** One of {@link logLevels}. */
export type LogLevel = (typeof logLevels)[number]

/** The allow-list: a field that is not here is not written, whatever a caller passes. */
const allowed: Readonly<Record<keyof LogFields, true>> = {
  code: true,
  device: true,
  counter: true,
  profile: true,
  port: true,
  broker: true,
  topic: true,
  epoch: true,
  sequence: true,
  count: true,
  bytes: true,
  ms: true,
  pid: true,
  exit: true,
  reason: true,
  state: true,
  id: true,
}

const longestValue = 200

/** A log for commands that only look. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}

/** A log that writes one JSON object per line. */
export function jsonLog(level: LogLevel, write: (line: string) => void, wall: () => number): Log {
  const enabled = (of: LogLevel) => logLevels.indexOf(of) <= logLevels.indexOf(level)
  const at =
    (of: LogLevel) =>
    (message: string, fields: LogFields = {}) => {
      if (enabled(of))
        write(JSON.stringify({ time: new Date(wall()).toISOString(), level: of, message, ...filter(fields) }))
    }
  return { error: at('error'), warn: at('warn'), info: at('info'), debug: at('debug') }
}

function filter(fields: LogFields): Record<string, string | number> {
  const kept: Record<string, string | number> = {}
  for (const [key, value] of Object.entries(fields)) {
    if (!(key in allowed) || value === undefined) continue
    kept[key] = typeof value === 'string' ? value.slice(0, longestValue) : value
  }
  return kept
}
