import { constants, type KeyObject, verify } from 'node:crypto'
import { DeskError } from '../../core/index.ts'
import type { HashName } from './security-infos.ts'

/** How something is signed. */
export type SignatureMethod =
  | { readonly kind: 'rsa'; readonly hash: HashName }
  | { readonly kind: 'rsa-pss'; readonly hash: HashName; readonly saltLength: number }
  | { readonly kind: 'ecdsa'; readonly hash: HashName; readonly encoding: 'der' | 'ieee-p1363' }

/** The hash of a name of X.509, like `2.16.840.1.101.3.4.2.1`. */
export function hashOf(oid: string): HashName {
  const hash = hashes.get(oid)
  if (hash === undefined) throw new DeskError('DB-CRD-107', { reason: `the hash ${oid}` })
  return hash
}

/** The method of a name of X.509; `digest` is the hash where the name says none. RSA-PSS is not among them. */
export function methodOf(oid: string, digest: HashName): SignatureMethod {
  if (oid === rsaEncryption) return { kind: 'rsa', hash: digest }
  const method = methods.get(oid)
  if (method === undefined) throw new DeskError('DB-CRD-107', { reason: `the signature ${oid}` })
  return method
}

/** `rsassa-pss`, whose parameters say the rest. */
export const rsaPss = '1.2.840.113549.1.1.10'

/** Whether a signature is that of a key. */
export function isSigned(method: SignatureMethod, key: KeyObject, data: Uint8Array, signature: Uint8Array): boolean {
  try {
    return verify(method.hash, data, keyFor(method, key), signature)
  } catch {
    // A key of another kind than the method, or a signature of no form at all.
    return false
  }
}

function keyFor(method: SignatureMethod, key: KeyObject) {
  switch (method.kind) {
    case 'rsa':
      return { key, padding: constants.RSA_PKCS1_PADDING }
    case 'rsa-pss':
      return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: method.saltLength }
    case 'ecdsa':
      return { key, dsaEncoding: method.encoding }
  }
}

const rsaEncryption = '1.2.840.113549.1.1.1'

const hashes: ReadonlyMap<string, HashName> = new Map([
  ['1.3.14.3.2.26', 'sha1'],
  ['2.16.840.1.101.3.4.2.4', 'sha224'],
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
])

const methods: ReadonlyMap<string, SignatureMethod> = new Map([
  ['1.2.840.113549.1.1.5', { kind: 'rsa', hash: 'sha1' }],
  ['1.2.840.113549.1.1.14', { kind: 'rsa', hash: 'sha224' }],
  ['1.2.840.113549.1.1.11', { kind: 'rsa', hash: 'sha256' }],
  ['1.2.840.113549.1.1.12', { kind: 'rsa', hash: 'sha384' }],
  ['1.2.840.113549.1.1.13', { kind: 'rsa', hash: 'sha512' }],
  ['1.2.840.10045.4.1', { kind: 'ecdsa', hash: 'sha1', encoding: 'der' }],
  ['1.2.840.10045.4.3.1', { kind: 'ecdsa', hash: 'sha224', encoding: 'der' }],
  ['1.2.840.10045.4.3.2', { kind: 'ecdsa', hash: 'sha256', encoding: 'der' }],
  ['1.2.840.10045.4.3.3', { kind: 'ecdsa', hash: 'sha384', encoding: 'der' }],
  ['1.2.840.10045.4.3.4', { kind: 'ecdsa', hash: 'sha512', encoding: 'der' }],
  ['0.4.0.127.0.7.1.1.4.1.1', { kind: 'ecdsa', hash: 'sha1', encoding: 'ieee-p1363' }],
  ['0.4.0.127.0.7.1.1.4.1.2', { kind: 'ecdsa', hash: 'sha224', encoding: 'ieee-p1363' }],
  ['0.4.0.127.0.7.1.1.4.1.3', { kind: 'ecdsa', hash: 'sha256', encoding: 'ieee-p1363' }],
  ['0.4.0.127.0.7.1.1.4.1.4', { kind: 'ecdsa', hash: 'sha384', encoding: 'ieee-p1363' }],
  ['0.4.0.127.0.7.1.1.4.1.5', { kind: 'ecdsa', hash: 'sha512', encoding: 'ieee-p1363' }],
])
