import { createPrivateKey, X509Certificate } from 'node:crypto'
import type { TLSSocket } from 'node:tls'
import type { MqttClient } from 'mqtt'
import { DeskError, type ErrorCode } from '../core/index.ts'
import type { BrokerSettings } from './settings.ts'

/** What a certificate says of itself, as far as people need it. */
interface CertificateSeen {
  readonly from: number
  readonly until: number
  readonly names: string
}

/** Errors of Node's TLS for a certificate that no CA of ours has signed. */
const unsigned = [
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'CERT_SIGNATURE_FAILURE',
]
/** Alerts by which a broker says that it does not take the certificate of this desk. */
const refusedOurs =
  /ALERT_(UNKNOWN_CA|BAD_CERTIFICATE|CERTIFICATE_\w+|UNSUPPORTED_CERTIFICATE|ACCESS_DENIED|HANDSHAKE_FAILURE)/

/** Remembers the certificates that the broker shows, since they cannot be asked for once the check has failed. */
export function peerCertificates(client: MqttClient): () => readonly CertificateSeen[] {
  const seen: CertificateSeen[] = []
  const socket = client.stream as Partial<TLSSocket>
  // 'secure' comes when the handshake is done, before Node judges the certificate.
  socket.prependListener?.('secure', () => {
    let certificate = socket.getPeerCertificate?.(true)
    for (const known = new Set<string>(); certificate?.raw && !known.has(certificate.fingerprint256); ) {
      known.add(certificate.fingerprint256)
      seen.push(look(new X509Certificate(certificate.raw)))
      certificate = certificate.issuerCertificate
    }
  })
  return () => seen
}

/** The error of a TLS handshake that failed because of a certificate, in words for people; undefined for any other. */
export function certificateError(
  cause: unknown,
  settings: BrokerSettings,
  seen: readonly CertificateSeen[],
): DeskError | undefined {
  const reason = String((cause as { code?: unknown }).code ?? '')
  const { ca = '–' } = settings.files ?? {}
  const explain = (code: ErrorCode, args: Record<string, string>) =>
    new DeskError(code, { broker: settings.url, reason, ca, now: formatDay(Date.now()), ...args }, { cause })
  // The same clock by which TLS judges, right or wrong.
  const now = Date.now()
  const early = seen.find((one) => one.from > now)
  const late = seen.find((one) => one.until < now)
  if (reason === 'CERT_NOT_YET_VALID') return explain('DB-LNK-014', { from: formatDay(early?.from) })
  if (reason === 'CERT_HAS_EXPIRED') return explain('DB-LNK-013', { until: formatDay(late?.until) })
  if (reason === 'ERR_TLS_CERT_ALTNAME_INVALID')
    return explain('DB-LNK-015', { host: new URL(settings.url).hostname, names: seen[0]?.names ?? '–' })
  if (unsigned.includes(reason)) return explain('DB-LNK-016', {})
  return refusedOurs.test(reason) ? explain('DB-LNK-017', ownCertificate(settings)) : undefined
}

/** Certificate files with which no connection can even be tried. */
export function unusableCertificate(settings: BrokerSettings, cause: unknown): DeskError {
  const { ca = '–', cert = '–', key = '–' } = settings.files ?? {}
  const reason = (cause as Error).message
  return new DeskError('DB-LNK-018', { files: `${cert}, ${key}, ${ca}`, reason }, { cause })
}

/** Whether certificate and key belong together: while files are being replaced they do not. */
export function isUsablePair({ cert, key }: BrokerSettings): boolean {
  try {
    return cert === undefined || key === undefined || new X509Certificate(cert).checkPrivateKey(createPrivateKey(key))
  } catch {
    return false
  }
}

function ownCertificate({ cert, files }: BrokerSettings): { cert: string; from: string; until: string } {
  const file = files?.cert ?? '–'
  try {
    const { from, until } = look(new X509Certificate(cert ?? ''))
    return { cert: file, from: formatDay(from), until: formatDay(until) }
  } catch {
    return { cert: file, from: '–', until: '–' }
  }
}

function look(certificate: X509Certificate): CertificateSeen {
  const { validFrom, validTo, subjectAltName, subject } = certificate
  return { from: Date.parse(validFrom), until: Date.parse(validTo), names: subjectAltName ?? subject }
}

function formatDay(time: number | undefined): string {
  return time === undefined || Number.isNaN(time) ? '–' : new Date(time).toISOString().slice(0, 16).replace('T', ' ')
}
