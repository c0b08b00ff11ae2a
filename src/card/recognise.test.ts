import { describe, expect, it } from 'vitest'
import { DeskError } from '../core/index.ts'
import { maskCard, personalFields, readMrz, readQr, recogniseCard } from './index.ts'

const qr = '001199000123|123456789|Nguyễn Thị An|15021999|Nữ|Số 1 Phố Ví Dụ, Phường Mẫu, Quận Thử, Hà Nội|20032021'
const mrz = 'IDVNM1990001239001199000123<<09902152F3902150VNM<<<<<<<<<<<4NGUYEN<<THI<AN<<<<<<<<<<<<<<<<'

describe('what a scanner read', () => {
  it('is a card, from its QR code or its lines', () => {
    expect(recogniseCard(qr)).toEqual(readQr(qr))
    expect(recogniseCard(mrz)).toEqual(readMrz(mrz))
  })

  it('is the card of somebody even where it is not to be believed, and then no field of it is given', () => {
    for (const text of [
      qr.replace('Nữ', 'Nam'),
      qr.replace('001199000123', 'abc'),
      mrz.slice(0, -1),
      mrz.replace('F', 'M'),
    ]) {
      const found = recogniseCard(text)
      expect(found).toBeInstanceOf(DeskError)
    }
  })

  it.each(['000.00.01.H62-261122-0007', 'A012', '', 'https://example.vn/?a=1|2|3|4|5', 'TERMID131.', 'a<<b'])(
    'is no card: %s',
    (text) => {
      expect(recogniseCard(text)).toBe('not-a-card')
    },
  )
})

describe('a masked card', () => {
  it('shows which fields there are, initials, three digits and years', () => {
    expect(maskCard(readQr(`${qr}|x|||`))).toEqual({
      source: 'qr',
      kind: 'can-cuoc',
      name: 'N••• T••• A•••',
      birthDate: '1999-••-••',
      number: '•••••••••123',
      oldNumber: '••••••789',
      sex: '•••',
      residence: '•••',
      issueDate: '2021-••-••',
      unnamed: '•••',
    })
  })

  it('has nothing of a card in full', () => {
    for (const card of [readQr(qr), readMrz(mrz)]) {
      const masked = JSON.stringify(maskCard(card))
      for (const field of personalFields) {
        const value = card[field]
        if (typeof value === 'string') expect(masked).not.toContain(value)
      }
    }
  })
})
