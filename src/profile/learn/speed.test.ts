import { describe, expect, it } from 'vitest'
import { bestSetting, nextSetting, plausibility, settingsToTry, type Trial } from './speed.ts'

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'))
const trial = (index: number, first: string, second = first): Trial => ({
  setting: settingsToTry[index] ?? settingsToTry[0] ?? { baud: 9600, data: 8, parity: 'none', stop: 1 },
  first: bytes(first),
  second: bytes(second),
})

describe('the search for the speed of a serial line', () => {
  it('tries the usual speeds first, and other forms of a character after them', () => {
    expect(settingsToTry.slice(0, 3).map(({ baud }) => baud)).toEqual([9600, 115_200, 19_200])
    expect(settingsToTry[8]).toMatchObject({ baud: 9600, data: 7, parity: 'even' })
    expect(nextSetting([])).toEqual(settingsToTry[0])
  })

  it('stops at once where messages come out', () => {
    const good = trial(0, '023031310333')
    expect(nextSetting([good])).toBeUndefined()
    expect(bestSetting([good])).toEqual(settingsToTry[0])
  })

  it('goes on where nothing came, where it is smeared, and where twice the same key is not the same', () => {
    expect(nextSetting([trial(0, '')])).toEqual(settingsToTry[1])
    expect(nextSetting([trial(0, '00e0f80080fe')])).toEqual(settingsToTry[1])
    expect(nextSetting([trial(0, '023031310333', '0230f1')])).toEqual(settingsToTry[1])
  })

  it('sees a parity bit on top of text', () => {
    const plain = Buffer.from('KEY1\r\n')
    const isOdd = (byte: number) => byte.toString(2).replaceAll('0', '').length % 2 === 1
    const even = Buffer.from(plain.map((byte) => byte | (isOdd(byte) ? 0x80 : 0)))
    const [asEight, asSeven] = [trial(0, even.toString('hex')), trial(8, plain.toString('hex'))]
    expect(plausibility(asSeven)).toBeGreaterThan(plausibility(asEight))
    expect(nextSetting([asEight])).toEqual(settingsToTry[1])
    expect(bestSetting([asEight, asSeven])).toEqual(settingsToTry[8])
  })

  it('finds none where nothing makes sense', () => {
    const trials = settingsToTry.map((_, index) => trial(index, '00ff00', 'e0'))
    expect(nextSetting(trials)).toBeUndefined()
    expect(bestSetting(trials)).toBeUndefined()
  })
})
