import { constants, createHash, type KeyObject, publicEncrypt, verify } from 'node:crypto'
import type { Random } from '../../core/index.ts'
import type { Channel } from './apdu.ts'
import { publicKeyInfo } from './asn1.ts'
import { fromNumber, same, toNumber } from './bytes.ts'
import type { HashName } from './security-infos.ts'
import { sw } from './status.ts'

/** What a chip showed when it was asked for a proof; `refused` where it, or the reader, could not even try. */
export type ChipProof = 'genuine' | 'wrong' | 'refused'

/**
 * Active Authentication (ICAO 9303-11, 6.1): the chip signs a challenge with a key that cannot be copied out of it.
 * `hash` is what DG14 says of signatures with elliptic curves.
 */
export async function activeAuthentication(
  channel: Channel,
  key: KeyObject,
  hash: HashName | undefined,
  random: Random,
): Promise<ChipProof> {
  const challenge = random.bytes(8)
  const expected = needsLongAnswer(key) ? 0x10000 : 256
  const { data, status } = await channel.send({ ins: 0x88, p1: 0, p2: 0, data: challenge, expected })
  if (status !== sw.done) return 'refused'
  const right =
    key.asymmetricKeyType === 'rsa' ? signsRsa(key, challenge, data) : signsEcdsa(key, hash, challenge, data)
  return right ? 'genuine' : 'wrong'
}

/** Whether the signature of a key does not fit a short answer. */
export function needsLongAnswer(key: KeyObject): boolean {
  return signatureLength(key) > shortAnswer
}

/** The most bytes of data in a short answer that is protected with AES. */
const shortAnswer = 223

/**
 * Whether a recovered message stands for a challenge (ISO/IEC 9796-2, scheme 1, partial recovery): a head, what the
 * chip chose, the hash of that and the challenge, and a trailer that names the hash.
 */
export function standsFor(recovered: Uint8Array, challenge: Uint8Array): boolean {
  const trailer = recovered.at(-1) === 0xbc ? 1 : 2
  const hash = trailer === 1 ? 'sha1' : trailers.get(recovered.at(-2) ?? 0)
  const start = messageStart(recovered)
  if (hash === undefined || start === undefined || recovered.at(-1) !== (trailer === 1 ? 0xbc : 0xcc)) return false
  const end = recovered.length - trailer - hashLength[hash]
  if (end < start) return false
  const digest = createHash(hash).update(recovered.subarray(start, end)).update(challenge).digest()
  return same(digest, recovered.subarray(end, recovered.length - trailer))
}

const trailers: ReadonlyMap<number, HashName> = new Map([
  [0x33, 'sha1'],
  [0x38, 'sha224'],
  [0x34, 'sha256'],
  [0x36, 'sha384'],
  [0x35, 'sha512'],
])
const hashLength = { sha1: 20, sha224: 28, sha256: 32, sha384: 48, sha512: 64 } as const

/** Behind the head: 6A, or 6B, BB … BA where the message is shorter than there is room. */
function messageStart(recovered: Uint8Array): number | undefined {
  if (recovered[0] === 0x6a) return 1
  if (recovered[0] !== 0x6b) return undefined
  const end = recovered.findIndex((byte, at) => at > 0 && byte !== 0xbb)
  return recovered[end] === 0xba ? end + 1 : undefined
}

/** Some chips send the smaller of a signature and its complement; the last half byte tells which it was. */
function signsRsa(key: KeyObject, challenge: Uint8Array, signature: Uint8Array): boolean {
  const modulus = toNumber(Buffer.from(key.export({ format: 'jwk' }).n ?? '', 'base64url'))
  const length = signatureLength(key)
  if (signature.length !== length || toNumber(signature) >= modulus) return false
  const raised = publicEncrypt({ key, padding: constants.RSA_NO_PADDING }, signature)
  const recovered = ((raised.at(-1) ?? 0) & 0x0f) === 0x0c ? raised : fromNumber(modulus - toNumber(raised), length)
  return standsFor(recovered, challenge)
}

/** The signature is r and s, one after the other; some chips send them as two numbers of ASN.1. */
function signsEcdsa(key: KeyObject, hash: HashName | undefined, challenge: Uint8Array, signature: Uint8Array): boolean {
  const half = coordinateLength(key)
  const dsaEncoding = signature.length === 2 * half ? 'ieee-p1363' : 'der'
  const tried = hash === undefined ? hashesFor(half) : [hash]
  return tried.some((name) => verifies(name, { key, dsaEncoding }, challenge, signature))
}

function verifies(
  hash: HashName,
  key: { readonly key: KeyObject; readonly dsaEncoding: 'der' | 'ieee-p1363' },
  challenge: Uint8Array,
  signature: Uint8Array,
): boolean {
  try {
    return verify(hash, challenge, key, signature)
  } catch {
    return false
  }
}

/** Where DG14 says nothing: no hash longer than the key (6.1.2.3). */
function hashesFor(length: number): readonly HashName[] {
  const allowed = ['sha512', 'sha384', 'sha256', 'sha224', 'sha1'] as const
  return allowed.filter((name) => hashLength[name] <= length)
}

function signatureLength(key: KeyObject): number {
  const bits = key.asymmetricKeyDetails?.modulusLength
  return bits === undefined ? 2 * coordinateLength(key) : Math.ceil(bits / 8)
}

/** From the point in the key itself: a curve that is spelled out has no name to look it up by. */
function coordinateLength(key: KeyObject): number {
  const point = publicKeyInfo(key.export({ format: 'der', type: 'spki' }), 'DG15').key
  return (point.length - 1) / 2
}
