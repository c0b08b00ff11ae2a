import type { ServerResponse } from 'node:http'
import { type DeskError, type ErrorCode, text } from '../core/index.ts'
import type { Page } from './pages.ts'

const statusOf: Partial<Readonly<Record<ErrorCode, number>>> = {
  'DB-DSK-001': 421,
  'DB-DSK-002': 403,
  'DB-DSK-003': 405,
  'DB-DSK-004': 415,
  'DB-DSK-005': 413,
  'DB-DSK-006': 400,
  'DB-DSK-007': 404,
  'DB-DSK-008': 503,
  'DB-DSK-020': 401,
  'DB-DSK-021': 403,
  'DB-DSK-022': 429,
  'DB-DSK-024': 503,
  'DB-DSK-025': 403,
  'DB-DSK-026': 429,
  'DB-DSK-029': 404,
  'DB-DSK-030': 403,
}

/** The HTTP status that says best what an error is. */
export function httpStatus({ code }: DeskError): number {
  return statusOf[code] ?? 500
}

/**
 * On every answer: nothing from elsewhere, nothing framed, nothing guessed, nothing kept. No header says what runs here.
 */
export const safeHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

/** Lets a page of this origin, and of no other, read the answer. Never a wildcard, never credentials of a browser. */
export function allowReading(response: ServerResponse, origin: string): void {
  response.setHeader('access-control-allow-origin', origin)
  response.setHeader('vary', 'origin')
}

/** Tells a browser what the origin that may read may also send. */
export function sendPermission(response: ServerResponse): void {
  const permission = {
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'authorization, content-type',
    'access-control-max-age': '600',
  }
  response.writeHead(204, { ...safeHeaders, ...permission }).end()
}

/** Sends a file. */
export function sendPage(response: ServerResponse, { type, body }: Page): void {
  response.writeHead(200, { ...safeHeaders, 'content-type': type }).end(body)
}

/** Sends a value as JSON. */
export function sendJson(response: ServerResponse, value: unknown, status = 200): void {
  response.writeHead(status, { ...safeHeaders, 'content-type': 'application/json' }).end(JSON.stringify(value))
}

/** Refuses. What is left of the request is thrown away as it comes. */
export function sendRefusal(response: ServerResponse, error: DeskError): void {
  sendJson(response, refusal(error), httpStatus(error))
}

/** An error as a page gets it: the code, the sentence in both languages, and what to do. */
export function refusal({ code, args }: DeskError) {
  const words = (language: 'vi' | 'en') => ({
    sentence: text(code, language, args),
    next: text(code, language, args, 'next'),
  })
  return { code, vi: words('vi'), en: words('en') }
}
