import { timingSafeEqual } from 'node:crypto'
import { DeskError, type Random } from '../../core/index.ts'
import { basicAccessKeys, type MrzAccess } from './access.ts'
import type { Answer, Channel } from './apdu.ts'
import { concat, same, xor } from './bytes.ts'
import { malformed } from './fault.ts'
import { decrypt, encrypt, mac, pad } from './primitives.ts'
import { type SessionKeys, sessionKeys } from './secure-messaging.ts'
import { expectDone, refused, saysBlocked, saysWrongPassword, statusName, sw } from './status.ts'

/**
 * Basic Access Control (ICAO 9303-11, 4.3): both ends show that they know what is printed on the card, and agree on
 * keys. The application of the chip must be selected.
 * @throws DeskError DB-CRD-103 the chip does not take what was read from the card; DB-CRD-104 it takes nothing for now.
 */
export async function basicAccess(channel: Channel, access: MrzAccess, random: Random): Promise<SessionKeys> {
  const keys = basicAccessKeys(access)
  const theirs = expectDone(await channel.send({ ins: 0x84, p1: 0, p2: 0, expected: 8 }), 'GET CHALLENGE')
  if (theirs.length !== 8) throw malformed('a challenge', 'it has not eight bytes')
  const ours = random.bytes(8)
  const ourSecret = random.bytes(16)
  const question = encrypt('3DES', keys.encryption, concat(ours, theirs, ourSecret))
  const data = concat(question, mac('3DES', keys.mac, pad(question, 8)))
  const answer = openAnswer(await channel.send({ ins: 0x82, p1: 0, p2: 0, data, expected: 40 }), keys)
  if (!same(answer.subarray(0, 8), theirs) || !same(answer.subarray(8, 16), ours)) throw new DeskError('DB-CRD-106')
  return sessionKeys(xor(ourSecret, answer.subarray(16)), '3DES', concat(theirs.subarray(4), ours.subarray(4)))
}

function openAnswer(
  { data, status }: Answer,
  keys: { readonly encryption: Uint8Array; readonly mac: Uint8Array },
): Uint8Array {
  if (saysBlocked(status)) throw new DeskError('DB-CRD-104', { status: statusName(status) })
  if (wrongKey.has(status) || saysWrongPassword(status)) throw new DeskError('DB-CRD-103')
  if (status !== sw.done) throw refused('EXTERNAL AUTHENTICATE', status)
  if (data.length !== 40) throw malformed('the answer to the chip access', 'it has not 40 bytes')
  const secret = data.subarray(0, 32)
  if (!timingSafeEqual(mac('3DES', keys.mac, pad(secret, 8)), data.subarray(32))) throw new DeskError('DB-CRD-106')
  return decrypt('3DES', keys.encryption, secret)
}

/** Chips of different makers tell a wrong key in different ways. */
const wrongKey: ReadonlySet<number> = new Set([
  sw.securityNotSatisfied,
  sw.conditionsNotSatisfied,
  sw.protectionWrong,
  sw.wrongData,
])
