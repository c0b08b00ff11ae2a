import { asn1, part, partsOf, smallInteger } from './asn1.ts'
import { malformed } from './fault.ts'
import type { HashName } from './security-infos.ts'
import { hashOf } from './signature.ts'
import { openSigned, type SignedObject } from './signed-object.ts'
import { expectTlv, inside } from './tlv.ts'

/** EF.SOD: the hashes of all data groups, signed by who made the card (ICAO 9303-10, 4.6.2). */
export interface SecurityObject {
  readonly signed: SignedObject
  readonly hash: HashName
  /** The hash of each data group, by its number. */
  readonly hashes: ReadonlyMap<number, Uint8Array>
}

/**
 * Reads EF.SOD.
 * @throws DeskError DB-CRD-108 it is malformed; DB-CRD-107 it is signed in a way that we do not know.
 */
export async function readSecurityObject(bytes: Uint8Array): Promise<SecurityObject> {
  const signed = await openSigned(expectTlv(bytes, 0x77, { what: 'EF.SOD' }).value, 'EF.SOD')
  if (signed.kind !== ldsSecurityObject) throw malformed('EF.SOD', 'something else is signed')
  const parts = partsOf(signed.content, asn1.sequence, 'EF.SOD')
  const [hashId] = inside(part(parts, 1, asn1.sequence, 'EF.SOD'), 'EF.SOD')
  const entries = inside(part(parts, 2, asn1.sequence, 'EF.SOD'), 'EF.SOD').map((entry) => {
    const pair = inside(entry, 'EF.SOD')
    const number = smallInteger(part(pair, 0, asn1.integer, 'EF.SOD'), 'EF.SOD')
    return [number, part(pair, 1, asn1.octets, 'EF.SOD').value.slice()] as const
  })
  if (new Set(entries.map(([number]) => number)).size !== entries.length) {
    throw malformed('EF.SOD', 'a data group has two hashes')
  }
  return { signed, hash: hashOf(dotted(hashId?.value ?? new Uint8Array())), hashes: new Map(entries) }
}

/** id-icao-mrtd-security-ldsSecurityObject. */
const ldsSecurityObject = '2.23.136.1.1.1'

/** The name of a kind of thing in its dotted form. */
function dotted(bytes: Uint8Array): string {
  const numbers: number[] = []
  let number = 0
  for (const byte of bytes) {
    number = number * 128 + (byte & 0x7f)
    if (byte < 0x80) {
      numbers.push(number)
      number = 0
    }
  }
  const [first = 0, ...rest] = numbers
  const root = Math.min(2, Math.floor(first / 40))
  return [root, first - root * 40, ...rest].join('.')
}
