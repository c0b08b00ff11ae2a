import type { Random } from '../../core/index.ts'
import type { Channel } from './apdu.ts'
import { concat, fromHex, same } from './bytes.ts'
import { freshScalar, writePoint, xOf } from './curves.ts'
import { type SessionKeys, sessionKeys } from './secure-messaging.ts'
import type { ChipAuthenticationInfo, ChipKey, SecurityInfos } from './security-infos.ts'
import { sw } from './status.ts'
import { writeTlv } from './tlv.ts'

/** A key of the chip, and the protocol that goes with it. */
export interface ChipWay {
  readonly key: ChipKey
  readonly info: ChipAuthenticationInfo
}

/** The first key that we can use; undefined when the chip offers none. */
export function chooseChipKey({ chipKeys, chipAuthentication }: SecurityInfos): ChipWay | undefined {
  return chipKeys.flatMap((key) => withInfo(key, chipKeys, chipAuthentication)).at(0)
}

/**
 * Chip Authentication (ICAO 9303-11, 6.2): new keys, which only a chip with the private key can agree on. The proof is
 * the next answer that is protected with them. Undefined when the chip refuses; the old keys hold then.
 */
export async function chipAuthentication(
  channel: Channel,
  { key, info }: ChipWay,
  random: Random,
): Promise<SessionKeys | undefined> {
  const own = freshScalar(key.curve, random)
  const point = writePoint(key.curve.points.BASE.multiply(own))
  const agreed =
    info.cipher === '3DES' ? await sendWithTemplate(channel, key, point) : await sendInSteps(channel, key, info, point)
  return agreed ? sessionKeys(xOf(key.curve, key.point.multiply(own)), info.cipher) : undefined
}

/** With 3DES one command carries all. */
async function sendWithTemplate(channel: Channel, key: ChipKey, point: Uint8Array): Promise<boolean> {
  const data = concat(writeTlv(0x91, point), reference(key))
  const { status } = await channel.send({ ins: 0x22, p1: 0x41, p2: 0xa6, data })
  return status === sw.done
}

async function sendInSteps(
  channel: Channel,
  key: ChipKey,
  info: ChipAuthenticationInfo,
  point: Uint8Array,
): Promise<boolean> {
  const choice = concat(writeTlv(0x80, info.protocol), reference(key))
  const chosen = await channel.send({ ins: 0x22, p1: 0x41, p2: 0xa4, data: choice })
  if (chosen.status !== sw.done) return false
  const data = writeTlv(0x7c, writeTlv(0x80, point))
  const agreed = await channel.send({ ins: 0x86, p1: 0, p2: 0, data, expected: 256 })
  return agreed.status === sw.done
}

/** Which of its private keys the chip is to take; left out where it has one only. */
function reference({ keyId }: ChipKey): Uint8Array {
  return keyId === undefined ? new Uint8Array() : writeTlv(0x84, keyId)
}

function withInfo(
  key: ChipKey,
  keys: readonly ChipKey[],
  infos: readonly ChipAuthenticationInfo[],
): readonly ChipWay[] {
  const { keyId } = key
  const info = infos.find((one) => (keyId && one.keyId ? same(keyId, one.keyId) : keys.length === 1))
  if (info) return [{ key, info }]
  return infos.length === 0 ? [{ key, info: { ...oldest, keyId } }] : []
}

/** Before there was a choice, chips told their key only, and the protocol was this one: id-CA-ECDH-3DES-CBC-CBC. */
const oldest = { protocol: fromHex('04007f0007020203 0201'), cipher: '3DES' } as const
