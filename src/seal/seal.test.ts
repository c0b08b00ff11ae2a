import { createDecipheriv, createHash, createPrivateKey, createPublicKey, diffieHellman } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { seededRandom, seedOfRun } from '../../test/support/faces.ts'
import {
  keyIdOf,
  keyIdOfSealed,
  makeOpeningKey,
  type OpeningKey,
  openingKeyOf,
  publicHalf,
  seal,
  unseal,
} from './index.ts'

const person = { number: '079203000456', name: 'Trần Văn Bình', birthDate: '2003-11-07' }
const about = '019ab3f0-7c00-7000-8000-000000000001'
const [old, newest, stranger] = [makeOpeningKey(), makeOpeningKey(), makeOpeningKey()]
const seed = seedOfRun()

describe('what is sealed', () => {
  it('is opened by the centre alone, and by whichever of its keys it was sealed to', async () => {
    const before = await seal(person, publicHalf(old), about)
    const after = await seal(person, publicHalf(newest), about)
    expect(await unseal([newest, old], before, about)).toEqual(person)
    expect(await unseal([newest, old], after, about)).toEqual(person)
    expect([await keyIdOfSealed(before), await keyIdOfSealed(after)]).toEqual([old.keyId, newest.keyId])
    await expect(unseal([newest], before, about)).rejects.toMatchObject({ code: 'DB-SEA-002' })
    await expect(unseal([], after, about)).rejects.toMatchObject({ code: 'DB-SEA-002' })
  })

  it('is a JSON Web Encryption that another program opens from the standards alone', async () => {
    expect(openByHand(await seal(person, publicHalf(old), about), old)).toEqual(person)
  })

  it('is never the same twice, and says nothing readable of whom it is about', async () => {
    const [one, other] = [await seal(person, publicHalf(old), about), await seal(person, publicHalf(old), about)]
    expect(one).not.toBe(other)
    const readable = one
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString('utf8'))
      .join()
    expect(readable).not.toMatch(/079203000456|Bình|2003/)
  })

  it('cannot be moved to something else', async () => {
    const sealed = await seal(person, publicHalf(old), about)
    await expect(unseal([old], sealed, 'another fact')).rejects.toMatchObject({ code: 'DB-SEA-004' })
    // Neither by writing another name into its header, which is protected.
    const [, ...rest] = sealed.split('.')
    const header = { alg: 'ECDH-ES', enc: 'A256GCM', kid: old.keyId, cty: 'application/json', about: 'another fact' }
    const moved = [Buffer.from(JSON.stringify(header)).toString('base64url'), ...rest].join('.')
    await expect(unseal([old], moved, 'another fact')).rejects.toMatchObject({ code: 'DB-SEA-003' })
  })

  it('under the id of a key that did not make it stays shut', async () => {
    const sealed = await seal(person, publicHalf(old), about)
    const impostor: OpeningKey = { ...stranger, keyId: old.keyId }
    await expect(unseal([impostor], sealed, about)).rejects.toMatchObject({ code: 'DB-SEA-003' })
  })

  it(`is refused with a code whichever letter of it was changed (SEED=${seed})`, async () => {
    const random = seededRandom(seed)
    const sealed = await seal(person, publicHalf(old), about)
    for (let round = 0; round < 200; round++) {
      const at = Math.floor(random.unit() * sealed.length)
      const other = sealed[at] === 'A' ? 'B' : 'A'
      const changed = sealed.slice(0, at) + other + sealed.slice(at + 1)
      // The last letter of a part may have bits that mean nothing; then it is still what was sealed.
      const came = await unseal([old], changed, about).catch((error: { code: string }) => error.code)
      if (typeof came === 'string') expect(came).toMatch(/^DB-SEA-00[1-4]$/)
      else expect(came).toEqual(person)
    }
  }, 60_000)

  it.each([
    '',
    'x',
    'a.b.c',
    '....',
    'e30.e30.e30.e30.e30',
    'x'.repeat(100_000),
    // Signed and not encrypted, and encrypted in a way that we do not use.
    'eyJhbGciOiJub25lIn0.e30.',
    `${Buffer.from(JSON.stringify({ alg: 'dir', enc: 'A256GCM', kid: old.keyId, cty: 'application/json', about })).toString('base64url')}..AA.AA.AA`,
  ])('is no other text (%#)', async (text) => {
    await expect(unseal([old], text, about)).rejects.toMatchObject({ code: 'DB-SEA-001' })
  })

  it('is at most as long as a fact has room for', async () => {
    await expect(seal({ name: 'x'.repeat(9_000) }, publicHalf(old), about)).rejects.toMatchObject({
      code: 'DB-SEA-006',
    })
  })
})

describe('a key', () => {
  it('is named by its thumbprint (RFC 7638)', () => {
    const members =
      '{"crv":"P-256","kty":"EC","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}'
    expect(keyIdOf(JSON.parse(members) as never)).toBe(createHash('sha256').update(members).digest('base64url'))
  })

  it('that is no point of the curve, or has another name, seals nothing', async () => {
    const { publicKey } = publicHalf(old)
    const crooked = { ...publicKey, y: publicKey.x }
    for (const key of [
      { keyId: stranger.keyId, publicKey },
      { keyId: keyIdOf(crooked), publicKey: crooked },
    ])
      await expect(seal(person, key, about)).rejects.toMatchObject({ code: 'DB-SEA-005' })
  })

  it('is read from a JSON Web Key with its private half only', () => {
    expect(openingKeyOf({ ...old.privateKey })).toEqual(old)
    expect(() => openingKeyOf({ ...publicHalf(old).publicKey })).toThrow('DB-SEA-005')
    expect(() => openingKeyOf({ ...old.privateKey, crv: 'P-384' })).toThrow('DB-SEA-005')
  })
})

/** RFC 7518 §4.6 and §5.3 with nothing but Node's primitives. */
function openByHand(sealed: string, { privateKey }: OpeningKey): unknown {
  const [head = '', , iv, body, tag] = sealed.split('.')
  const { epk } = JSON.parse(Buffer.from(head, 'base64url').toString('utf8'))
  const agreed = diffieHellman({
    privateKey: createPrivateKey({ key: { ...privateKey }, format: 'jwk' }),
    publicKey: createPublicKey({ key: epk, format: 'jwk' }),
  })
  const number = (value: number) => Buffer.from([0, 0, value >> 8, value & 0xff])
  const name = Buffer.from('A256GCM')
  const otherInfo = Buffer.concat([number(name.length), name, number(0), number(0), number(256)])
  const key = createHash('sha256').update(number(1)).update(agreed).update(otherInfo).digest()
  const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv ?? '', 'base64url'))
    .setAAD(Buffer.from(head, 'ascii'))
    .setAuthTag(Buffer.from(tag ?? '', 'base64url'))
  const plain = Buffer.concat([decipher.update(Buffer.from(body ?? '', 'base64url')), decipher.final()])
  return JSON.parse(plain.toString('utf8'))
}
