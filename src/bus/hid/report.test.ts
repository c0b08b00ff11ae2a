import { describe, expect, test } from 'vitest'
import { packReport, requestSize, unpackFeature, unpackInput } from './report.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)

describe('a report on its way to a device', () => {
  test('begins with its number and is filled with zeros up to its size, which does not count the number', () => {
    const shape = { numbered: true, output: 5 }
    expect(packReport(bytes(7, 8), { number: 3, kind: 'output' }, shape)).toEqual({
      kind: 'output',
      number: 3,
      frame: bytes(3, 7, 8, 0, 0, 0),
    })
  })

  test('begins with 0 where reports have no number, as hidapi wants it', () => {
    const shape = { numbered: false, output: 2 }
    expect(packReport(bytes(7), { number: 0, kind: 'output' }, shape)).toMatchObject({ frame: bytes(0, 7, 0) })
    expect(packReport(bytes(7), undefined, shape)).toMatchObject({ kind: 'output', frame: bytes(0, 7, 0) })
  })

  test('of a kind whose size is not known, or shorter than its bytes, goes as it is', () => {
    expect(packReport(bytes(1, 2), { number: 9, kind: 'feature' }, { numbered: true, output: 30 })).toMatchObject({
      frame: bytes(9, 1, 2),
    })
    expect(packReport(bytes(1, 2), { number: 9, kind: 'feature' }, { numbered: true, feature: 1 })).toMatchObject({
      frame: bytes(9, 1, 2),
    })
  })

  test('that is asked for has room for its number', () => {
    const order = { number: 4, kind: 'read' } as const
    const request = packReport(bytes(), order, { numbered: true, feature: 8 })
    expect(request).toEqual({ kind: 'read', number: 4, size: 9 })
    expect(requestSize(request)).toBe(9)
    expect(packReport(bytes(), order, { numbered: true })).toEqual({ kind: 'read', number: 4, size: 65 })
  })

  test('holds as many bytes as its frame has', () => {
    expect(requestSize(packReport(bytes(), { number: 1, kind: 'output' }, { numbered: true, output: 8 }))).toBe(9)
  })
})

describe('a report that came', () => {
  test('is parted from its number where reports are numbered', () => {
    expect(unpackInput(bytes(2, 5, 6), { numbered: true })).toEqual({ report: 2, bytes: bytes(5, 6) })
    expect(unpackInput(bytes(2), { numbered: true })).toEqual({ report: 2, bytes: bytes() })
  })

  test('keeps its first byte where they are not', () => {
    expect(unpackInput(bytes(2, 5, 6), { numbered: false })).toEqual({ report: 0, bytes: bytes(2, 5, 6) })
  })

  test('and is empty says nothing', () => {
    expect(unpackInput(bytes(), { numbered: true })).toBeUndefined()
    expect(unpackInput(bytes(), { numbered: false })).toBeUndefined()
  })

  test('as an answer has the number in front in any case', () => {
    expect(unpackFeature(bytes(0, 5, 6), 0)).toEqual({ report: 0, bytes: bytes(5, 6) })
    expect(unpackFeature(bytes(3, 5, 6), 3)).toEqual({ report: 3, bytes: bytes(5, 6) })
  })
})
