import { describe, expect, it } from 'vitest'
import { isDeskError } from '../../core/index.ts'
import { readFields } from './read-fields.ts'

const said = {
  id: '001190000001',
  oldId: '011000001',
  name: 'TRẦN THỊ B',
  birth: '1990-01-02',
  sex: 'Nữ',
  address: 'Phường Mẫu, Hà Nội',
}

function refusalOf(told: Readonly<Record<string, string>>): string {
  try {
    readFields(told)
  } catch (error) {
    if (isDeskError(error)) return error.code
    throw error
  }
  return 'taken'
}

describe('what the program of a maker says of a chip', () => {
  it('is a card', () => {
    expect(readFields(said)).toEqual({
      source: 'chip',
      number: '001190000001',
      oldNumber: '011000001',
      name: 'Trần Thị B',
      birthDate: '1990-01-02',
      sex: 'female',
      residence: 'Phường Mẫu, Hà Nội',
    })
  })

  it('may be little', () => {
    const { id, name, birth } = said
    expect(readFields({ id, name: name.normalize('NFD'), birth })).toEqual({
      source: 'chip',
      number: '001190000001',
      name: 'Trần Thị B',
      birthDate: '1990-01-02',
    })
  })

  it.each([
    ['1990', '1990'],
    ['1990-01', '1990-01'],
    ['', '1990'],
  ])('has as much of the birth as is known: "%s"', (birth, known) => {
    expect(readFields({ ...said, birth })).toMatchObject({ birthDate: known })
  })

  it.each([
    ['the number lost digits', 'DB-CRD-002', { id: '1190000001' }],
    ['no province has that code', 'DB-CRD-003', { id: '003190000001' }],
    ['the sex is not that of the number', 'DB-CRD-004', { sex: 'Nam' }],
    ['the year is not that of the number', 'DB-CRD-005', { birth: '1991-01-02' }],
    ['the birth is no date', 'DB-CRD-006', { birth: '1990-02-30' }],
    ['the birth is in another form', 'DB-CRD-006', { birth: '02/01/1990' }],
    ['the name is none', 'DB-CRD-009', { name: '' }],
    ['the sex is none', 'DB-CRD-010', { sex: '?' }],
    ['the old number is none', 'DB-CRD-014', { oldId: '1' }],
  ])('gives nothing where %s', (_, code, wrong) => {
    expect(refusalOf({ ...said, ...wrong })).toBe(code)
  })
})
