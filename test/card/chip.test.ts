import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ChipAccess, ChipReading, Trust } from '../../src/card/index.ts'
import { seededRandom, seedOfRun } from '../support/faces.ts'
import { has } from '../support/processes.ts'
import type { Chip } from './chip/chip.ts'
import { holder, mrzOf } from './holder.ts'
import { type Issuer, makeIssuer } from './issuer.ts'
import { type CardWish, makeCard } from './make-card.ts'
import { makePhoto } from './photo.ts'
import { access, outcomeOf, readWhole, trustIn } from './reading.ts'
import { signedOnce } from './signed-once.ts'

const seed = seedOfRun()
const random = seededRandom(seed)
const folder = mkdtempSync(join(tmpdir(), 'deskbridge-issuer-'))
let issuer: Issuer
let trust: Trust

const cardWith = (wish: Partial<CardWish> = {}) => makeCard({ issuer, random, ...wish })
const read = (chip: Chip, by: ChipAccess = access.can) => readWhole(chip, { access: by, trust, random })

function expectWhole({ card, photo, missing, verdicts }: ChipReading): void {
  const { number, name, birthDate, residence, origin, issueDate, expiryDate, father, mother, oldNumber } = holder
  const told = { number, name, birthDate, residence, origin, issueDate, expiryDate, father, mother, oldNumber }
  expect(card).toMatchObject({ source: 'chip', sex: 'female', ...told })
  expect(photo?.format).toBe('jpeg')
  expect(Buffer.from(photo?.bytes ?? []).equals(makePhoto(38_000))).toBe(true)
  expect(missing).toEqual([])
  expect(verdicts).toEqual({ read: 'whole', unaltered: 'proven', issuer: 'confirmed' })
}

describe.skipIf(!has('openssl'))(`the card that tests read (SEED=${seed})`, () => {
  beforeAll(async () => {
    issuer = signedOnce(makeIssuer(folder))
    trust = await trustIn(issuer)
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  test.each([
    ['P-256', '3DES'],
    ['P-256', 'AES-192'],
    ['P-384', 'AES-128'],
    ['P-521', 'AES-192'],
    ['brainpoolP256r1', 'AES-128'],
    ['brainpoolP256r1', 'AES-256'],
    ['brainpoolP384r1', '3DES'],
    ['brainpoolP512r1', 'AES-256'],
  ] as const)('is opened by PACE over %s with %s, by its CAN and by what is printed', async (curve, cipher) => {
    for (const by of [access.can, access.mrz]) {
      const reading = await read(cardWith({ pace: { curve, cipher } }), by)
      expect(reading.protocol).toBe('PACE')
      expectWhole(reading)
    }
  })

  test.each([
    ['that knows no master file', { masterFile: false }],
    ['that gives at most 200 bytes at once', { longestRead: 200 }],
    ['that refuses to give more than 231 bytes', { longestRead: 231, tooLong: 'wrong-length' }],
    ['that says how many it gives', { longestRead: 223, tooLong: 'right-length' }],
    ['that warns at the end of a file', { pastEnd: 'warning' }],
    ['that never answers in pieces', { inPieces: false }],
  ] as const)('%s is read whole, in the newer way and in the older', async (_, habits) => {
    expectWhole(await read(cardWith({ habits })))
    expectWhole(await read(cardWith({ habits, pace: null }), access.mrz))
  })

  test.each<Partial<CardWish>>([
    { activeKey: { kind: 'rsa', bits: 2048, hash: 'sha256' } },
    { activeKey: { kind: 'ecdsa', curve: 'P-256' } },
    { chipKey: { curve: 'brainpoolP256r1', cipher: '3DES' } },
    { chipKey: { curve: 'P-256', cipher: 'AES-128', keyId: 3 } },
  ])('is told from its copy, which has all its files and not its keys: %o', async (wish) => {
    expectWhole(await read(cardWith(wish)))
    const { verdicts } = await read(cardWith({ ...wish, copied: true }))
    expect(verdicts).toMatchObject({ unaltered: 'altered', issuer: 'refused' })
  })

  test('is asked for no answer that is longer than it may be: then one opening is enough', async () => {
    const chip = cardWith({ habits: { inPieces: false }, activeKey: { kind: 'rsa', bits: 2048, hash: 'sha256' } })
    expectWhole(await read(chip))
    expect(chip.heard.filter(({ command: [, ins] }) => ins === 0x22).length).toBe(1)
  })

  test('takes longer with each wrong number, and is read all the same', async () => {
    const chip = cardWith({ slowsByMs: 40 })
    for (const wrong of [1, 2]) {
      expect(await outcomeOf(read(chip, { kind: 'can', can: '000000' }))).toBe('DB-CRD-102')
      expect(chip.wrongPasswords).toBe(wrong)
    }
    const began = performance.now()
    expectWhole(await read(chip))
    expect(performance.now() - began).toBeGreaterThan(79)
  })

  test('says nothing of its holder to who listens', async () => {
    const chip = cardWith()
    await read(chip)
    const heard = Buffer.concat(chip.heard.flatMap(({ command, answer }) => [command, answer]))
    expect(heard.length).toBeGreaterThan(38_000)
    for (const secret of [holder.number, mrzOf(holder)[0], holder.residence.slice(0, 12)]) {
      expect(heard.includes(secret)).toBe(false)
    }
  })

  test('has a security object that openssl takes for signed, with the hashes of its files', () => {
    const signed = issuer.sign(new Map([[1, Uint8Array.of(1, 2, 3)]]))
    // Behind the tag 77 and its length.
    writeFileSync(join(folder, 'signed.der'), signed.subarray(4))
    const about = ['-inform', 'DER', '-in', 'signed.der', '-CAfile', issuer.authorityFile, '-purpose', 'any', '-binary']
    const content = execFileSync('openssl', ['cms', '-verify', ...about], { cwd: folder })
    // SHA-256 of the bytes 1, 2, 3.
    expect(content.toString('hex')).toContain('039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81')
  })
})
