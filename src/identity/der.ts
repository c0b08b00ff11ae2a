/** Writing ASN.1 in DER (X.690): what certificates, requests and lists are made of. Reading is the library's business. */

/** One value with its tag and length. */
export function tagged(tag: number, ...content: readonly Uint8Array[]): Uint8Array {
  const body = Buffer.concat(content)
  return Buffer.concat([Uint8Array.of(tag), lengthOf(body.length), body])
}

export const sequence = (...parts: readonly Uint8Array[]): Uint8Array => tagged(0x30, ...parts)

/** A set of parts in the order of their bytes, as DER asks. */
export const setOf = (...parts: readonly Uint8Array[]): Uint8Array => tagged(0x31, ...parts.toSorted(Buffer.compare))

/** Context-specific and constructed: `[number]`. */
export const context = (number: number, ...parts: readonly Uint8Array[]): Uint8Array => tagged(0xa0 | number, ...parts)

/** Context-specific and primitive: `[number] IMPLICIT`. */
export const implicit = (number: number, bytes: Uint8Array): Uint8Array => tagged(0x80 | number, bytes)

/** A whole number that is not negative, from its bytes, the highest first. */
export function integer(bytes: Uint8Array): Uint8Array {
  const first = bytes.findIndex((byte) => byte !== 0)
  const short = first < 0 ? Uint8Array.of(0) : bytes.subarray(first)
  return tagged(0x02, (short[0] ?? 0) >= 0x80 ? Uint8Array.of(0, ...short) : short)
}

/** A small whole number. */
export function smallInteger(value: number): Uint8Array {
  const bytes = Buffer.alloc(8)
  bytes.writeBigUInt64BE(BigInt(value))
  return integer(bytes)
}

/** A name of a kind of thing, like `1.2.840.10045.4.3.2`. */
export function objectId(dotted: string): Uint8Array {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return tagged(0x06, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)))
}

export const utf8 = (words: string): Uint8Array => tagged(0x0c, Buffer.from(words, 'utf8'))
export const octets = (bytes: Uint8Array): Uint8Array => tagged(0x04, bytes)
export const yes: Uint8Array = tagged(0x01, Uint8Array.of(0xff))
export const nothing: Uint8Array = tagged(0x05)

/** Bits; the last `unused` of the last byte do not count. */
export const bits = (bytes: Uint8Array, unused = 0): Uint8Array => tagged(0x03, Uint8Array.of(unused), bytes)

/** A moment to the second; from 2050 on in the longer form that certificates ask for. */
export function time(wall: number): Uint8Array {
  const digits = new Date(wall).toISOString().replace(/[-:T]|\.\d+/g, '')
  return Number(digits.slice(0, 4)) < 2050
    ? tagged(0x17, Buffer.from(digits.slice(2), 'latin1'))
    : tagged(0x18, Buffer.from(digits, 'latin1'))
}

/** A distinguished name that is a common name only. */
export function commonName(name: string): Uint8Array {
  return sequence(setOf(sequence(objectId('2.5.4.3'), utf8(name))))
}

/** `ecdsa-with-SHA256`, by which everything here is signed. */
export const ecdsaWithSha256: Uint8Array = sequence(objectId('1.2.840.10045.4.3.2'))

/** The text form of DER. */
export function pem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

function lengthOf(length: number): Uint8Array {
  if (length < 0x80) return Uint8Array.of(length)
  const bytes: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256)
  return Uint8Array.of(0x80 | bytes.length, ...bytes)
}

function base128(value: number): number[] {
  const bytes = [value % 128]
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift(0x80 | (rest % 128))
  return bytes
}
