import type { ServerResponse } from 'node:http'
import { type DeskError, type ErrorCode, text } from '../../core/index.ts'
import type { Answer, Cookie } from './ask.ts'

const statusOf: Partial<Readonly<Record<ErrorCode, number>>> = {
  'DB-WEB-001': 421,
  'DB-WEB-002': 403,
  'DB-WEB-003': 405,
  'DB-WEB-004': 415,
  'DB-WEB-005': 413,
  'DB-WEB-006': 400,
  'DB-WEB-007': 404,
  'DB-WEB-008': 503,
  'DB-WEB-011': 429,
  'DB-WEB-012': 401,
  'DB-WEB-013': 429,
  'DB-WEB-014': 401,
  'DB-WEB-015': 403,
  'DB-WEB-016': 403,
  'DB-WEB-017': 404,
  'DB-WEB-018': 409,
  'DB-SUP-005': 404,
  'DB-WEB-019': 403,
}

/** The HTTP status that says best what an error is. What another room refuses was understood, and cannot be done now. */
export function httpStatus({ code }: DeskError): number {
  return statusOf[code] ?? (code.startsWith('DB-WEB-') ? 500 : 409)
}

/**
 * On every answer: nothing from elsewhere, nothing framed, nothing guessed, nothing kept. No CORS header is ever sent, so
 * no other origin can read an answer, and no header says what runs here.
 */
const safeHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=()',
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
}

/** Sends what was asked for. A cookie goes over TLS only where there is TLS. */
export function send(response: ServerResponse, answer: Answer, scheme: 'http' | 'https'): void {
  if (answer.kind === 'file') {
    const { type, body, name } = answer
    const saved = name === undefined ? {} : { 'content-disposition': `attachment; filename="${name}"` }
    response.writeHead(200, { ...safeHeaders, 'content-type': type, ...saved }).end(body)
    return
  }
  const cookie = answer.cookie ? { 'set-cookie': written(answer.cookie, scheme) } : {}
  sendJson(response, answer.value, { status: 200, headers: cookie })
}

/** Refuses. What is left of the request is thrown away as it comes. */
export function sendRefusal(response: ServerResponse, error: DeskError): void {
  sendJson(response, refusal(error), { status: httpStatus(error), headers: {} })
}

interface Head {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
}

function sendJson(response: ServerResponse, value: unknown, { status, headers }: Head): void {
  const all = { ...safeHeaders, ...headers, 'content-type': 'application/json' }
  response.writeHead(status, all).end(JSON.stringify(value))
}

/** Out of reach of scripts, and never sent along from another site. */
function written({ name, value, keep }: Cookie, scheme: 'http' | 'https'): string {
  const age = value === '' ? 0 : keep
  return `${name}=${value}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Strict${scheme === 'https' ? '; Secure' : ''}`
}

/** An error as a page gets it: the code, the sentence in both languages, and what to do. */
function refusal({ code, args }: DeskError) {
  const words = (language: 'vi' | 'en') => ({
    sentence: text(code, language, args),
    next: text(code, language, args, 'next'),
  })
  return { code, vi: words('vi'), en: words('en') }
}
