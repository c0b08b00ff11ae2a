import { type RequestOptions, request } from 'node:https'
import { DeskError } from '../../core/index.ts'

/** How the server is judged, and who we are to it. */
export interface Trust {
  /** PEM of the authorities; without them nobody is believed, and nothing that is said. */
  readonly ca?: string
  readonly cert?: string
  readonly key?: string
}

/** One question to a server. */
export interface Question extends Trust {
  readonly url: URL
  readonly method?: 'GET' | 'POST'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
}

/** What it said. */
export interface Reply {
  readonly status: number
  readonly body: Buffer
  /** Milliseconds after which it wants to be asked again, where it says so. */
  readonly retryAfter: number | undefined
}

const patience = 20_000
/** Certificates of a few authorities are some kilobytes. */
const mostBytes = 256 * 1024

/**
 * Asks over TLS.
 * @throws DeskError DB-IDN-003 no answer, DB-IDN-004 the server has not the certificate that it should have, DB-IDN-019 it
 * is not valid by the clock of this PC.
 */
export function ask(question: Question): Promise<Reply> {
  const { url, method = 'GET', body } = question
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(explained(error, url))
    const asked = request(url, optionsOf(question, method), (response) => {
      const parts: Buffer[] = []
      let bytes = 0
      response.on('data', (part: Buffer) => {
        bytes += part.length
        parts.push(part)
        if (bytes > mostBytes) response.destroy(new Error('the answer is too long'))
      })
      response.once('error', fail)
      response.once('end', () => {
        const retryAfter = waitOf(response.headers['retry-after'])
        resolve({ status: response.statusCode ?? 0, body: Buffer.concat(parts), retryAfter })
      })
    })
    asked.setTimeout(patience, () => asked.destroy(new Error(`no answer in ${patience} ms`)))
    asked.once('error', fail)
    asked.end(body)
  })
}

function optionsOf({ ca, cert, key, headers, body }: Question, method: string): RequestOptions {
  return {
    method,
    // A connection of its own for each question: the next one may come with another certificate.
    agent: false,
    minVersion: 'TLSv1.2',
    rejectUnauthorized: ca !== undefined,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }) },
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
  }
}

/** Seconds only: who says a date wants us back some day, and is asked again in our own time. */
function waitOf(header: string | undefined): number | undefined {
  const seconds = Number(header)
  return header !== undefined && Number.isFinite(seconds) ? Math.min(Math.max(seconds, 1), 86_400) * 1000 : undefined
}

/** Errors of Node's TLS that are about certificates, however many words it has for them. */
const aboutCertificates = /CERT|ISSUER|SIGNATURE|SELF_SIGNED|ALTNAME|UNABLE_TO_VERIFY|UNKNOWN_CA/
/** Two of them are most often the fault of a fresh PC's clock. */
const aboutTime = /^CERT_(NOT_YET_VALID|HAS_EXPIRED)$/

function explained(error: Error, url: URL): DeskError {
  const code = String((error as { code?: unknown }).code ?? '')
  const reason = code ? `${error.message} (${code})` : error.message
  const args = { server: url.origin, reason }
  if (aboutTime.test(code)) return new DeskError('DB-IDN-019', { ...args, now: timeNow() }, { cause: error })
  return new DeskError(aboutCertificates.test(code) ? 'DB-IDN-004' : 'DB-IDN-003', args, { cause: error })
}

/** As a person compares it with a watch. */
function timeNow(): string {
  return new Date().toLocaleString('sv-SE').slice(0, 16)
}
