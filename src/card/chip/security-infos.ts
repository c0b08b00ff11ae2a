import { DeskError } from '../../core/index.ts'
import { asn1, objectId, part, partsOf, publicKeyInfo, smallInteger } from './asn1.ts'
import { type Curve, curveOf, type Point, readPoint } from './curves.ts'
import type { CipherName } from './primitives.ts'
import { inside, type Tlv } from './tlv.ts'

/** One way of PACE that a chip offers (ICAO 9303-11, 9.2.1). */
export interface PaceInfo {
  /** The object identifier of the protocol, as it is sent. */
  readonly protocol: Uint8Array
  readonly agreement: 'elliptic' | 'numbers'
  readonly mapping: 'generic' | 'integrated' | 'chip-authentication'
  readonly cipher: CipherName
  readonly parameterId: number | undefined
}

/** One way of Chip Authentication that a chip offers (9.2.5). */
export interface ChipAuthenticationInfo {
  readonly protocol: Uint8Array
  readonly cipher: CipherName
  readonly keyId: Uint8Array | undefined
}

/** A public key for Chip Authentication (9.2.6). */
export interface ChipKey {
  readonly curve: Curve
  readonly point: Point
  readonly keyId: Uint8Array | undefined
}

/** The hash of signatures with elliptic curves in Active Authentication. */
export type HashName = 'sha1' | 'sha224' | 'sha256' | 'sha384' | 'sha512'

/** What a chip tells of the protocols that it knows. Kinds that we do not know are left out. */
export interface SecurityInfos {
  readonly pace: readonly PaceInfo[]
  readonly chipAuthentication: readonly ChipAuthenticationInfo[]
  readonly chipKeys: readonly ChipKey[]
  readonly activeAuthenticationHash: HashName | undefined
}

/** Reads a set of SecurityInfo (ICAO 9303-11, 9.2): all of EF.CardAccess, and the content of DG14. */
export function readSecurityInfos(bytes: Uint8Array, what: string): SecurityInfos {
  const infos = partsOf(bytes, asn1.set, what).map((info) => {
    const parts = inside(info, what)
    return { parts, oid: objectId(part(parts, 0, asn1.objectId, what)) }
  })
  return {
    pace: infos.flatMap(({ oid, parts }) => paceInfo(oid, parts, what)),
    chipAuthentication: infos.flatMap(({ oid, parts }) => chipAuthenticationInfo(oid, parts)),
    chipKeys: infos.flatMap(({ oid, parts }) => chipKey(oid, parts, what)),
    activeAuthenticationHash: infos.flatMap(({ oid, parts }) => activeAuthentication(oid, parts)).at(0),
  }
}

/** bsi-de, protocols, smartcard: 0.4.0.127.0.7.2.2. */
const smartcard = '04007f00070202'
/** The names that the kinds of information begin with; of Chip Authentication those with elliptic curves. */
const ids = { pace: `${smartcard}04`, chipAuthentication: `${smartcard}0302`, chipKey: `${smartcard}0102` }
/** id-icao-mrtd-security-aaProtocolObject. */
const activeAuthenticationId = '678108010105'
/** ecdsa-plain-signatures, without the number of the hash. */
const plainSignatures = '04007f000701010401'

const ways = new Map<string, Pick<PaceInfo, 'agreement' | 'mapping'>>([
  ['01', { agreement: 'numbers', mapping: 'generic' }],
  ['02', { agreement: 'elliptic', mapping: 'generic' }],
  ['03', { agreement: 'numbers', mapping: 'integrated' }],
  ['04', { agreement: 'elliptic', mapping: 'integrated' }],
  ['06', { agreement: 'elliptic', mapping: 'chip-authentication' }],
])
const ciphers = new Map<string, CipherName>([
  ['01', '3DES'],
  ['02', 'AES-128'],
  ['03', 'AES-192'],
  ['04', 'AES-256'],
])
const hashes = new Map<string, HashName>([
  ['01', 'sha1'],
  ['02', 'sha224'],
  ['03', 'sha256'],
  ['04', 'sha384'],
  ['05', 'sha512'],
])

function paceInfo(oid: string, parts: readonly Tlv[], what: string): readonly PaceInfo[] {
  if (!oid.startsWith(ids.pace) || oid.length !== ids.pace.length + 4) return []
  const way = ways.get(oid.slice(-4, -2))
  const cipher = ciphers.get(oid.slice(-2))
  const id = parts[2]
  if (way === undefined || cipher === undefined) return []
  const protocol = part(parts, 0, asn1.objectId, what).value
  return [{ ...way, cipher, protocol, parameterId: id === undefined ? undefined : smallInteger(id, what) }]
}

function chipAuthenticationInfo(oid: string, parts: readonly Tlv[]): readonly ChipAuthenticationInfo[] {
  const cipher = ciphers.get(oid.slice(-2))
  const known = oid.startsWith(ids.chipAuthentication) && oid.length === ids.chipAuthentication.length + 2
  if (!known || cipher === undefined || parts[0] === undefined) return []
  return [{ protocol: parts[0].value, cipher, keyId: parts[2]?.value }]
}

function chipKey(oid: string, parts: readonly Tlv[], what: string): readonly ChipKey[] {
  if (oid !== ids.chipKey) return []
  const { algorithm, key } = publicKeyInfo(part(parts, 1, asn1.sequence, what).raw, what)
  try {
    const curve = curveOf(algorithm.parameters, what)
    return [{ curve, point: readPoint(curve, key, what), keyId: parts[2]?.value }]
  } catch (error) {
    // A key on a curve that we do not know is one that we cannot use; the others may do.
    if (error instanceof DeskError && error.code === 'DB-CRD-107') return []
    throw error
  }
}

function activeAuthentication(oid: string, parts: readonly Tlv[]): readonly HashName[] {
  const signature = parts[2]
  if (oid !== activeAuthenticationId || signature === undefined) return []
  const name = objectId(signature)
  const hash = name.startsWith(plainSignatures) ? hashes.get(name.slice(-2)) : undefined
  return hash === undefined ? [] : [hash]
}
