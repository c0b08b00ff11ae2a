import { describe, expect, it } from 'vitest'
import { isDeskError } from '../../core/index.ts'
import { checkDigit } from './check-digit.ts'
import { readMrz } from './read-mrz.ts'

const an = ['IDVNM1990001239001199000123<<0', '9902152F3902150VNM<<<<<<<<<<<4', 'NGUYEN<<THI<AN<<<<<<<<<<<<<<<<']
const specimenCard = [
  'I<UTOD231458907<<<<<<<<<<<<<<<',
  '7408122F1204159UTO<<<<<<<<<<<6',
  'ERIKSSON<<ANNA<MARIA<<<<<<<<<<',
]
const longNumber = [
  'I<UTOD23145890<7349<<<<<<<<<<<',
  '3407127M9507122UTO<<<<<<<<<<<2',
  'STEVENSON<<PETER<JOHN<<<<<<<<<',
]
const specimenPassport = [
  'P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<',
  'L898902C36UTO7408122F1204159ZE184226B<<<<<10',
]

function refusalOf(lines: readonly string[], today?: string) {
  try {
    readMrz(lines.join('\n'), today)
  } catch (error) {
    if (isDeskError(error)) return { code: error.code, ...error.place, args: error.args }
    throw error
  }
  return { code: 'taken' }
}

/** The lines with another text at a place; columns count from 1. */
function changed(lines: readonly string[], line: number, column: number, text: string): readonly string[] {
  return lines.map((whole, index) =>
    index === line - 1 ? whole.slice(0, column - 1) + text + whole.slice(column - 1 + text.length) : whole,
  )
}

describe('the check digit of ICAO 9303-3', () => {
  it.each([
    ['520727', '3'],
    ['AB2134<<<', '5'],
    ['L898902C3', '6'],
    ['740812', '2'],
    ['120415', '9'],
    ['ZE184226B<<<<<', '1'],
    ['L898902C3674081221204159ZE184226B<<<<<1', '0'],
    ['D231458907<<<<<<<<<<<<<<<34071279507122<<<<<<<<<<<', '2'],
    ['HA672242<658022549601086<<<<<<<', '8'],
    ['HA672242<658022549601086<<<<<<<<<<<<<<0', '8'],
    ['D23145890734', '9'],
  ])('of %s is %s', (text, digit) => {
    expect(checkDigit(text)).toBe(digit)
  })
})

describe('the lines of a card', () => {
  it('of Viet Nam have its personal number', () => {
    expect(readMrz(an.join('\n'))).toEqual({
      source: 'mrz',
      name: 'NGUYEN THI AN',
      birthDate: '1999-02-15',
      number: '001199000123',
      documentNumber: '199000123',
      sex: 'female',
      nationality: 'VNM',
      expiryDate: '2039-02-15',
    })
  })

  it('are read without the check digit of the personal number, which some samples lack', () => {
    const text = 'IDVNM0903012346001090301234<<<9001011M3001019VNM<<<<<<<<<<<3NGUYEN<<VAN<AN<<<<<<<<<<<<<<<<'
    expect(readMrz(text)).toMatchObject({ number: '001090301234', birthDate: '1990-01-01', name: 'NGUYEN VAN AN' })
  })

  it('of ICAO 9303-5 are read, also with a number that is longer than its field', () => {
    expect(readMrz(specimenCard.join('\r\n'), '2026-11-22')).toEqual({
      source: 'mrz',
      name: 'ERIKSSON ANNA MARIA',
      birthDate: '1974-08-12',
      documentNumber: 'D23145890',
      sex: 'female',
      nationality: 'UTO',
      expiryDate: '2012-04-15',
    })
    expect(readMrz(longNumber.join('\n'), '2026-11-22')).toMatchObject({ documentNumber: 'D23145890734' })
  })

  it.each([
    ['typed with spaces and small letters', an.map((line) => line.toLowerCase().replace(/(.{5})/g, '$1 ')).join('\n')],
    ['as one line', an.join('')],
    ['as lines of a reader with its prefix', `]o0${an.join('\r\n]o0')}\r\n`],
  ])('are the same %s', (_, text) => {
    expect(readMrz(text)).toEqual(readMrz(an.join('\n')))
  })
})

describe('the lines of a passport', () => {
  it('of ICAO 9303-4 are read', () => {
    expect(readMrz(specimenPassport.join('\n'), '2026-11-22')).toEqual({
      source: 'mrz',
      kind: 'passport',
      name: 'ERIKSSON ANNA MARIA',
      birthDate: '1974-08-12',
      documentNumber: 'L898902C3',
      sex: 'female',
      nationality: 'UTO',
      expiryDate: '2012-04-15',
    })
  })

  it('of Viet Nam have the personal number behind the dates', () => {
    expect(readMrz(vietnamese('079203000456').join('\n'))).toMatchObject({
      kind: 'passport',
      number: '079203000456',
      documentNumber: 'C1234567',
      birthDate: '2003-11-07',
    })
  })

  it('may leave out month and day of a birth that nobody knows, and the sex', () => {
    const birth = checkDigit('74<<<<')
    const second = `L898902C36UTO74<<<<${birth}<1204159<<<<<<<<<<<<<<<`
    const overall = checkDigit(`${second.slice(0, 10)}${second.slice(13, 20)}${second.slice(21, 43)}`)
    const card = readMrz([specimenPassport[0], second + overall].join('\n'), '2026-11-22')
    expect(card).toMatchObject({ birthDate: '1974', sex: 'unspecified' })
  })
})

