import { describe, expect, it } from 'vitest'
import { type LateForm, readLate, tidyDay, tidyTime } from './late-form.ts'

const noon = new Date(2026, 10, 22, 12, 0)
const form: LateForm = { ticket: 'B017', date: '21/11/2026', began: '09:20', ended: '09:41', dossiers: '' }
const mistakesIn = (wrong: Partial<LateForm>) => {
  const read = readLate({ ...form, ...wrong }, noon)
  return 'ticket' in read ? [] : read.map(({ field, why }) => `${field} ${why.replace('page.late.wrong.', '')}`)
}

describe('a visit from paper', () => {
  it('has the day and the times of the clock on the wall', () => {
    expect(readLate({ ...form, dossiers: ' a\nb; c,\n' }, noon)).toEqual({
      ticket: 'B017',
      dossiers: ['a', 'b', 'c'],
      began: new Date(2026, 10, 21, 9, 20).toISOString(),
      ended: new Date(2026, 10, 21, 9, 41).toISOString(),
    })
  })

  it.each(['21/11/2026', '21.11.2026', '21-11-2026', '21 11 2026', '21112026'])('may be of the day %s', (date) => {
    expect(mistakesIn({ date })).toEqual([])
    expect(tidyDay(date)).toBe('21/11/2026')
  })

  it.each(['9:20', '09:20', '9h20', '09.20', '0920', '920'])('may begin at %s', (began) => {
    expect(mistakesIn({ began })).toEqual([])
    expect(tidyTime(began)).toBe('09:20')
  })

  it.each(['', '2026-11-21', '11/21/2026', '31/11/2026', '29/02/2026', '00/11/2026', '1/1/26', 'hôm qua'])(
    'of the day %j is refused at that field',
    (date) => {
      expect(mistakesIn({ date })).toEqual(['date date'])
      expect(tidyDay(date)).toBeUndefined()
    },
  )

  it.each(['', '9', '24:00', '09:60', '9:20 AM', '9-20'])('from %j is refused at that field', (began) => {
    expect(mistakesIn({ began })).toEqual(['began time'])
    expect(tidyTime(began)).toBeUndefined()
  })

  it('names every mistake at its field, in their order', () => {
    expect(mistakesIn({ ticket: ' ', date: '?', began: '', ended: '' })).toEqual([
      'ticket ticket',
      'date date',
      'began time',
      'ended time',
    ])
  })

  it('does not end before it begins', () => {
    expect(mistakesIn({ ended: '09:19' })).toEqual(['ended order'])
    expect(mistakesIn({ ended: '09:20' })).toEqual([])
  })

  it('is over now', () => {
    expect(mistakesIn({ date: '22/11/2026', ended: '12:01' })).toEqual(['ended future'])
    expect(mistakesIn({ date: '22/11/2026', ended: '12:00' })).toEqual([])
    expect(mistakesIn({ date: '23/11/2026' })).toEqual(['date future-day'])
  })

  it('is of the last thirty days', () => {
    expect(mistakesIn({ date: '23/10/2026', began: '12:00', ended: '12:10' })).toEqual([])
    expect(mistakesIn({ date: '23/10/2026', began: '11:59', ended: '12:10' })).toEqual(['date old'])
  })
})
