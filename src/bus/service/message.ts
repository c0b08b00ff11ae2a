import { DeskError } from '../../core/index.ts'

/** An event of Socket.IO, as a message. */
export interface EventMessage {
  readonly event: string
  readonly data?: unknown
}

/** A request to a REST service, as a message. */
export interface RequestMessage {
  readonly method: (typeof methods)[number]
  readonly path: string
  readonly body?: unknown
}

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

/** Names that mean something to Socket.IO itself. */
const reserved = ['connect', 'connect_error', 'disconnect', 'disconnecting', 'newListener', 'removeListener']

/** Reads `{"event": name, "data": …}`; throws DB-SVC-012 for anything else. */
export function eventOf(bytes: Uint8Array, url: string): EventMessage {
  const { event, data } = fieldsOf(bytes)
  if (typeof event === 'string' && event !== '' && !reserved.includes(event)) return { event, data }
  throw new DeskError('DB-SVC-012', { url, example: '{"event": "…", "data": …}' })
}

/** Reads `{"method": …, "path": "/…", "body": …}`; throws DB-SVC-012 for anything else. */
export function requestOf(bytes: Uint8Array, url: string): RequestMessage {
  const { method: written, path, body } = fieldsOf(bytes)
  const method = methods.find((known) => known === written)
  if (method && typeof path === 'string' && /^\/[!-~]*$/.test(path)) return { method, path, body }
  throw new DeskError('DB-SVC-012', { url, example: '{"method": "GET", "path": "/…"}' })
}

/** A document as a message. Bytes in it, which JSON does not know, become base64. */
export function toMessage(document: object): Uint8Array {
  return Buffer.from(JSON.stringify(document, bytesAsBase64))
}

function bytesAsBase64(this: Readonly<Record<string, unknown>>, key: string, value: unknown): unknown {
  // Looked up, since a Buffer has become an object of numbers by now.
  const original = this[key]
  return original instanceof Uint8Array ? Buffer.from(original).toString('base64') : value
}

function fieldsOf(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes).toString('utf8'))
    return typeof value === 'object' && value !== null ? { ...value } : {}
  } catch {
    return {}
  }
}
