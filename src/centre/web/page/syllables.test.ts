import { describe, expect, it } from 'vitest'
import { sentenceOf, syllables, syllablesOf } from './syllables.ts'

describe('a call in syllables', () => {
  it('spells the ticket and says the counter', () => {
    expect(syllablesOf('A012', '5').join(' ')).toBe('xin moi so a 0 1 2 den quay so 5')
  })

  it.each([
    ['10', 'muoi'],
    ['15', 'muoi lam'],
    ['11', 'muoi 1'],
    ['20', '2 muoi2'],
    ['21', '2 muoi2 mot2'],
    ['25', '2 muoi2 lam'],
    ['34', '3 muoi2 4'],
    ['5-1', '5 gach 1'],
  ])('says counter %s as people do', (counter, said) => {
    expect(syllablesOf('A1', counter).slice(8).join(' ')).toBe(said)
  })

  it('has a syllable for whatever a ticket may be made of', () => {
    const all = syllablesOf('ABCĐEFGHIJKLMNOPQRSTUVWXYZ-0123456789', '99')
    expect(all).toHaveLength(26 + 1 + 10 + 3 + 3 + 3)
    expect(all.filter((name) => !(name in syllables))).toEqual([])
  })

  it('is a sentence for a voice of the system', () => {
    expect(sentenceOf('A012', '15')).toBe('xin mời số, a, không, một, hai, đến quầy số mười lăm.')
  })
})
