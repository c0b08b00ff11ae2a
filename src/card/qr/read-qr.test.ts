import { describe, expect, it } from 'vitest'
import { isDeskError } from '../../core/index.ts'
import { readQr } from './read-qr.ts'

const an = '001199000123|123456789|Nguyễn Thị An|15021999|Nữ|Số 1 Phố Ví Dụ, Phường Mẫu, Quận Thử, Hà Nội|20032021'
const binh = '079203000456||Trần Văn Bình|07112003|Nam|2 Đường Mẫu, Phường Thử, TP. Hồ Chí Minh|01062022'
const binhAnew = '079203000456||Trần Văn Bình|07112003|Nam|2 Đường Mẫu, Phường Thử, TP. Hồ Chí Minh|05082024||||'

const cardOfAn = {
  source: 'qr',
  kind: 'cccd',
  number: '001199000123',
  oldNumber: '123456789',
  name: 'Nguyễn Thị An',
  birthDate: '1999-02-15',
  sex: 'female',
  residence: 'Số 1 Phố Ví Dụ, Phường Mẫu, Quận Thử, Hà Nội',
  issueDate: '2021-03-20',
}

function refusalOf(text: string, today?: string): string {
  try {
    readQr(text, today)
  } catch (error) {
    if (isDeskError(error)) return error.code
    throw error
  }
  return 'taken'
}

describe('the QR code of a citizen card', () => {
  it('has seven parts on a CCCD', () => {
    expect(readQr(an)).toEqual(cardOfAn)
  })

  it('may have no old number, which is then absent and not another field', () => {
    expect(readQr(binh)).toEqual({
      source: 'qr',
      kind: 'cccd',
      number: '079203000456',
      name: 'Trần Văn Bình',
      birthDate: '2003-11-07',
      sex: 'male',
      residence: '2 Đường Mẫu, Phường Thử, TP. Hồ Chí Minh',
      issueDate: '2022-06-01',
    })
  })

  it('has more parts on a Căn cước, most of them empty', () => {
    expect(readQr(binhAnew)).toMatchObject({ kind: 'can-cuoc', name: 'Trần Văn Bình', issueDate: '2024-08-05' })
    expect(readQr(binhAnew)).not.toHaveProperty('unnamed')
  })

  it('keeps parts whose meaning nobody has published as they came, however many there are', () => {
    const [father, mother] = ['Trần Văn Cha', 'Lê Thị Mẹ']
    expect(readQr(`${binh}|079203000999|${father}|${mother}|`)).toMatchObject({
      kind: 'can-cuoc',
      unnamed: ['079203000999', father, mother],
    })
    expect(readQr(binh + '|'.repeat(40))).toMatchObject({ kind: 'can-cuoc', number: '079203000456' })
  })

  it('does not say which card it is where the number of parts does not', () => {
    expect(readQr(`${binh}|`)).not.toHaveProperty('kind')
  })

  it('is read without the part of the old number, and with marks in its dates', () => {
    expect(readQr('079203000456|Trần Văn Bình|07/11/2003|Nam|2 Đường Mẫu|01/06/2022')).toMatchObject({
      name: 'Trần Văn Bình',
      birthDate: '2003-11-07',
      issueDate: '2022-06-01',
    })
  })

  it.each([
    ['in capitals', an.toUpperCase()],
    ['in small letters', an.toLowerCase()],
    ['turned round by CapsLock', an.replace(/\p{L}/gu, (letter) => turned(letter))],
    ['with letters taken apart', an.normalize('NFD')],
    ['with tones behind their letters, as in Windows-1258', tonesApart(an)],
    ['behind what the scanner says of the code', `]Q1${an}\r\n`],
    ['in pieces that were joined with their line ends', `]Q1${an.slice(0, 40)}\r\n]Q1${an.slice(40)}\r\n`],
    ['twice, one behind the other', an + an],
    ['twice, each with its prefix', `]Q1${an}]Q1${an}`],
    ['twice, each in its line', `${an}\n${an}\n`],
  ])('%s is the same card', (_, text) => {
    const { residence, ...card } = readQr(text)
    const { residence: written, ...expected } = cardOfAn
    expect(card).toEqual(expected)
    expect(residence?.toLowerCase()).toBe(written.toLowerCase())
  })

  it('of a Căn cước read twice is one card', () => {
    expect(readQr(binhAnew + binhAnew)).toEqual(readQr(binhAnew))
  })

  it('keeps a name as it is written that has capitals within its words', () => {
    expect(readQr(binh.replace('Trần Văn Bình', "H'Mai Êban"))).toMatchObject({ name: "H'Mai Êban" })
  })
})

