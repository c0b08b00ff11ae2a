import { describe, expect, it } from 'vitest'
import { holder, mrzOf } from '../../../test/card/holder.ts'
import { isDeskError } from '../../core/index.ts'
import { type PersonalField, personalFields } from '../person.ts'
import { cardOfChip, detailsFor, needDetails } from './card-of-chip.ts'
import type { Details } from './dg13.ts'

const zone = mrzOf(holder)
const today = '2026-11-22'

function told(details: Details, fields: readonly PersonalField[] = personalFields) {
  return cardOfChip(zone, details, fields, today)
}

describe('the card of a chip', () => {
  it('is what its zone says where the chip has no DG13', () => {
    expect(told({})).toEqual({
      source: 'chip',
      name: 'NGUYEN THI AN',
      birthDate: '1999-02-15',
      number: '001199000123',
      documentNumber: '199000123',
      sex: 'female',
      nationality: 'VNM',
      expiryDate: '2039-02-15',
    })
  })

  it('is in Vietnamese letters where it has', () => {
    const details = { name: ['Nguyễn Thị Ấn'], sex: ['Nữ'], nationality: ['Việt Nam'], issueDate: ['20/03/2021'] }
    expect(told(details)).toMatchObject({
      name: 'Nguyễn Thị Ấn',
      sex: 'female',
      nationality: 'Việt Nam',
      issueDate: '2021-03-20',
    })
  })

  it('keeps the date of its zone where DG13 says it in words, or says none that exists', () => {
    expect(told({ expiryDate: ['Không thời hạn'] }).expiryDate).toBe('2039-02-15')
    expect(told({ expiryDate: ['31/02/2039'], issueDate: ['32/01/2021'] })).toMatchObject({ expiryDate: '2039-02-15' })
    expect(told({ issueDate: ['32/01/2021'] })).not.toHaveProperty('issueDate')
  })

  it('is of one person: with another number in DG13 it is malformed', () => {
    expect(() => told({ number: ['079203000456'] })).toThrow(
      expect.toSatisfy((error) => isDeskError(error, 'DB-CRD-108')),
    )
  })

  it('of a passport is one', () => {
    const passport = ['P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<', 'L898902C36UTO7408122F1204159ZE184226B<<<<<10']
    expect(cardOfChip(passport, {}, [], today)).toEqual({
      source: 'chip',
      kind: 'passport',
      name: 'ERIKSSON ANNA MARIA',
      birthDate: '1974-08-12',
    })
  })

  it('has of DG13 only what is wanted', () => {
    const details: Details = { residence: ['Hà Nội'], parents: ['A', 'B'], features: ['không'] }
    expect(told(details, ['residence', 'mother'])).toEqual({
      source: 'chip',
      name: 'NGUYEN THI AN',
      birthDate: '1999-02-15',
      residence: 'Hà Nội',
      mother: 'B',
    })
  })

  it('needs DG13 for what no zone tells', () => {
    expect(needDetails(['name', 'number', 'expiryDate', 'documentNumber'])).toBe(false)
    expect(needDetails(['residence'])).toBe(true)
    expect([...detailsFor(['mother'])].sort()).toEqual(['birthDate', 'name', 'number', 'parents'])
  })
})
