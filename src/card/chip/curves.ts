import { generateKeyPairSync } from 'node:crypto'
import {
  type WeierstrassOpts,
  type WeierstrassPoint,
  type WeierstrassPointCons,
  weierstrass,
} from '@noble/curves/abstract/weierstrass.js'
import { brainpoolP256r1, brainpoolP384r1, brainpoolP512r1 } from '@noble/curves/misc.js'
import { p256, p384, p521 } from '@noble/curves/nist.js'
import { DeskError, type Random } from '../../core/index.ts'
import { asn1, objectId, part, publicKeyInfo } from './asn1.ts'
import { fromNumber, toNumber } from './bytes.ts'
import { malformed } from './fault.ts'
import { inside, type Tlv } from './tlv.ts'

/** A point of a curve. */
export type Point = WeierstrassPoint<bigint>

/** An elliptic curve that chips use. */
export interface Curve {
  readonly name: string
  readonly points: WeierstrassPointCons<bigint>
  readonly order: bigint
  /** The length of one coordinate in bytes. */
  readonly coordinateLength: number
}

/**
 * The curve of a standardised domain parameter id (ICAO 9303-11, 9.5.1).
 * @throws DeskError DB-CRD-107 it is none that we know.
 */
export function standardCurve(id: number): Curve {
  const known = curves.find((one) => one.id === id)
  if (known === undefined) throw new DeskError('DB-CRD-107', { reason: `domain parameters ${id}` })
  return built(known)
}

/**
 * The curve of the parameters of a public key: by name, by id, or spelled out. Chips often spell them out; a curve that
 * is spelled out must be one of those that have a name.
 * @throws DeskError DB-CRD-107 it is none that we know.
 */
export function curveOf(parameters: Tlv | undefined, what: string): Curve {
  if (parameters?.tag === asn1.objectId) {
    const known = curves.find(({ oid }) => oid === objectId(parameters))
    if (known) return built(known)
  }
  if (parameters?.tag === asn1.integer) return standardCurve(Number(toNumber(parameters.value)))
  if (parameters?.tag === asn1.sequence) {
    const spelled = readParameters(parameters, what)
    const known = curves.map(built).find((curve) => isCurve(curve, spelled))
    if (known) return known
  }
  throw new DeskError('DB-CRD-107', { reason: `the elliptic curve of ${what}` })
}

/**
 * A point as it is sent: 04, x, y.
 * @throws DeskError DB-CRD-108 it is not on the curve.
 */
export function readPoint(curve: Curve, bytes: Uint8Array, what: string): Point {
  if (bytes[0] !== 4) throw malformed(what, 'a point that is compressed')
  try {
    return curve.points.fromBytes(bytes)
  } catch {
    throw malformed(what, 'no point of the curve')
  }
}

/** A point as it is sent. */
export function writePoint(point: Point): Uint8Array {
  return point.toBytes(false)
}

/** The x coordinate, which is what a shared secret is made of. */
export function xOf(curve: Curve, point: Point): Uint8Array {
  return fromNumber(point.toAffine().x, curve.coordinateLength)
}

/** A fresh private key: 64 bits more than the order has, so that what is left of the division tells nothing. */
export function freshScalar(curve: Curve, random: Random): bigint {
  const length = Math.ceil(curve.order.toString(2).length / 8) + 8
  return (toNumber(random.bytes(length)) % (curve.order - 1n)) + 1n
}

interface Known {
  readonly id: number
  /** What OpenSSL calls it. */
  readonly name: string
  readonly oid: string
  readonly points?: WeierstrassPointCons<bigint>
}

const curves: readonly Known[] = [
  { id: 10, name: 'secp224r1', oid: '2b81040021' },
  { id: 11, name: 'brainpoolP224r1', oid: '2b2403030208010105' },
  { id: 12, name: 'prime256v1', oid: '2a8648ce3d030107', points: p256.Point },
  { id: 13, name: 'brainpoolP256r1', oid: '2b2403030208010107', points: brainpoolP256r1.Point },
  { id: 14, name: 'brainpoolP320r1', oid: '2b2403030208010109' },
  { id: 15, name: 'secp384r1', oid: '2b81040022', points: p384.Point },
  { id: 16, name: 'brainpoolP384r1', oid: '2b240303020801010b', points: brainpoolP384r1.Point },
  { id: 17, name: 'brainpoolP512r1', oid: '2b240303020801010d', points: brainpoolP512r1.Point },
  { id: 18, name: 'secp521r1', oid: '2b81040023', points: p521.Point },
]

const remembered = new Map<string, Curve>()

function built(known: Known): Curve {
  const before = remembered.get(known.name)
  if (before) return before
  const points = known.points ?? weierstrass(parametersFromOpenssl(known.name))
  const { n, p } = points.CURVE()
  const curve = { name: known.name, points, order: n, coordinateLength: Math.ceil(p.toString(2).length / 8) }
  remembered.set(known.name, curve)
  return curve
}

/** The numbers of the curves that the library lacks come from OpenSSL: a key that spells out its curve tells them. */
function parametersFromOpenssl(namedCurve: string): WeierstrassOpts<bigint> {
  const { publicKey } = generateKeyPairSync('ec', {
    namedCurve,
    paramEncoding: 'explicit',
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  })
  const { parameters } = publicKeyInfo(publicKey, namedCurve).algorithm
  if (parameters === undefined) throw malformed(namedCurve, 'it has no parameters')
  return readParameters(parameters, namedCurve)
}

/** Domain parameters that are spelled out (X9.62, ECParameters). */
function readParameters(parameters: Tlv, what: string): WeierstrassOpts<bigint> {
  const parts = inside(parameters, what)
  const field = inside(part(parts, 1, asn1.sequence, what), what)
  const equation = inside(part(parts, 2, asn1.sequence, what), what)
  const p = toNumber(part(field, 1, asn1.integer, what).value)
  const base = part(parts, 3, asn1.octets, what).value
  const half = (base.length - 1) / 2
  if (base[0] !== 4 || !Number.isInteger(half)) throw malformed(what, 'its base point is compressed')
  return {
    p,
    a: toNumber(part(equation, 0, asn1.octets, what).value),
    b: toNumber(part(equation, 1, asn1.octets, what).value),
    Gx: toNumber(base.subarray(1, 1 + half)),
    Gy: toNumber(base.subarray(1 + half)),
    n: toNumber(part(parts, 4, asn1.integer, what).value),
    h: 1n,
  }
}

/** Every number of it: a curve with another base point would let a stranger speak for any key. */
function isCurve(curve: Curve, spelled: WeierstrassOpts<bigint>): boolean {
  const own = curve.points.CURVE()
  const numbers = ['p', 'a', 'b', 'Gx', 'Gy', 'n'] as const
  return numbers.every((name) => own[name] === spelled[name])
}
