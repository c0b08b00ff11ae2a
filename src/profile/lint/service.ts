import { parseJson } from '../decode/json.ts'
import type { Problems } from '../problems.ts'
import type { Definition, WriteSpec } from '../schema/index.ts'
import type { SessionPlan } from '../session-plan.ts'

/** What our end of a wire takes: an event to send, or a request to make. */
const shapes = {
  socketio: { keys: { event: /^.+$/s }, example: '{"event": "…", "data": …}' },
  rest: { keys: { method: /^[A-Z]+$/, path: /^\/\S*$/ }, example: '{"method": "GET", "path": "/…"}' },
} as const

/** Commands whose messages can never be sent. */
export function lintService({ commands = {} }: Definition, { link }: SessionPlan, problems: Problems): void {
  if (link.kind !== 'socketio' && link.kind !== 'rest') return
  const { keys, example } = shapes[link.kind]
  for (const [name, { write }] of Object.entries(commands)) {
    for (const [index, one] of write.entries()) {
      if (!isSent(one, keys))
        problems.at('commands', name, 'write', index).add('DB-SVC-012', { url: link.url, example })
    }
  }
}

function isSent(write: WriteSpec, keys: Readonly<Record<string, RegExp>>): boolean {
  if ('delay' in write) return true
  const message = 'text' in write ? parseJson(write.text) : undefined
  const fields = new Map(Object.entries(message ?? {}))
  return Object.entries(keys).every(([key, shape]) => shape.test(String(fields.get(key) ?? '')))
}
