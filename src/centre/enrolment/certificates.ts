import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, sign, X509Certificate } from 'node:crypto'
import { isIP } from 'node:net'
import type { Random } from '../../core/index.ts'
import { der } from '../../identity/index.ts'

/** An authority that signs certificates: its certificate (PEM) and its key. */
export interface Authority {
  readonly certificate: string
  readonly key: KeyObject
}

/** What a certificate shall say. */
export interface CertificateWish {
  readonly name: string
  /** SubjectPublicKeyInfo (DER). */
  readonly publicKey: Uint8Array
  readonly use: 'desk' | 'server'
  /** Host names and addresses, for a server. */
  readonly hosts?: readonly string[]
  readonly from: number
  readonly until: number
}

/** A certificate that was issued. */
export interface IssuedCertificate {
  /** Hex, as Node shows it. */
  readonly serial: string
  readonly certificate: string
}

/** A number of a certificate in a list of revoked ones. */
export interface RevokedSerial {
  readonly serial: string
  readonly revoked: number
}

const purposes = { server: '1.3.6.1.5.5.7.3.1', client: '1.3.6.1.5.5.7.3.2' } as const

/** Makes an authority: a key on P-256 and a certificate that it signs itself. It may sign no further authorities. */
export function makeAuthority(name: string, life: { from: number; until: number }, random: Random): Authority {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'der' })
  const extensions = [
    extension('2.5.29.19', 'critical', der.sequence(der.yes, der.smallInteger(0))),
    // keyCertSign and cRLSign.
    extension('2.5.29.15', 'critical', der.bits(Uint8Array.of(0x06), 1)),
    extension('2.5.29.14', 'plain', der.octets(keyIdOf(publicKey))),
  ]
  const parts = { name, publicKey, extensions, serial: newSerial(random), ...life }
  return { certificate: signed(parts, der.commonName(name), privateKey), key: privateKey }
}

/** Issues a certificate. */
export function issueCertificate(authority: Authority, wish: CertificateWish, random: Random): IssuedCertificate {
  const { use, hosts = [], publicKey } = wish
  const serial = newSerial(random)
  const uses = use === 'desk' ? [purposes.client] : [purposes.server, purposes.client]
  const extensions = [
    extension('2.5.29.19', 'critical', der.sequence()),
    // digitalSignature.
    extension('2.5.29.15', 'critical', der.bits(Uint8Array.of(0x80), 7)),
    extension('2.5.29.37', 'plain', der.sequence(...uses.map(der.objectId))),
    extension('2.5.29.14', 'plain', der.octets(keyIdOf(publicKey))),
    authorityKeyId(authority),
    ...(hosts.length > 0 ? [extension('2.5.29.17', 'plain', der.sequence(...hosts.map(hostName)))] : []),
  ]
  const certificate = signed({ ...wish, serial, extensions }, nameOf(authority), authority.key)
  return { certificate, serial: new X509Certificate(certificate).serialNumber }
}

/** The list of revoked certificates (PEM). Its number grows with each list. */
export function revocationList(
  authority: Authority,
  revoked: readonly RevokedSerial[],
  list: { readonly number: number; readonly from: number; readonly until: number },
): string {
  const rows = revoked.map((one) => der.sequence(der.integer(Buffer.from(one.serial, 'hex')), der.time(one.revoked)))
  const extensions = [authorityKeyId(authority), extension('2.5.29.20', 'plain', der.smallInteger(list.number))]
  const body = der.sequence(
    der.smallInteger(1),
    der.ecdsaWithSha256,
    nameOf(authority),
    der.time(list.from),
    der.time(list.until),
    ...(rows.length > 0 ? [der.sequence(...rows)] : []),
    der.context(0, der.sequence(...extensions)),
  )
  return der.pem('X509 CRL', withSignature(body, authority.key))
}

/** The bytes of a certificate in PEM. */
export function derOf(certificate: string): Uint8Array {
  return new X509Certificate(certificate).raw
}

interface CertificateParts {
  readonly name: string
  readonly publicKey: Uint8Array
  readonly serial: Uint8Array
  readonly from: number
  readonly until: number
  readonly extensions: readonly Uint8Array[]
}

function signed(parts: CertificateParts, issuer: Uint8Array, key: KeyObject): string {
  const { name, publicKey, serial, from, until, extensions } = parts
  const body = der.sequence(
    der.context(0, der.smallInteger(2)),
    der.integer(serial),
    der.ecdsaWithSha256,
    issuer,
    der.sequence(der.time(from), der.time(until)),
    der.commonName(name),
    publicKey,
    der.context(3, der.sequence(...extensions)),
  )
  return der.pem('CERTIFICATE', withSignature(body, key))
}

function withSignature(body: Uint8Array, key: KeyObject): Uint8Array {
  return der.sequence(body, der.ecdsaWithSha256, der.bits(sign('sha256', body, key)))
}

function extension(id: string, weight: 'critical' | 'plain', value: Uint8Array): Uint8Array {
  return der.sequence(der.objectId(id), ...(weight === 'critical' ? [der.yes] : []), der.octets(value))
}

function authorityKeyId({ key }: Authority): Uint8Array {
  const id = keyIdOf(createPublicKey(key).export({ type: 'spki', format: 'der' }))
  return extension('2.5.29.35', 'plain', der.sequence(der.implicit(0, id)))
}

/** SHA-256 of the public key, cut to 160 bits (RFC 7093). */
function keyIdOf(publicKey: Uint8Array): Uint8Array {
  return createHash('sha256').update(publicKey).digest().subarray(0, 20)
}

/** Our authorities have a common name and nothing else. */
function nameOf({ certificate }: Authority): Uint8Array {
  return der.commonName(new X509Certificate(certificate).subject.replace(/^CN=/, ''))
}

function hostName(host: string): Uint8Array {
  if (isIP(host) === 0) return der.implicit(2, Buffer.from(host, 'latin1'))
  return der.implicit(7, addressBytes(host))
}

function addressBytes(address: string): Uint8Array {
  if (isIP(address) === 4) return Uint8Array.from(address.split('.').map(Number))
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? []
  const groups = (text: string) => (text === '' ? [] : text.split(':')).map((group) => Number.parseInt(group, 16))
  const [front, back] = [groups(head), tail === undefined ? [] : groups(tail)]
  const all = [...front, ...Array<number>(8 - front.length - back.length).fill(0), ...back]
  return Uint8Array.from(all.flatMap((group) => [group >> 8, group & 0xff]))
}

/** 126 bits of chance, positive and never short. */
function newSerial(random: Random): Uint8Array {
  const bytes = Uint8Array.from(random.bytes(16))
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40
  return bytes
}
