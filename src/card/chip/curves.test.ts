import { createECDH, generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../../test/support/faces.ts'
import { isDeskError } from '../../core/index.ts'
import { publicKeyInfo } from './asn1.ts'
import { fromHex, fromNumber, toHex } from './bytes.ts'
import { curveOf, freshScalar, readPoint, standardCurve, writePoint, xOf } from './curves.ts'
import { readTlv, writeTlv } from './tlv.ts'

const ids = [10, 11, 12, 13, 14, 15, 16, 17, 18]
const isCode = (code: Parameters<typeof isDeskError>[1]) => expect.toSatisfy((error) => isDeskError(error, code))

describe('the curves of chips', () => {
  it.each(ids)('reckon as OpenSSL does (domain parameters %i)', (id) => {
    const curve = standardCurve(id)
    const other = createECDH(curve.name)
    const theirs = readPoint(curve, other.generateKeys(), 'a key')
    const own = freshScalar(curve, seededRandom(id))
    const ours = writePoint(curve.points.BASE.multiply(own))
    expect(toHex(xOf(curve, theirs.multiply(own)))).toBe(other.computeSecret(ours).toString('hex'))
  })

  it.each(ids)('are known by name and by their numbers in a public key (domain parameters %i)', (id) => {
    const { name } = standardCurve(id)
    for (const paramEncoding of ['named', 'explicit'] as const) {
      const { publicKey } = generateKeyPairSync('ec', { namedCurve: name, paramEncoding })
      const { algorithm } = publicKeyInfo(publicKey.export({ format: 'der', type: 'spki' }), 'a key')
      expect(curveOf(algorithm.parameters, 'a key').name).toBe(name)
    }
  })

  it('are not known with another base point', () => {
    const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'brainpoolP256r1', paramEncoding: 'explicit' })
    const spelled = toHex(publicKey.export({ format: 'der', type: 'spki' }))
    const { points, coordinateLength } = standardCurve(13)
    const base = points.BASE.toAffine()
    const other = points.BASE.double().toAffine()
    const written = ({ x, y }: typeof base) =>
      toHex(fromNumber(x, coordinateLength)) + toHex(fromNumber(y, coordinateLength))
    expect(spelled).toContain(written(base))
    const { algorithm } = publicKeyInfo(fromHex(spelled.replace(written(base), written(other))), 'a key')
    expect(() => curveOf(algorithm.parameters, 'a key')).toThrow(isCode('DB-CRD-107'))
  })

  it('that nobody knows are refused by name, by number and by absence', () => {
    const id = readTlv(writeTlv(0x06, fromHex('2b8104000a')), { what: 'a key' })
    expect(() => curveOf(id, 'a key')).toThrow(isCode('DB-CRD-107'))
    expect(() => curveOf(undefined, 'a key')).toThrow(isCode('DB-CRD-107'))
    expect(() => standardCurve(8)).toThrow(isCode('DB-CRD-107'))
  })

  it('take no point that is not theirs', () => {
    const curve = standardCurve(12)
    const point = writePoint(curve.points.BASE)
    const off = point.with(64, (point[64] ?? 0) ^ 1)
    const compressed = curve.points.BASE.toBytes(true)
    for (const wrong of [off, compressed, point.subarray(1), Uint8Array.of(0), new Uint8Array()]) {
      expect(() => readPoint(curve, wrong, 'a key')).toThrow(isCode('DB-CRD-108'))
    }
  })

  it('draw private keys from all of their group', () => {
    const { order } = standardCurve(12)
    const chance = (byte: number) => ({ bytes: (count: number) => new Uint8Array(count).fill(byte), unit: () => 0 })
    expect(freshScalar(standardCurve(12), chance(0))).toBe(1n)
    const high = freshScalar(standardCurve(12), chance(255))
    expect(high > 0n && high < order).toBe(true)
  })
})