describe('what is wrong is named by line and column', () => {
  it.each([
    ['a line that is too short', 'DB-CRD-020', 2, 30, an.with(1, (an[1] ?? '').slice(0, -1))],
    ['a line that is too long', 'DB-CRD-020', 3, 31, an.with(2, `${an[2]}<`)],
    ['a character that no MRZ has', 'DB-CRD-021', 1, 4, changed(an, 1, 4, '@')],
    ['a digit in a name', 'DB-CRD-021', 3, 9, changed(an, 3, 9, '9')],
    ['the document number', 'DB-CRD-023', 1, 6, changed(an, 1, 9, '1')],
    ['the date of birth', 'DB-CRD-024', 2, 1, changed(an, 2, 2, '8')],
    ['the date of expiry', 'DB-CRD-025', 2, 9, changed(an, 2, 9, '2')],
    ['the personal number', 'DB-CRD-026', 1, 16, changed(an, 1, 27, '4')],
    ['the overall check digit', 'DB-CRD-027', 2, 30, changed(an, 2, 30, '5')],
    ['a birth on a day that does not exist', 'DB-CRD-029', 2, 1, bornOn('990230')],
    ['the optional data of a passport', 'DB-CRD-026', 2, 29, changed(specimenPassport, 2, 32, '9')],
  ])('%s', (_, code, line, column, lines) => {
    expect(refusalOf(lines)).toMatchObject({ code, line, column })
  })

  it.each([
    ['O', '0', 2, 3, changed(an, 2, 3, 'O')],
    ['I', '1', 1, 15 + 3, changed(an, 1, 18, 'I')],
    ['0', 'O', 3, 8, changed(an, 3, 8, '0')],
    ['Ô', 'O', 1, 4, changed(an, 1, 4, 'Ô')],
    ['(', '<', 3, 7, changed(an, 3, 7, '(')],
    ['O', '0', 2, 6, changed(specimenPassport, 2, 6, 'O')],
  ])('%s may be meant as %s, which a person decides', (found, suggested, line, column, lines) => {
    expect(refusalOf(lines)).toMatchObject({ code: 'DB-CRD-022', line, column, args: { found, suggested } })
  })

  it('and two lines of another form are neither card nor passport', () => {
    expect(refusalOf(['I<UTOERIKSSON'])).toMatchObject({ code: 'DB-CRD-020' })
    expect(refusalOf([...an, 'A'])).toMatchObject({ code: 'DB-CRD-028' })
    expect(refusalOf(changed(specimenPassport, 1, 1, 'V'))).toMatchObject({ code: 'DB-CRD-028' })
  })
})

describe('nothing is filled in', () => {
  it('where the sex, the year or the document number is not that of the personal number', () => {
    expect(refusalOf(changed(an, 2, 8, 'M'))).toMatchObject({ code: 'DB-CRD-004' })
    expect(refusalOf(bornOn('980215'))).toMatchObject({ code: 'DB-CRD-005' })
    expect(refusalOf(vietnamese('079203000456', '041107'))).toMatchObject({ code: 'DB-CRD-005' })
    const other = ['IDVNM1990001249', an[0]?.slice(15)].join('')
    const mended = `${other.slice(0, 14)}${checkDigit(other.slice(5, 14))}${other.slice(15)}`
    expect(refusalOf(withOverall([mended, an[1] ?? '', an[2] ?? '']))).toMatchObject({ code: 'DB-CRD-030', column: 6 })
  })

  it('where nobody is named', () => {
    expect(refusalOf(an.with(2, '<'.repeat(30)))).toMatchObject({ code: 'DB-CRD-009' })
  })
})

/** The card with another date of birth, its check digits put right. */
function bornOn(birth: string): readonly string[] {
  return withOverall(changed(an, 2, 1, birth + checkDigit(birth)))
}

function withOverall(lines: readonly string[]): readonly string[] {
  const [first = '', second = ''] = lines
  const over = first.slice(5) + second.slice(0, 7) + second.slice(8, 15) + second.slice(18, 29)
  return changed(lines, 2, 30, checkDigit(over))
}

function vietnamese(number: string, birth = '031107'): readonly string[] {
  const document = 'C1234567<'
  const optional = `${number}<<`
  const checked = (text: string) => text + checkDigit(text)
  const [head, born, expires] = [checked(document), checked(birth), checked('320601')]
  const rest = expires + checked(optional)
  return ['P<VNMTRAN<<VAN<BINH'.padEnd(44, '<'), `${head}VNM${born}M${rest}${checkDigit(head + born + rest)}`]
}
