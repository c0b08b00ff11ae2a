import { createPrivateKey, X509Certificate } from 'node:crypto'
import { DeskError } from '../../core/index.ts'
import { unpackCertificates } from '../bundle.ts'
import { certificateRequest } from '../desk-key.ts'
import { ask, type Reply, type Trust } from './transport.ts'

/** Enrolment over secure transport (RFC 7030): our centre's, or that of an authority that was there before. */
export interface EstClient {
  /** The certificates of the authorities, PEM. */
  authorities(): Promise<readonly string[]>
  /** A first certificate for a name, against a code. */
  enrol(name: string, key: string, login: Login): Promise<string>
  /** A new certificate for a name; who asks is shown by the certificate that the client was made with. */
  renew(name: string, key: string): Promise<string>
}

/** HTTP Basic: the desk and its code. */
export interface Login {
  readonly user: string
  readonly password: string
}

/** The path of EST on every server. */
export const estPath = '/.well-known/est'

/**
 * A client for a server. All calls throw DeskError DB-IDN-003 no answer, DB-IDN-004 wrong certificate of the server,
 * DB-IDN-005 the code is not taken, DB-IDN-008 not yet, DB-IDN-009 refused, DB-IDN-006 and -007 no sense in the answer.
 */
export function createEstClient(server: string, trust: Trust): EstClient {
  const at = (name: string) => new URL(`${estPath}/${name}`, server)
  const order = async (path: string, key: string, name: string, headers: Readonly<Record<string, string>>) => {
    const body = wrapped(certificateRequest(name, key))
    const url = at(path)
    const reply = await ask({ ...trust, url, method: 'POST', headers: { ...requestHeaders, ...headers }, body })
    const certificates = await unpackCertificates(contentOf(reply, url))
    return certificateFor(key, certificates)
  }
  return {
    async authorities() {
      const url = at('cacerts')
      return await unpackCertificates(contentOf(await ask({ ...trust, url }), url))
    },
    async enrol(name, key, { user, password }) {
      const basic = Buffer.from(`${user}:${password}`, 'utf8').toString('base64')
      return await order('simpleenroll', key, name, { authorization: `Basic ${basic}` })
    },
    renew: (name, key) => order('simplereenroll', key, name, {}),
  }
}

const requestHeaders = { 'content-type': 'application/pkcs10', 'content-transfer-encoding': 'base64' } as const

/** Base64 in lines, as EST has it. */
function wrapped(bytes: Uint8Array): string {
  return `${Buffer.from(bytes)
    .toString('base64')
    .replace(/(.{64})(?!$)/g, '$1\r\n')}\r\n`
}

function contentOf({ status, body, retryAfter }: Reply, { origin, pathname }: URL): Buffer {
  if (status === 200) return Buffer.from(body.toString('latin1'), 'base64')
  const args = { server: origin, status, path: pathname }
  if (status === 401) throw new DeskError('DB-IDN-005', args)
  // Somebody at the authority has to agree first (RFC 7030, 4.2.3), or it is busy.
  if (status === 202 || status === 429 || status === 503)
    throw new DeskError('DB-IDN-008', { ...args, seconds: Math.ceil((retryAfter ?? 60_000) / 1000) })
  throw new DeskError('DB-IDN-009', { ...args, reason: body.toString('utf8').slice(0, 200) })
}

/** An answer may hold the authorities too; ours is the certificate for our key. */
function certificateFor(key: string, certificates: readonly string[]): string {
  const own = certificates.find((one) => isFor(key, one))
  if (!own) throw new DeskError('DB-IDN-007', { reason: 'no certificate for this key' })
  return own
}

function isFor(key: string, certificate: string): boolean {
  try {
    return new X509Certificate(certificate).checkPrivateKey(createPrivateKey(key))
  } catch {
    return false
  }
}
