import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../test/support/faces.ts'
import {
  childId,
  DeskError,
  explain,
  isUuid,
  nearest,
  packError,
  text,
  texts,
  toDeskError,
  unpackError,
  uuidv7,
} from './index.ts'

describe('ids', () => {
  it('are UUIDv7: they sort by time and carry version and variant', () => {
    const random = seededRandom(1)
    const ids = [
      uuidv7(1_700_000_000_000, random),
      uuidv7(1_700_000_000_001, random),
      uuidv7(1_900_000_000_000, random),
    ]
    expect(ids.every(isUuid)).toBe(true)
    expect([...ids].sort()).toEqual(ids)
    expect(ids.every((id) => id[14] === '7' && '89ab'.includes(id[19] ?? ''))).toBe(true)
  })

  it('of what one input caused are derived from it, distinct, and leave it recognisable', () => {
    const parent = uuidv7(1_700_000_000_000, seededRandom(2))
    const children = Array.from({ length: 255 }, (_, index) => childId(parent, index + 1))
    expect(new Set([parent, ...children]).size).toBe(256)
    expect(children.every((id) => isUuid(id) && id.startsWith(parent.slice(0, -2)))).toBe(true)
    expect(() => childId(parent, 0)).toThrow(RangeError)
    expect(() => childId(parent, 256)).toThrow(RangeError)
  })
})

describe('the nearest name', () => {
  it('is found across a typing slip and not guessed across a different word', () => {
    expect(nearest('buad', ['baud', 'data', 'parity'])).toBe('baud')
    expect(nearest('desplay', ['rating-pad', 'display'])).toBe('display')
    expect(nearest('zzzz', ['baud', 'data'])).toBeUndefined()
  })
})

describe('an error', () => {
  it('says code, sentence and next step, with its place in front', () => {
    const error = new DeskError(
      'DB-DOC-004',
      { key: 'broker' },
      { place: { file: 'deskbridge.yaml', line: 3, column: 1 } },
    )
    expect(explain(error, 'vi')).toBe('deskbridge.yaml:3:1: DB-DOC-004 Thiếu khóa "broker"\n  → Thêm "broker" vào đây.')
    expect(explain(error, 'en')).toContain('The key "broker" is missing')
  })

  it('keeps its code and arguments across processes, and an unknown code falls back', () => {
    const error = new DeskError('DB-DOC-004', { key: 'broker' })
    expect(unpackError(packError(error), 'DB-AGT-003')).toMatchObject({ code: error.code, args: error.args })
    expect(unpackError({ code: 'DB-NEW-999', args: {} }, 'DB-AGT-003')).toMatchObject({
      code: 'DB-AGT-003',
      args: { reason: 'DB-NEW-999' },
    })
  })

  it('wraps what others throw without losing it', () => {
    const cause = new Error('EIO')
    expect(toDeskError(cause, 'DB-AGT-003')).toMatchObject({ code: 'DB-AGT-003', args: { reason: 'EIO' }, cause })
  })
})

describe('the text table', () => {
  const placeholders = (sentence: string) => [...new Set(sentence.match(/\{\w+\}/g) ?? [])].sort()
  const entries = Object.entries(texts) as [string, { vi: string; en: string; next?: { vi: string; en: string } }][]

  it('has every sentence in both languages', () => {
    const empty = entries.filter(([, { vi, en, next }]) => !vi || !en || (next && (!next.vi || !next.en)))
    expect(empty.map(([key]) => key)).toEqual([])
  })

  it('fills the same placeholders in both languages', () => {
    const uneven = entries.filter(([, { vi, en }]) => placeholders(vi).join() !== placeholders(en).join())
    expect(uneven.map(([key]) => key)).toEqual([])
  })

  it('tells the next step for every error code', () => {
    expect(entries.filter(([key, { next }]) => key.startsWith('DB-') && !next).map(([key]) => key)).toEqual([])
  })

  it('names codes by room and number', () => {
    expect(
      entries.filter(([key]) => key.startsWith('DB-') && !/^DB-[A-Z]{3}-\d{3}$/.test(key)).map(([key]) => key),
    ).toEqual([])
  })

  it('leaves an unknown placeholder visible instead of inventing a value', () => {
    expect(text('DB-DOC-004', 'en', {})).toContain('{key}')
  })
})