describe('nothing is filled in', () => {
  it.each([
    ['the number is too short', 'DB-CRD-002', an.replace('001199000123', '01199000123')],
    ['the number has a letter', 'DB-CRD-002', an.replace('001199000123', 'O01199000123')],
    ['no province has that code', 'DB-CRD-003', an.replace('001199', '003199')],
    ['the fourth digit says male and the sex says Nữ', 'DB-CRD-004', an.replace('001199', '001099')],
    ['the fourth digit is of another century', 'DB-CRD-005', an.replace('001199', '001399')],
    ['the year of birth is another', 'DB-CRD-005', an.replace('15021999', '15021998')],
    ['the date of birth does not exist', 'DB-CRD-006', an.replace('15021999', '30021999')],
    ['the date of issue does not exist', 'DB-CRD-007', an.replace('20032021', '20132021')],
    ['it was issued before the birth', 'DB-CRD-008', an.replace('20032021', '20031998')],
    ['the name has digits', 'DB-CRD-009', an.replace('Thị', 'Th1')],
    ['the name is empty', 'DB-CRD-009', an.replace('Nguyễn Thị An', ' ')],
    ['the sex is no sex', 'DB-CRD-010', an.replace('Nữ', 'Nừ')],
    ['parts are missing', 'DB-CRD-011', an.split('|').slice(0, 5).join('|')],
    ['a keyboard lost the letters', 'DB-CRD-012', an.replace(/[^ -~]/g, '')],
    ['an encoding lost the letters', 'DB-CRD-012', an.replace(/[^ -~]/g, '?')],
    ['there are two cards', 'DB-CRD-013', an + binh],
    ['there are two cards, the second one wrong', 'DB-CRD-013', binhAnew + an.replace('15021999', '1502199')],
    ['the old number is none', 'DB-CRD-014', an.replace('|123456789|', '|12345678|')],
    ['UTF-8 was read byte by byte', 'DB-CRD-015', Buffer.from(an).toString('latin1')],
    ['the bytes were no UTF-8', 'DB-CRD-015', an.replace('ễ', '\ufffd')],
    ['it is no end of it', 'DB-CRD-017', an.repeat(50)],
    ['it is something else', 'DB-CRD-001', 'A012'],
  ])('where %s', (_, code, text) => {
    expect(refusalOf(text)).toBe(code)
  })

  it('where it was issued after today, by a clock that may be believed', () => {
    expect(refusalOf(an, '2021-03-19')).toBe('DB-CRD-008')
    expect(refusalOf(an, '2021-03-20')).toBe('taken')
  })

  it('and what is said of it repeats nothing of the card', () => {
    try {
      readQr(an.replace('001199', '001099'))
      expect.unreachable()
    } catch (error) {
      expect(String(error)).not.toMatch(/099000123|Nguyễn|1999/)
      expect(JSON.stringify(error)).not.toMatch(/099000123|Nguyễn|1999/)
    }
  })
})

/** Circumflex, breve and horn stay with their letter. */
function tonesApart(text: string): string {
  const tone = /\u0300|\u0301|\u0303|\u0309|\u0323/g
  return Array.from(text, (letter) => {
    const apart = letter.normalize('NFD')
    return apart.replace(tone, '').normalize('NFC') + (apart.match(tone)?.join('') ?? '')
  }).join('')
}

function turned(letter: string): string {
  return letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()
}
