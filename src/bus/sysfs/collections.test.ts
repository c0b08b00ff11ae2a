import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../../test/support/faces.ts'
import { hasReportNumbers, outputReports, topCollections } from './collections.ts'

const of = (hex: string) => topCollections(Buffer.from(hex.replaceAll(' ', ''), 'hex'))

describe('the collections of a report descriptor', () => {
  test('are those of the top, not the ones inside', () => {
    expect(of('05 01 09 02 a1 01 09 01 a1 00 81 02 c0 c0')).toEqual([{ usagePage: 1, usage: 2 }])
  })

  test('keep the page of the one before, as global items do', () => {
    expect(of('06 00 ff 09 01 a1 01 c0 09 02 a1 01 c0')).toEqual([
      { usagePage: 0xff00, usage: 1 },
      { usagePage: 0xff00, usage: 2 },
    ])
  })

  test('may bring their page in a usage of four bytes', () => {
    expect(of('0b 02 00 8c 00 a1 01 c0')).toEqual([{ usagePage: 0x8c, usage: 2 }])
  })

  test('are found behind a long item', () => {
    expect(of('fe 03 10 aa bb cc 05 0c 09 01 a1 01 c0')).toEqual([{ usagePage: 0x0c, usage: 1 }])
  })

  test('are one without usage where the descriptor has none or is cut short', () => {
    expect(of('')).toEqual([{ usagePage: 0, usage: 0 }])
    expect(of('05 01 06 ff')).toEqual([{ usagePage: 0, usage: 0 }])
  })

  test('tell whether their reports have numbers', () => {
    const numbered = Buffer.from('0600ff0901a1018501150026ff00750895088102c0', 'hex')
    expect(hasReportNumbers(numbered)).toBe(true)
    expect(hasReportNumbers(Buffer.from('0600ff0901a101150026ff00750895088102c0', 'hex'))).toBe(false)
  })

  test('tell what can be written, with and without numbers', () => {
    const outputsOf = (hex: string) => outputReports(Buffer.from(hex.replaceAll(' ', ''), 'hex'))
    // A keyboard: five lamps and three bits to fill the byte.
    expect(outputsOf('05 01 09 06 a1 01 75 01 95 05 91 02 75 03 95 01 91 03 c0')).toEqual([{ number: 0, size: 1 }])
    const numbered = 'a1 01 75 08 85 01 95 07 91 02 85 02 a4 75 01 95 04 91 02 b4 85 03 91 02 c0'
    expect(outputsOf(numbered)).toEqual([
      { number: 1, size: 7 },
      { number: 2, size: 1 },
      { number: 3, size: 7 },
    ])
    expect(outputsOf('a1 01 75 08 95 08 81 02 c0')).toEqual([])
  })

  const seed = Number(process.env.SEED ?? Date.now())
  test(`are read from any garbage without an error (SEED=${seed})`, () => {
    const random = seededRandom(seed)
    for (let i = 0; i < 2_000; i++) {
      const bytes = random.bytes(Math.floor(random.unit() * 64))
      expect(topCollections(bytes).length).toBeGreaterThan(0)
      expect(outputReports(bytes).length).toBeLessThan(64)
    }
  })
})
