import { describe, expect, it } from 'vitest'
import { zoneGroup } from '../../../test/card/data-groups.ts'
import { holder } from '../../../test/card/holder.ts'
import { oneBitTurned } from '../../../test/card/make-card.ts'
import { isDeskError } from '../../core/index.ts'
import { passiveAuthentication } from './passive-authentication.ts'
import { newIssuer, trustIn, usualIssuer } from './reading.fixture.ts'
import { readSecurityObject } from './security-object.ts'
import { writeTlv } from './tlv.ts'

const zone = zoneGroup(holder)
const groups = new Map([[1, zone]])

/** EF.SOD of the test card, with one bit turned in the last byte of some part of it. */
function spoiled(sod: Uint8Array, part: Uint8Array): Uint8Array {
  const at = Buffer.from(sod).indexOf(Buffer.from(part)) + part.length - 1
  return sod.with(at, (sod[at] ?? 0) ^ 1)
}

describe('the security object', () => {
  it('is broken when its signature is another one', async () => {
    const sod = usualIssuer().sign(groups)
    expect((await readSecurityObject(sod)).signed.signature).toBe('valid')
    expect((await readSecurityObject(oneBitTurned(sod))).signed.signature).toBe('broken')
  })

  it('is not vouched for when the certificate of its signer was forged', async () => {
    const sod = usualIssuer().sign(groups)
    const { signer } = (await readSecurityObject(sod)).signed
    const forged = await readSecurityObject(spoiled(sod, signer.raw))
    expect(forged.signed.signature).toBe('valid')
    expect(passiveAuthentication(forged, groups, trustIn(usualIssuer()))).toMatchObject({ issuer: 'unknown' })
  })

  it('tells which data groups are not what was signed, and which were not signed at all', async () => {
    const object = await readSecurityObject(usualIssuer().sign(groups))
    const read = new Map([
      [1, zoneGroup({ ...holder, name: 'Trần Văn Bình' })],
      [13, zone],
    ])
    expect(passiveAuthentication(object, read, trustIn(usualIssuer())).changed).toEqual([1, 13])
    expect(passiveAuthentication(object, groups, trustIn(newIssuer('nist')))).toEqual({
      signature: 'valid',
      changed: [],
      issuer: 'unknown',
    })
  })

  it.each([
    ['empty', new Uint8Array()],
    ['of something else', writeTlv(0x77, writeTlv(0x30))],
    ['another file', zone],
  ])('that is %s is malformed', async (_, bytes) => {
    await expect(readSecurityObject(bytes)).rejects.toSatisfy((error) => isDeskError(error, 'DB-CRD-108'))
  })
})
