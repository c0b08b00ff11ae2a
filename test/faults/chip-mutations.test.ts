import { X509Certificate } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { decodeAnswer } from '../../src/card/chip/apdu.ts'
import { fromHex } from '../../src/card/chip/bytes.ts'
import { readDg1 } from '../../src/card/chip/dg1.ts'
import { readDg2 } from '../../src/card/chip/dg2.ts'
import { detailNames, readDg13 } from '../../src/card/chip/dg13.ts'
import { readDg14 } from '../../src/card/chip/dg14.ts'
import { readChip } from '../../src/card/chip/read-chip.ts'
import { openAnswer, sessionKeys } from '../../src/card/chip/secure-messaging.ts'
import { readSecurityInfos } from '../../src/card/chip/security-infos.ts'
import { readSecurityObject } from '../../src/card/chip/security-object.ts'
import { readTlvs } from '../../src/card/chip/tlv.ts'
import { personalFields } from '../../src/card/person.ts'
import { DeskError, type Random } from '../../src/core/index.ts'
import { ChipAuthentication } from '../card/chip/chip-authentication.ts'
import { paceInfo } from '../card/chip/pace.ts'
import { nationalGroup, photoGroup, securityGroup, zoneGroup } from '../card/data-groups.ts'
import { setOf } from '../card/der.ts'
import { holder } from '../card/holder.ts'
import { makeIssuer } from '../card/issuer.ts'
import { makeCard } from '../card/make-card.ts'
import { makePhoto } from '../card/photo.ts'
import { signedOnce } from '../card/signed-once.ts'
import { seededRandom } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { scale, seedFor } from './scale.ts'

const mutations = scale.pick({ short: 20_000, whole: 1_000_000, long: 5_000_000 })
const signedMutations = scale.pick({ short: 200, whole: 5_000, long: 50_000 })
const readings = scale.pick({ short: 30, whole: 1_000, long: 10_000 })

const keys = sessionKeys(new Uint8Array(16).fill(5), 'AES-128')
const counter = new Uint8Array(16).fill(1)

/** What chips send, and who reads it. */
const samples: readonly (readonly [Uint8Array, (bytes: Uint8Array) => unknown])[] = [
  [zoneGroup(holder), readDg1],
  [photoGroup(makePhoto().subarray(0, 300)), readDg2],
  [nationalGroup(holder), (bytes) => readDg13(bytes, new Set(detailNames))],
  [securityGroup(chipInfos()), readDg14],
  [
    setOf(paceInfo({ curve: 'brainpoolP256r1', cipher: 'AES-128' })),
    (bytes) => readSecurityInfos(bytes, 'EF.CardAccess'),
  ],
  [fromHex('7C12 8010 95A3A016522EE98D01E76CB6B98B42C3'), (bytes) => readTlvs(bytes, { what: 'an answer' })],
  [
    fromHex('8709019FF0EC34F9922651990290008E08AD55CC17140B2DED9000'),
    (bytes) => openAnswer(decodeAnswer(bytes), keys, counter),
  ],
]

function chipInfos(): readonly Uint8Array[] {
  return new ChipAuthentication({ curve: 'brainpoolP256r1', cipher: 'AES-128', keyId: 1 }, seededRandom(3)).infos()
}

/** Some bytes of it turned, taken out, put in or cut off. */
function mutated(bytes: Uint8Array, random: Random): Uint8Array {
  let other = bytes.slice()
  for (let count = 1 + Math.floor(random.unit() * 4); count > 0; count--) {
    const at = Math.floor(random.unit() * other.length)
    const kind = random.unit()
    if (kind < 0.6) other[at] = Math.floor(random.unit() * 256)
    else if (kind < 0.75) other = Uint8Array.from([...other.subarray(0, at), ...other.subarray(at + 1)])
    else if (kind < 0.9) other = Uint8Array.from([...other.subarray(0, at), ...random.bytes(3), ...other.subarray(at)])
    else other = other.slice(0, at)
  }
  return other
}

describe('what a broken or hostile chip sends', () => {
  it(`is read or refused with a code, never more: ${mutations} mutations`, () => {
    const random = seededRandom(seedFor('mutations of what chips send'))
    for (let count = 0; count < mutations; count++) {
      const [bytes, read] = samples[count % samples.length] ?? [new Uint8Array(), () => undefined]
      const other = mutated(bytes, random)
      try {
        read(other)
      } catch (error) {
        if (!(error instanceof DeskError))
          throw new Error(`mutation ${Buffer.from(other).toString('hex')}`, { cause: error })
      }
    }
    // What is read is small, so nothing of it may stay behind.
    expect(process.memoryUsage().heapUsed).toBeLessThan(1024 ** 3)
  })

  it(`is no signed object, or a broken one, or one that is refused: ${signedMutations} mutations`, async () => {
    const random = seededRandom(seedFor('mutations of signed objects'))
    const group = zoneGroup(holder)
    const sod = makeIssuer(temporaryFolder(), 'nist').sign(new Map([[1, group]]))
    const honest = await readSecurityObject(sod)
    expect(honest.signed.signature).toBe('valid')
    for (let count = 0; count < signedMutations; count++) {
      const other = mutated(sod, random)
      const found = await readSecurityObject(other).catch((error: unknown) => error)
      if (found instanceof Error) expect(found).toBeInstanceOf(DeskError)
      else if (found && typeof found === 'object' && 'signed' in found) expectHonest(found, honest)
    }
  })

  it(`gives the right person, an honest verdict or a code: ${readings} readings`, async () => {
    const random = seededRandom(seedFor('mutations of answers'))
    const issuer = signedOnce(makeIssuer(temporaryFolder(), 'nist'))
    const anchors = [new X509Certificate(issuer.authority)]
    for (let count = 0; count < readings; count++) {
      const chip = makeCard({ issuer, random, photo: makePhoto(), pace: null })
      const spoiled = Math.floor(random.unit() * 40)
      const transmit = async (command: Uint8Array) => {
        const answer = (await chip.process(command)) ?? new Uint8Array()
        return chip.commands === spoiled ? mutated(answer, random) : answer
      }
      const reading = await readChip({
        transmit,
        access: {
          kind: 'mrz',
          documentNumber: holder.number,
          birthDate: holder.birthDate,
          expiryDate: holder.expiryDate,
        },
        wanted: { fields: personalFields, photo: 'wanted' },
        trust: { anchors, at: Date.now() },
        random,
      }).catch((error: unknown) => error)
      if (reading instanceof Error) expect(reading).toBeInstanceOf(DeskError)
      else expect(reading).toMatchObject({ card: { number: holder.number, name: holder.name } })
    }
  })
})

/** A signed object that still counts as signed says the same. */
function expectHonest(found: object, honest: Awaited<ReturnType<typeof readSecurityObject>>): void {
  const { signed, hashes } = found as typeof honest
  if (signed.signature === 'valid') expect(hashes).toEqual(honest.hashes)
}
