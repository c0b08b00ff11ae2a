import { describe, expect, it } from 'vitest'
import { seededRandom, seedOfRun } from '../../../test/support/faces.ts'
import { DeskError } from '../../core/index.ts'
import { concat, fromHex, toHex } from './bytes.ts'
import { expectTlv, inside, readTlv, readTlvHead, readTlvs, valueAt, writeTlv } from './tlv.ts'

const source = { what: 'a file' }

function faultOf(action: () => unknown) {
  try {
    action()
  } catch (error) {
    if (error instanceof DeskError) return { code: error.code, offset: error.place?.offset, ...error.args }
    throw error
  }
  return undefined
}

describe('data objects', () => {
  it('are read with tags and lengths of every form', () => {
    const long = new Uint8Array(300).fill(1)
    const bytes = concat(writeTlv(0x5f1f, fromHex('0102')), writeTlv(0x61), writeTlv(0x04, long))
    const found = readTlvs(bytes, source)
    expect(found.map(({ tag, offset, valueOffset, value }) => [tag, offset, valueOffset, value.length])).toEqual([
      [0x5f1f, 0, 3, 2],
      [0x61, 5, 7, 0],
      [0x04, 7, 11, 300],
    ])
  })

  it.each([
    [0, '0400'],
    [127, '047f'],
    [128, '048180'],
    [255, '0481ff'],
    [256, '04820100'],
    [65_536, '0483010000'],
  ])('of %i bytes are written in the shortest form', (length, head) => {
    const written = writeTlv(0x04, new Uint8Array(length))
    expect(toHex(written.subarray(0, head.length / 2))).toBe(head)
    expect(readTlv(written, source).value).toHaveLength(length)
  })

  it('are found behind a path of tags, and missing ones are not', () => {
    const bytes = writeTlv(0x7c, writeTlv(0x81, fromHex('01')), writeTlv(0x82, fromHex('02')))
    expect(valueAt(bytes, [0x7c, 0x82], source)).toEqual(fromHex('02'))
    expect(valueAt(bytes, [0x7c, 0x83], source)).toBeUndefined()
  })

  it('may have zeros between them, which mean nothing', () => {
    expect(readTlvs(fromHex('0000 0401aa 00 0401bb 0000'), source).map(({ value }) => toHex(value))).toEqual([
      'aa',
      'bb',
    ])
  })

  it('tell their length from their head alone', () => {
    expect(readTlvHead(fromHex('7582 94d0'), source)).toEqual({ tag: 0x75, headLength: 4, valueLength: 0x94d0 })
  })

  it.each([
    ['04', 1, 'a length is missing'],
    ['5f', 1, 'a tag ends early'],
    ['0405 0102', 0, 'a value ends early'],
    ['0480 0000', 1, 'a length is open'],
    ['0485 0000000001', 1, 'a length has too many digits'],
    ['0484 7fffffff', 1, 'a length is beyond all cards'],
    ['5f8182 8301 00', 0, 'a tag is too long'],
  ])('that are broken, %s, tell the place', (bytes, offset) => {
    expect(faultOf(() => readTlvs(fromHex(bytes), source))).toMatchObject({
      code: 'DB-CRD-108',
      what: 'a file',
      offset,
    })
  })

  it('count places from the start of the outermost bytes', () => {
    const bytes = fromHex('30 06 0401aa 0405 01')
    const outer = readTlv(bytes, source)
    expect(faultOf(() => inside(outer, 'a file'))).toMatchObject({ offset: 5 })
    expect(faultOf(() => expectTlv(bytes, 0x31, source))).toMatchObject({ offset: 0 })
  })

  it('that are too many for a card are refused', () => {
    expect(
      faultOf(() => readTlvs(concat(...Array.from({ length: 5_000 }, () => fromHex('0500'))), source)),
    ).toMatchObject({
      code: 'DB-CRD-108',
    })
  })

  it('are read again as they were written, whatever they are', () => {
    const seed = seedOfRun()
    process.stderr.write(`data objects: SEED=${seed} repeats this run\n`)
    const random = seededRandom(seed)
    const tags = [0x04, 0x30, 0x5f1f, 0x7f49, 0x87, 0x99]
    for (let round = 0; round < 500; round++) {
      const tag = tags[Math.floor(random.unit() * tags.length)] ?? 0x04
      const values = Array.from({ length: 1 + Math.floor(random.unit() * 4) }, () =>
        random.bytes(Math.floor(random.unit() ** 3 * 2_000)),
      )
      const bytes = concat(...values.map((value) => writeTlv(tag, value)))
      expect(readTlvs(bytes, source).map(({ value }) => toHex(value))).toEqual(values.map(toHex))
    }
  })
})
