import { describe, expect, it } from 'vitest'
import { isCardText } from './card-text.ts'

describe('the text of a card', () => {
  it.each([
    '001199000123|123456789|Nguyễn Thị An|15021999|Nữ|Hà Nội|20032021',
    '079203000456||Trần Văn Bình|07112003',
    ']Q1001199000123|',
    '0011990 8]Q1 00123|',
    '001199000123',
    'no. 096301000123, card',
    'IDVNM1990001238001199000123<<8',
    '9902159F3902157VNM<<<<<<<<<<<4',
    'NGUYEN<<THI<AN<<<<',
    'I<UTOD231458907<<<<<<<<<<<<<<<',
    'P<VNMNGUYEN<<THI',
    'C1234567<0VNM9902159F3902157',
  ])('is known: %s', (text) => expect(isCardText(text)).toBe(true))

  it.each([
    '',
    '011',
    'KEY 5 DOWN',
    '12345678',
    '0123456789012345',
    '000000000000',
    '001499000123',
    '100000000000',
    'A|B|C|D',
    '12345|67890|12345|',
    '<<<<<<<<',
    'WEIGHT 000123.40 KG',
  ])('is none of what devices say: "%s"', (text) => expect(isCardText(text)).toBe(false))
})
