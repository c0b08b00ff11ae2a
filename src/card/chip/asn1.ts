import { toHex, toNumber } from './bytes.ts'
import { malformed } from './fault.ts'
import { expectTlv, inside, type Tlv } from './tlv.ts'

/** Tags of ASN.1 that files of a chip are made of (X.690). */
export const asn1 = {
  integer: 0x02,
  bits: 0x03,
  octets: 0x04,
  objectId: 0x06,
  sequence: 0x30,
  set: 0x31,
} as const

/** The parts of a sequence or set that the bytes begin with. */
export function partsOf(bytes: Uint8Array, tag: number, what: string): readonly Tlv[] {
  return inside(expectTlv(bytes, tag, { what }), what)
}

/** A part that must be there, of the tag that it must have. */
export function part(parts: readonly Tlv[], at: number, tag: number, what: string): Tlv {
  const found = parts[at]
  if (found?.tag === tag) return found
  throw malformed(what, `its part ${at + 1} is missing or of another kind`, found?.offset)
}

/** The name of a kind of thing, as hexadecimal digits: compared, never shown. */
export function objectId(found: Tlv): string {
  return toHex(found.value)
}

/** A whole number that is small and not negative. */
export function smallInteger(found: Tlv, what: string): number {
  if (
    found.tag !== asn1.integer ||
    found.value.length === 0 ||
    found.value.length > 6 ||
    (found.value[0] ?? 0) > 0x7f
  ) {
    throw malformed(what, 'a number that is negative or too large', found.offset)
  }
  return Number(toNumber(found.value))
}

/** The bytes of a string of bits; none of its bits may be unused. */
export function wholeBits(found: Tlv, what: string): Uint8Array {
  if (found.tag !== asn1.bits || found.value[0] !== 0)
    throw malformed(what, 'bits that are no whole bytes', found.offset)
  return found.value.subarray(1)
}

/** An algorithm: its name, and its parameters if it has any (X.509). */
export interface AlgorithmName {
  readonly name: string
  readonly parameters: Tlv | undefined
}

/** The algorithm and the key bits of a public key (SubjectPublicKeyInfo). */
export function publicKeyInfo(
  bytes: Uint8Array,
  what: string,
): { readonly algorithm: AlgorithmName; readonly key: Uint8Array } {
  const parts = partsOf(bytes, asn1.sequence, what)
  const key = wholeBits(part(parts, 1, asn1.bits, what), what)
  return { algorithm: algorithmName(part(parts, 0, asn1.sequence, what), what), key }
}

/** An algorithm with its parameters. */
export function algorithmName(found: Tlv, what: string): AlgorithmName {
  const parts = inside(found, what)
  return { name: objectId(part(parts, 0, asn1.objectId, what)), parameters: parts[1] }
}
