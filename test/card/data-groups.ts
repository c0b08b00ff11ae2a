import { concat } from '../../src/card/chip/bytes.ts'
import { writeTlv } from '../../src/card/chip/tlv.ts'
import { integer, sequence, setOf, utf8 } from './der.ts'
import { type Holder, mrzOf } from './holder.ts'
import { photoSize } from './photo.ts'

/** Numbers of the data groups that a Vietnamese card has, with their files and tags. */
export const groups = {
  1: { file: 0x0101, tag: 0x61 },
  2: { file: 0x0102, tag: 0x75 },
  3: { file: 0x0103, tag: 0x63 },
  13: { file: 0x010d, tag: 0x6d },
  14: { file: 0x010e, tag: 0x6e },
  15: { file: 0x010f, tag: 0x6f },
} as const
export type GroupNumber = keyof typeof groups

/** EF.COM: which versions and which data groups (ICAO 9303-10, 4.6.1). */
export function commonData(numbers: readonly GroupNumber[]): Uint8Array {
  const tags = Uint8Array.from(numbers.map((number) => groups[number].tag))
  return writeTlv(0x60, writeTlv(0x5f01, latin('0107')), writeTlv(0x5f36, latin('040000')), writeTlv(0x5c, tags))
}

/** DG1: the machine readable zone. */
export function zoneGroup(person: Holder): Uint8Array {
  return writeTlv(0x61, writeTlv(0x5f1f, latin(mrzOf(person).join(''))))
}

/** DG2: the photo, in the record of ISO/IEC 19794-5 inside the template of ISO/IEC 19785-3. */
export function photoGroup(photo: Uint8Array): Uint8Array {
  const about = writeTlv(
    0xa1,
    writeTlv(0x80, Uint8Array.of(1, 1)),
    writeTlv(0x81, Uint8Array.of(2)),
    writeTlv(0x82, Uint8Array.of(0)),
    writeTlv(0x87, Uint8Array.of(1, 1)),
    writeTlv(0x88, Uint8Array.of(0, 8)),
  )
  const instance = writeTlv(0x7f60, about, writeTlv(0x5f2e, faceRecord(photo)))
  return writeTlv(0x75, writeTlv(0x7f61, integer(1), instance))
}

/** DG13: what Vietnam adds, as numbered fields. */
export function nationalGroup(person: Holder): Uint8Array {
  const day = (date: string) => date.split('-').reverse().join('/')
  const fields: readonly (readonly [number, string])[] = [
    [1, person.number],
    [2, person.name],
    [3, day(person.birthDate)],
    [4, person.sex === 'M' ? 'Nam' : 'Nữ'],
    [5, 'Việt Nam'],
    [6, person.ethnicity],
    [7, person.religion],
    [8, person.origin],
    [9, person.residence],
    [10, person.features],
    [11, day(person.issueDate)],
    [12, day(person.expiryDate)],
  ]
  const parents = sequence(integer(13), sequence(utf8(person.father)), sequence(utf8(person.mother)))
  const old = sequence(integer(16), utf8(person.oldNumber))
  const written = fields.map(([number, value]) => sequence(integer(number), utf8(value)))
  return writeTlv(0x6d, sequence(...written, parents, old))
}

/** DG14: by what the chip proves that it is the one that was issued. */
export function securityGroup(infos: readonly Uint8Array[]): Uint8Array {
  return writeTlv(0x6e, setOf(...infos))
}

/** DG15: the key of Active Authentication. */
export function activeKeyGroup(publicKey: Uint8Array): Uint8Array {
  return writeTlv(0x6f, publicKey)
}

function faceRecord(photo: Uint8Array): Uint8Array {
  const { width, height } = photoSize
  const block = concat(
    number(20 + 12 + photo.length, 4),
    // No feature points, sex and colours not said; then the picture: a full frontal JPEG.
    new Uint8Array(16),
    Uint8Array.of(1, 0),
    number(width, 2),
    number(height, 2),
    Uint8Array.of(0, 0),
    number(0, 2),
    number(0, 2),
    photo,
  )
  return concat(latin('FAC\0'), latin('010\0'), number(14 + block.length, 4), number(1, 2), block)
}

function number(value: number, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => Math.floor(value / 256 ** (length - 1 - index)) & 0xff)
}

function latin(text: string): Uint8Array {
  return Buffer.from(text, 'latin1')
}
