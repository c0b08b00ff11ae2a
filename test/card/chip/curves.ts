import { brainpoolP256r1, brainpoolP384r1, brainpoolP512r1 } from '@noble/curves/misc.js'
import { p256, p384, p521 } from '@noble/curves/nist.js'
import { concat } from '../../../src/card/chip/bytes.ts'
import type { Random } from '../../../src/core/index.ts'
import { bitString, oid, sequence } from '../der.ts'

/** The curves that chips of travel documents use: their number in table 6 of ICAO 9303-11, their identifier. */
export const curves = {
  'P-256': { curve: p256, parameters: 12, oid: '1.2.840.10045.3.1.7' },
  'P-384': { curve: p384, parameters: 15, oid: '1.3.132.0.34' },
  'P-521': { curve: p521, parameters: 18, oid: '1.3.132.0.35' },
  brainpoolP256r1: { curve: brainpoolP256r1, parameters: 13, oid: '1.3.36.3.3.2.8.1.1.7' },
  brainpoolP384r1: { curve: brainpoolP384r1, parameters: 16, oid: '1.3.36.3.3.2.8.1.1.11' },
  brainpoolP512r1: { curve: brainpoolP512r1, parameters: 17, oid: '1.3.36.3.3.2.8.1.1.13' },
} as const

/** One of {@link curves}. */
export type CurveName = keyof typeof curves
/** A point on any of them. */
export type Point = InstanceType<(typeof p256)['Point']>

/** A curve, as the chip reckons on it. */
export interface Reckoning {
  readonly base: Point
  /** A secret number. */
  draw(): bigint
  /** A number made of bytes, brought into the group. */
  scalar(bytes: Uint8Array): bigint
  /** A point as it was sent; throws when it is not on the curve. */
  read(bytes: Uint8Array): Point
  /** A point as it is sent: not compressed. */
  write(point: Point): Uint8Array
  /** Its first coordinate, which is the shared secret. */
  secret(point: Point): Uint8Array
}

/** Reckons on a curve with a chance of its own. */
export function reckonOn(name: CurveName, random: Random): Reckoning {
  const { Point } = curves[name].curve
  const order = Point.Fn.ORDER
  const scalar = (bytes: Uint8Array) => BigInt(`0x${Buffer.from(bytes).toString('hex')}`) % order
  const write = (point: Point) => point.toBytes(false)
  return {
    base: Point.BASE,
    draw: () => (scalar(random.bytes(80)) % (order - 1n)) + 1n,
    scalar,
    read: (bytes) => Point.fromBytes(bytes),
    write,
    secret(point) {
      const bytes = write(point)
      return bytes.slice(1, 1 + (bytes.length - 1) / 2)
    },
  }
}

/** SubjectPublicKeyInfo of a point, with the curve by its name. */
export function publicKeyInfo(name: CurveName, point: Uint8Array): Uint8Array {
  const algorithm = sequence(oid('1.2.840.10045.2.1'), oid(curves[name].oid))
  return sequence(algorithm, bitString(concat(point)))
}
