import type { IncomingMessage } from 'node:http'
import type { Language } from '../../core/index.ts'
import { DeskError } from '../../core/index.ts'

/** What somebody asks for, once they may ask at all. */
export interface Ask {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly query: URLSearchParams
  readonly cookies: ReadonlyMap<string, string>
  /** Where it comes from, for bounds. */
  readonly address: string
  readonly language: Language
  /** The body, up to the largest one, as JSON. Only for POST. */
  json(): Promise<unknown>
}

/** What goes back. */
export type Answer =
  | { readonly kind: 'file'; readonly type: string; readonly body: string | Uint8Array; readonly name?: string }
  | { readonly kind: 'json'; readonly value: unknown; readonly cookie?: Cookie }

/** A cookie to be kept, or to be forgotten where its value is empty. */
export interface Cookie {
  readonly name: string
  readonly value: string
  /** Seconds. */
  readonly keep: number
}

/** The largest body of an action, where that does not need more. */
export const largestBody = 4 * 1024
const mostCookies = 16

/** The cookies of a request. Of two with one name the first counts, as browsers send the more specific one first. */
export function cookiesOf({ headers }: IncomingMessage): ReadonlyMap<string, string> {
  const cookies = new Map<string, string>()
  for (const pair of (headers.cookie ?? '').split(';', mostCookies)) {
    const at = pair.indexOf('=')
    const name = pair.slice(0, at).trim()
    if (at > 0 && !cookies.has(name)) cookies.set(name, pair.slice(at + 1).trim())
  }
  return cookies
}

/**
 * The JSON of a body, read up to so many bytes whatever its headers promise.
 * @throws DeskError DB-WEB-005 too large, DB-WEB-006 not JSON.
 */
export async function readJson(request: IncomingMessage, largest: number): Promise<unknown> {
  const chunks: Buffer[] = []
  let size = 0
  // The request stays whole when it is refused half-way, so that the page gets the answer and no broken connection.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > largest) throw new DeskError('DB-WEB-005', { limit: largest })
    chunks.push(chunk)
  }
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(chunks)))
  } catch (error) {
    throw new DeskError('DB-WEB-006', { reason: 'JSON' }, { cause: error })
  }
}
