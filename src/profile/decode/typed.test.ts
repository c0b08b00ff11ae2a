import { describe, expect, it } from 'vitest'
import { compile, decodeHex } from '../index.ts'

const start = (more = '') =>
  compile(`profile: test.scanner
format: 1
class: scanner
link: {keyboard: {}}
decode:
  - id: keys
    emit: [{typed: {from: [2, 8], mods: 0, to: text, max: 8, timeout: 500${more}, emit: [{event: scan, data: {text: text}}]}}]
`).start(0)

/** The texts that a keyboard typed; a number is a pause. */
function scanned(reports: readonly (string | number)[], more?: string) {
  const session = start(more)
  let now = 0
  return reports.flatMap((report) => {
    if (typeof report === 'number') now += report
    if (typeof report === 'number') return []
    return session.report(0, decodeHex(report), now).events.map(({ data }) => data.text)
  })
}

const up = '00 00 00 00 00 00 00 00'
const enter = '00 00 28 00 00 00 00 00'
/** Each key down and up again. */
const strokes = (...usages: readonly string[]) => usages.flatMap((usage) => [`00 00 ${usage} 00 00 00 00 00`, up])

describe('what a scanner types', () => {
  it('is told when it types Enter', () => {
    expect(scanned([...strokes('04', '1e', '27'), enter, up])).toEqual(['a10'])
    expect(scanned([...strokes('1f', '62'), '00 00 58 00 00 00 00 00'])).toEqual(['20'])
  })

  it('is read with Shift of either side, and without keys that come with Ctrl', () => {
    const shifted = ['02 00 04 00 00 00 00 00', '02 00 31 00 00 00 00 00', '20 00 1e 00 00 00 00 00', up]
    expect(scanned([...shifted, '01 00 05 00 00 00 00 00', up, enter])).toEqual(['A|!'])
  })

  it('has a letter twice only when its key was let go', () => {
    expect(scanned(['00 00 04 00 00 00 00 00', '00 00 04 05 00 00 00 00', up, ...strokes('04'), enter])).toEqual([
      'aba',
    ])
  })

  it('keeps what is held when a report says that too many keys are down', () => {
    expect(scanned(['00 00 04 00 00 00 00 00', '00 00 01 01 01 01 01 01', '00 00 04 00 00 00 00 00', enter])).toEqual([
      'a',
    ])
  })

  it('is forgotten when its end does not come in time', () => {
    expect(scanned([...strokes('04'), 500, ...strokes('05'), enter, up, ...strokes('06'), 500, enter])).toEqual(['b'])
  })

  it('is nothing when it is empty or too long, and the next one is whole', () => {
    const nine = strokes('04', '05', '06', '07', '08', '09', '0a', '0b', '0c')
    expect(scanned([enter, up, ...nine, enter, up, ...strokes('04'), enter])).toEqual(['a'])
  })

  it('ends with another key where the profile says so', () => {
    expect(scanned([...strokes('04', '28', '05', '2b')], ', end: [0x2b]')).toEqual(['ab'])
  })
})
