import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ActiveAuthentication, type ActiveKeyOffer } from '../../../test/card/chip/active-authentication.ts'
import { seededRandom } from '../../../test/support/faces.ts'
import { activeAuthentication, standsFor } from './active-authentication.ts'
import type { Channel, Command } from './apdu.ts'
import { concat, fromHex, fromNumber, toNumber } from './bytes.ts'
import { readDg15 } from './dg15.ts'
import type { HashName } from './security-infos.ts'
import { writeTlv } from './tlv.ts'

/** ICAO 9303-11, appendix F. */
const example = {
  challenge: fromHex('F173589974BF40C6'),
  recovered: fromHex(
    `6A9D2784A67F8E7C659973EA1AEA25D95B6C8F91E5002F369F0FBDCE8A3CEC1991B543F1696546C5524CF23A5303CD6C
     98599F40B79F377B5F3A1406B3B4D8F96784D23AA88DB7E1032A405E69325FA91A6E86F5C71AEA978264C4A207446DAD
     4E7292E2DCDA3024B47DA8C063AA1E6D22FBD976AB0FE73D94D2D9C6D88127BC`,
  ),
}

/** A chip that signs, and whose answer may be changed on its way. */
function signingChip(
  offer: ActiveKeyOffer,
  change: (signature: Uint8Array, key: KeyObject) => Uint8Array = (same) => same,
) {
  const chip = new ActiveAuthentication(offer)
  const key = readDg15(writeTlv(0x6f, chip.publicKey))
  const asked: Command[] = []
  const channel: Channel = {
    async send(command) {
      asked.push(command)
      const challenge = command.data ?? new Uint8Array()
      const reply = chip.answer({ cla: 0, ...command, data: challenge, expected: command.expected })
      return { status: reply.status, data: change(reply.data ?? new Uint8Array(), key) }
    },
  }
  return { channel, key, asked }
}

describe('a recovered message', () => {
  it('stands for its challenge as in ICAO 9303-11, appendix F', () => {
    expect(standsFor(example.recovered, example.challenge)).toBe(true)
  })

  it('stands for no other challenge, and not when a byte of it differs', () => {
    expect(standsFor(example.recovered, fromHex('F173589974BF40C7'))).toBe(false)
    for (let at = 0; at < example.recovered.length; at++) {
      const turned = example.recovered.with(at, (example.recovered[at] ?? 0) ^ 1)
      expect(standsFor(turned, example.challenge)).toBe(false)
    }
  })

  it.each<[HashName, string]>([
    ['sha224', '38CC'],
    ['sha256', '34CC'],
    ['sha384', '36CC'],
    ['sha512', '35CC'],
  ])('names %s in its trailer', (hash, trailer) => {
    const own = fromHex('00112233')
    const digest = createHash(hash).update(own).update(example.challenge).digest()
    const whole = (head: string) => concat(fromHex(head), own, digest, fromHex(trailer))
    expect(standsFor(whole('6A'), example.challenge)).toBe(true)
    // Where the chip has less to say than there is room.
    expect(standsFor(whole('6BBBBBBA'), example.challenge)).toBe(true)
    expect(standsFor(whole('4A'), example.challenge)).toBe(false)
    expect(standsFor(whole('6BBBBB'), example.challenge)).toBe(false)
  })

  it.each(['', 'BC', 'CC', '34CC', '6A', '6A34CC', '6BBBBB'])('that is cut short to %j stands for nothing', (bytes) => {
    expect(standsFor(fromHex(bytes), example.challenge)).toBe(false)
  })
})

describe('Active Authentication', () => {
  const offers: readonly (readonly [string, ActiveKeyOffer, HashName | undefined])[] = [
    ['RSA and SHA-1', { kind: 'rsa', bits: 1024, hash: 'sha1' }, undefined],
    ['RSA and SHA-256', { kind: 'rsa', bits: 2048, hash: 'sha256' }, undefined],
    ['ECDSA on P-256', { kind: 'ecdsa', curve: 'P-256' }, 'sha256'],
    ['ECDSA on brainpoolP256r1', { kind: 'ecdsa', curve: 'brainpoolP256r1' }, 'sha256'],
    ['ECDSA where DG14 names no hash', { kind: 'ecdsa', curve: 'P-256' }, undefined],
  ]

  it.each(offers)('proves a chip with %s', async (_, offer, hash) => {
    const { channel, key, asked } = signingChip(offer)
    expect(await activeAuthentication(channel, key, hash, seededRandom(1))).toBe('genuine')
    expect(asked).toMatchObject([{ ins: 0x88, p1: 0, p2: 0 }])
    expect(asked[0]?.data).toHaveLength(8)
    expect(asked[0]?.expected).toBe(offer.kind === 'rsa' && offer.bits > 1_784 ? 0x10000 : 256)
  })

  it.each(offers)('proves no chip whose answer was changed, with %s', async (_, offer, hash) => {
    const turned = (signature: Uint8Array) => signature.with(9, (signature[9] ?? 0) ^ 1)
    const { channel, key } = signingChip(offer, turned)
    expect(await activeAuthentication(channel, key, hash, seededRandom(1))).toBe('wrong')
  })

  it.each(offers)('proves no chip with another key, with %s', async (_, offer, hash) => {
    const { channel } = signingChip(offer)
    const { key } = signingChip(offer)
    expect(await activeAuthentication(channel, key, hash, seededRandom(1))).toBe('wrong')
  })

  it('takes the complement of a signature, which is the smaller one with some chips', async () => {
    const complement = (signature: Uint8Array, key: KeyObject) => {
      const modulus = toNumber(Buffer.from(key.export({ format: 'jwk' }).n ?? '', 'base64url'))
      return fromNumber(modulus - toNumber(signature), signature.length)
    }
    const { channel, key } = signingChip({ kind: 'rsa', bits: 1024, hash: 'sha1' }, complement)
    expect(await activeAuthentication(channel, key, undefined, seededRandom(1))).toBe('genuine')
  })

  it('proves no chip that refuses, or that answers nothing', async () => {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 })
    const proofOf = async (status: number) => {
      const channel: Channel = { send: async () => ({ status, data: new Uint8Array() }) }
      return await activeAuthentication(channel, publicKey, undefined, seededRandom(1))
    }
    expect(await proofOf(0x6982)).toBe('refused')
    expect(await proofOf(0x9000)).toBe('wrong')
  })
})
