import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ActiveAuthentication, type ActiveKeyOffer } from '../../../test/card/chip/active-authentication.ts'
import { ChipAuthentication } from '../../../test/card/chip/chip-authentication.ts'
import { activeKeyGroup, securityGroup, zoneGroup } from '../../../test/card/data-groups.ts'
import { setOf } from '../../../test/card/der.ts'
import { holder } from '../../../test/card/holder.ts'
import { seededRandom } from '../../../test/support/faces.ts'
import type { Channel, Command } from './apdu.ts'
import { toHex } from './bytes.ts'
import { chooseChipKey } from './chip-authentication.ts'
import type { ChipFileName } from './chip-files.ts'
import { readDg14 } from './dg14.ts'
import type { OpenChip } from './open-chip.ts'
import { checkSigned, letProve } from './prove.ts'
import { now } from './reading.fixture.ts'
import { readSecurityInfos } from './security-infos.ts'

const random = seededRandom(4)
const elliptic = new ChipAuthentication({ curve: 'P-256', cipher: 'AES-128', keyId: 1 }, random)
const other = new ChipAuthentication({ curve: 'brainpoolP256r1', cipher: 'AES-256', keyId: 2 }, random)

/** A chip that says the same to every command. */
function sayingAlways(status: number, answers: OpenChip['answers'] = 'long') {
  const asked: Command[] = []
  const channel: Channel = {
    async send(command) {
      asked.push(command)
      return { status, data: new Uint8Array() }
    },
  }
  const chip: OpenChip = { channel, plain: channel, protocol: 'PACE', most: 200, answers }
  return { chip, asked }
}

const files = (...found: readonly (readonly [ChipFileName, Uint8Array])[]) => new Map(found)
const activeGroup = (offer: ActiveKeyOffer) => activeKeyGroup(new ActiveAuthentication(offer).publicKey)

describe('the proof by Chip Authentication', () => {
  it('is wrong when the chip agrees and then cannot speak under the new keys: a copy', async () => {
    const found = files(['DG14', securityGroup(elliptic.infos())])
    expect(await letProve(sayingAlways(0x9000).chip, found, random)).toEqual(['wrong'])
  })

  it('is refused when the chip does not begin it', async () => {
    const found = files(['DG14', securityGroup(elliptic.infos())])
    expect(await letProve(sayingAlways(0x6a80).chip, found, random)).toEqual(['refused'])
  })

  it('is not asked for without a key, or with files that say nothing', async () => {
    const { chip, asked } = sayingAlways(0x9000)
    expect(await letProve(chip, files(), random)).toEqual([])
    expect(await letProve(chip, files(['DG14', zoneGroup(holder)], ['DG15', zoneGroup(holder)]), random)).toEqual([])
    expect(asked).toEqual([])
  })
})

describe('the key for Chip Authentication', () => {
  it('goes with the protocol of the same number', () => {
    const [firstInfo, firstKey] = elliptic.infos()
    const [secondInfo, secondKey] = other.infos()
    const parts = [secondInfo, firstInfo, firstKey, secondKey].map((part) => part ?? new Uint8Array())
    const way = chooseChipKey(readDg14(securityGroup(parts)))
    expect(way).toMatchObject({ key: { curve: { name: 'prime256v1' } }, info: { cipher: 'AES-128' } })
  })

  it('goes with the oldest protocol where the chip names none', () => {
    const [, key = new Uint8Array()] = elliptic.infos()
    const way = chooseChipKey(readSecurityInfos(setOf(key), 'DG14'))
    expect(way?.info.cipher).toBe('3DES')
    expect(toHex(way?.info.protocol ?? new Uint8Array())).toBe('04007f00070202030201')
  })
})

describe('the proof by Active Authentication', () => {
  it('is not asked for where its answer would be too long for the reader', async () => {
    const { chip, asked } = sayingAlways(0x9000, 'short')
    const found = files(['DG15', activeGroup({ kind: 'rsa', bits: 2048, hash: 'sha256' })])
    expect(await letProve(chip, found, random)).toEqual(['refused'])
    expect(asked).toEqual([])
  })

  it('is not asked for with a key of a kind that no chip has', async () => {
    const { publicKey } = generateKeyPairSync('ed25519')
    const found = files(['DG15', activeKeyGroup(publicKey.export({ format: 'der', type: 'spki' }))])
    expect(await letProve(sayingAlways(0x9000).chip, found, random)).toEqual([])
  })
})

describe('the check of what was signed', () => {
  const trust = { anchors: [], at: now }

  it('is none without a security object, and says "broken" of one that is malformed', async () => {
    expect(await checkSigned(files(), trust)).toBeUndefined()
    expect(await checkSigned(files(['EF.SOD', zoneGroup(holder)]), trust)).toMatchObject({ signature: 'broken' })
  })
})
