import { describe, expect, it } from 'vitest'
import { oneBitTurned } from '../../../test/card/make-card.ts'
import { text } from '../../core/index.ts'
import type { ChipProof } from './active-authentication.ts'
import type { PassiveCheck } from './passive-authentication.ts'
import { card, instructions, newIssuer, now, read, trustIn, usualIssuer } from './reading.fixture.ts'
import { judge, sentencesOf, type Verdicts } from './verdicts.ts'

const day = 86_400_000

describe('the verdicts', () => {
  it.each([
    ['Active Authentication with RSA', { activeKey: { kind: 'rsa', bits: 2048, hash: 'sha256' } }],
    ['Active Authentication with ECDSA', { activeKey: { kind: 'ecdsa', curve: 'brainpoolP256r1' } }],
    ['Chip Authentication with AES', { chipKey: { curve: 'brainpoolP384r1', cipher: 'AES-256' } }],
    ['Chip Authentication with 3DES', { chipKey: { curve: 'P-256', cipher: '3DES', keyId: 2 } }],
    [
      'both',
      {
        chipKey: { curve: 'brainpoolP256r1', cipher: 'AES-128', keyId: 1 },
        activeKey: { kind: 'rsa', bits: 1024, hash: 'sha1' },
      },
    ],
  ] as const)('hold for a chip that proves itself by %s', async (_, keys) => {
    const chip = card(keys)
    expect((await read(chip)).verdicts).toEqual({ read: 'whole', unaltered: 'proven', issuer: 'confirmed' })
    expect(instructions(chip).filter((ins) => ins === 0x88)).toHaveLength('activeKey' in keys ? 1 : 0)
  })

  it('say "altered", and that nobody vouches, when a file is not what was signed', async () => {
    for (const group of [1, 2, 13, 14] as const) {
      const { verdicts } = await read(card({ tamper: { group, change: harmless } }))
      expect(verdicts).toEqual({ read: 'whole', unaltered: 'altered', issuer: 'refused' })
    }
  })

  it('say "altered" when the key of the chip is not the one that was signed', async () => {
    const activeKey = { kind: 'rsa', bits: 1024, hash: 'sha1' } as const
    const swapped = card({ activeKey, tamper: { group: 15, change: oneBitTurned } })
    expect((await read(swapped)).verdicts.unaltered).toBe('altered')
  })

  it('say "unknown" when a chip that has a key does not show it', async () => {
    const activeKey = { kind: 'ecdsa', curve: 'P-256' } as const
    const honest = card({ activeKey })
    await read(honest)
    const at = instructions(honest).indexOf(0x88) + 1
    const { verdicts } = await read(card({ activeKey, faults: [{ kind: 'status', at, status: 0x6985 }] }))
    expect(verdicts).toEqual({ read: 'whole', unaltered: 'unknown', issuer: 'confirmed' })
  })

  it('say "not verified" without country certificates, and with those of another country of the same name', async () => {
    expect((await read(card(), { trust: { anchors: [], at: now } })).verdicts).toEqual({
      read: 'whole',
      unaltered: 'proven',
      issuer: 'not-verified',
    })
    expect((await read(card(), { trust: trustIn(newIssuer('nist')) })).verdicts.issuer).toBe('not-verified')
  })

  it('say "refused" when another country vouches for a card of Viet Nam', async () => {
    const other = newIssuer('nist', 'LA')
    const { verdicts } = await read(card({ issuer: other }), { trust: trustIn(other) })
    expect(verdicts).toMatchObject({ unaltered: 'proven', issuer: 'refused' })
  })

  it('say "refused" when the certificate of the signer is out of date', async () => {
    for (const at of [now + 1_000 * day, now - 1_000 * day]) {
      expect((await read(card(), { trust: trustIn(usualIssuer(), at) })).verdicts.issuer).toBe('refused')
    }
  })

  it.each(['rsa', 'rsa-pss', 'brainpool'] as const)('confirm an issuer who signs with %s', async (kind) => {
    const other = newIssuer(kind)
    const { verdicts } = await read(card({ issuer: other }), { trust: trustIn(other) })
    expect(verdicts).toEqual({ read: 'whole', unaltered: 'proven', issuer: 'confirmed' })
  })

  it('say "part" when the chip keeps to itself what is wanted, and not when that is not wanted', async () => {
    const habits = { withheld: [0x0102] }
    expect(await read(card({ habits }))).toMatchObject({
      verdicts: { read: 'part', unaltered: 'proven' },
      missing: [{ file: 'DG2', code: 'DB-CRD-105' }],
    })
    const wanted = { fields: [], photo: 'not-wanted' } as const
    expect(await read(card({ habits }), { wanted })).toMatchObject({ verdicts: { read: 'whole' }, missing: [] })
  })
})

describe('the verdict on the data', () => {
  const honest: PassiveCheck = { signature: 'valid', changed: [], issuer: 'confirmed' }

  it.each<[string, PassiveCheck | undefined, readonly ChipProof[], Verdicts['unaltered']]>([
    ['no proof that the chip could give', honest, [], 'proven'],
    ['a chip that shows its key', honest, ['genuine'], 'proven'],
    ['a chip that shows one of two keys', honest, ['refused', 'genuine'], 'proven'],
    ['a chip that shows none of its keys', honest, ['refused', 'refused'], 'unknown'],
    ['a chip that shows a wrong key beside a right one', honest, ['genuine', 'wrong'], 'altered'],
    ['nothing that was signed', undefined, ['genuine'], 'unknown'],
    ['a signature that is broken', { ...honest, signature: 'broken' }, ['genuine'], 'altered'],
    ['a group that was changed', { ...honest, changed: [13] }, ['refused'], 'altered'],
  ])('of %s', (_, passive, proofs, unaltered) => {
    expect(judge({ missing: [], passive, proofs }).unaltered).toBe(unaltered)
  })

  it('says that nobody vouches for what was altered, and not that somebody does who is unknown', () => {
    const issuerOf = (passive: PassiveCheck | undefined) => judge({ missing: [], passive, proofs: [] }).issuer
    expect(issuerOf({ ...honest, changed: [1] })).toBe('refused')
    expect(issuerOf({ ...honest, issuer: 'unfit' })).toBe('refused')
    expect(issuerOf({ ...honest, issuer: 'unknown' })).toBe('not-verified')
    expect(issuerOf(undefined)).toBe('not-verified')
  })

  it('has a sentence for each of the three', () => {
    expect(
      sentencesOf({ read: 'part', unaltered: 'unknown', issuer: 'not-verified' }).map((key) => text(key, 'vi')),
    ).toEqual([
      'Chỉ đọc được một phần dữ liệu',
      'Không kiểm tra được dữ liệu có bị sửa hay không',
      'Đọc được, chưa xác minh nơi cấp',
    ])
  })
})

/** Another file of the same form. */
function harmless(file: Uint8Array): Uint8Array {
  switch (file[0]) {
    case 0x61:
      return replaced(file, 'NGUYEN', 'NGUYAN')
    case 0x6d:
      return replaced(file, 'Ngh', 'Nga')
    default:
      return oneBitTurned(file)
  }
}

function replaced(file: Uint8Array, before: string, after: string): Uint8Array {
  const at = Buffer.from(file).indexOf(before)
  if (at < 0) throw new Error(`"${before}" is not in the file`)
  const other = file.slice()
  other.set(Buffer.from(after), at)
  return other
}
