import { describe, expect, it } from 'vitest'
import { nationalGroup, photoGroup, zoneGroup } from '../../../test/card/data-groups.ts'
import { integer, sequence, setOf, utf8 } from '../../../test/card/der.ts'
import { holder, mrzOf } from '../../../test/card/holder.ts'
import { makePhoto } from '../../../test/card/photo.ts'
import { isDeskError } from '../../core/index.ts'
import { concat, fromHex } from './bytes.ts'
import { readDg1 } from './dg1.ts'
import { readDg2 } from './dg2.ts'
import { type DetailName, detailNames, readDg13 } from './dg13.ts'
import { writeTlv } from './tlv.ts'

const malformed = expect.toSatisfy((error) => isDeskError(error, 'DB-CRD-108'))
const all: ReadonlySet<DetailName> = new Set(detailNames)

describe('DG1', () => {
  it('has the lines that are printed on the card', () => {
    expect(readDg1(zoneGroup(holder))).toEqual(mrzOf(holder))
  })

  it('of a passport has two lines', () => {
    const lines = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10']
    expect(readDg1(writeTlv(0x61, writeTlv(0x5f1f, Buffer.from(lines.join('')))))).toEqual(lines)
  })

  it.each([
    ['without a zone', writeTlv(0x61)],
    ['with a line missing', writeTlv(0x61, writeTlv(0x5f1f, Buffer.from('<'.repeat(60))))],
    ['with letters that no zone has', writeTlv(0x61, writeTlv(0x5f1f, Buffer.from('a'.repeat(90))))],
  ])('%s is malformed', (_, bytes) => {
    expect(() => readDg1(bytes)).toThrow(malformed)
  })
})

describe('DG2', () => {
  const jpeg = makePhoto()
  const jpeg2000 = fromHex('0000000C6A5020200D0A870A 0102030405')
  const codestream = fromHex('FF4FFF51 0102030405')

  it.each([
    ['jpeg', jpeg],
    ['jpeg2000', jpeg2000],
    ['jpeg2000', codestream],
  ] as const)('holds a photo, %s by what it begins with', (format, photo) => {
    expect(readDg2(photoGroup(photo))).toEqual({ format, bytes: photo })
  })

  it('may have points of the face before the photo', () => {
    const whole = photoGroup(jpeg)
    const record = whole.subarray(Buffer.from(whole).indexOf('FAC\0'))
    const points = fromHex('0101010100000000 0102020200000000')
    const longer = concat(record.subarray(0, 34), points, record.subarray(34))
    const view = new DataView(longer.buffer)
    view.setUint32(14, view.getUint32(14) + points.length)
    view.setUint16(18, 2)
    expect(readDg2(faceGroup(longer)).bytes).toEqual(jpeg)
  })

  it('may have a record of a newer form, in which the photo is found', () => {
    const record = writeTlv(0x61, writeTlv(0x80, fromHex('0102')), writeTlv(0x81, jpeg2000))
    expect(readDg2(faceGroup(record, 0x7f2e)).format).toBe('jpeg2000')
  })

  it.each([
    ['without a photo', writeTlv(0x75, writeTlv(0x7f61, integer(0)))],
    ['whose record is too short', faceGroup(fromHex('46414300 30313000 00000010'))],
    ['with a photo of no known kind', photoGroup(Buffer.from('GIF89a'))],
    ['with a record of no known form', faceGroup(fromHex('00112233'))],
  ])('%s is malformed', (_, bytes) => {
    expect(() => readDg2(bytes)).toThrow(malformed)
  })

  it('whose face is longer than its record is malformed', () => {
    const whole = photoGroup(jpeg)
    const record = whole.slice(Buffer.from(whole).indexOf('FAC\0'))
    new DataView(record.buffer).setUint32(14, record.length)
    expect(() => readDg2(faceGroup(record))).toThrow(malformed)
  })
})

describe('DG13', () => {
  it('has the fields of a Vietnamese card by their numbers', () => {
    expect(readDg13(nationalGroup(holder), all)).toEqual({
      number: [holder.number],
      name: [holder.name],
      birthDate: ['15/02/1999'],
      sex: ['Nữ'],
      nationality: ['Việt Nam'],
      origin: [holder.origin],
      residence: [holder.residence],
      features: [holder.features],
      issueDate: ['20/03/2021'],
      expiryDate: ['15/02/2039'],
      parents: [holder.father, holder.mother],
      oldNumber: [holder.oldNumber],
    })
  })

  it('never gives ethnicity and religion, whatever is asked for', () => {
    const told = JSON.stringify(readDg13(nationalGroup(holder), all))
    expect(told).not.toContain(holder.ethnicity)
    expect(told).not.toContain(holder.religion)
  })

  it('gives what is asked for and nothing else', () => {
    expect(readDg13(nationalGroup(holder), new Set(['name']))).toEqual({ name: [holder.name] })
  })

  it('is read however it is nested, with fields missing, empty or unknown', () => {
    const fields = [
      sequence(integer(2), writeTlv(0x13, Buffer.from('NGUYEN THI AN'))),
      sequence(integer(8), writeTlv(0x05)),
      sequence(integer(14), sequence(utf8('Trần Văn Bình'))),
      sequence(integer(15), utf8('001199000999')),
      sequence(integer(16), utf8('QR-77')),
      sequence(integer(42), utf8('tương lai')),
    ]
    const nested = writeTlv(0x6d, sequence(integer(0), setOf(...fields)))
    const told = {
      name: ['NGUYEN THI AN'],
      spouse: ['Trần Văn Bình'],
      oldNumber: ['001199000999'],
      unnamed: ['QR-77', 'tương lai'],
    }
    expect(readDg13(nested, all)).toEqual(told)
    expect(readDg13(writeTlv(0x6d, ...fields), all)).toEqual(told)
  })

  it('puts letters together that came apart', () => {
    const apart = writeTlv(0x6d, sequence(sequence(integer(2), writeTlv(0x0c, Buffer.from('Nguyễn'.normalize('NFD'))))))
    expect(readDg13(apart, all)).toEqual({ name: ['Nguyễn'.normalize('NFC')] })
  })

  it('with another tag is malformed', () => {
    expect(() => readDg13(zoneGroup(holder), all)).toThrow(malformed)
  })
})

function faceGroup(record: Uint8Array, tag = 0x5f2e): Uint8Array {
  return writeTlv(0x75, writeTlv(0x7f61, integer(1), writeTlv(0x7f60, writeTlv(0xa1), writeTlv(tag, record))))
}
