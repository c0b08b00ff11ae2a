import { describe, expect, test } from 'vitest'
import { DeskError } from '../../core/index.ts'
import { joiningError, openingError, speakingError } from './pcsc-error.ts'

describe('what the PC/SC service says', () => {
  test.each([
    ['PC/SC service not running', 'DB-PCS-001'],
    // polkit refuses without a word.
    ['Communication error', 'DB-PCS-002'],
    ['Unknown PC/SC error', 'DB-PCS-002'],
    ['Not enough memory', 'DB-PCS-015'],
  ])('while it is joined: "%s" is %s', (sentence, code) => {
    expect(joiningError(new Error(sentence)).code).toBe(code)
  })

  test.each([
    ['No smart card present', 'DB-PCS-005'],
    ['Card was removed', 'DB-PCS-005'],
    ['Card is unresponsive', 'DB-PCS-006'],
    ['Sharing violation', 'DB-PCS-007'],
    ['Unknown reader', 'DB-PCS-004'],
    ['PC/SC service stopped', 'DB-PCS-001'],
  ])('while a card is opened: "%s" is %s, with the reader', (sentence, code) => {
    expect(openingError(new Error(sentence), 'R 00 00')).toMatchObject({ code, args: { reader: 'R 00 00' } })
  })

  test.each([
    ['Card was removed', 'DB-PCS-008'],
    ['Card was reset', 'DB-PCS-008'],
    ['Transaction failed', 'DB-PCS-008'],
    ['Communication error', 'DB-PCS-001'],
    ['Invalid handle', 'DB-PCS-001'],
    ['Reader unavailable', 'DB-PCS-004'],
    ['Insufficient buffer', 'DB-PCS-015'],
  ])('while a card is spoken to: "%s" is %s', (sentence, code) => {
    expect(speakingError(new Error(sentence), 'R 00 00').code).toBe(code)
  })

  test('what has a code already keeps it', () => {
    const known = new DeskError('DB-PCS-004', { reader: 'R' })
    expect(openingError(known, 'R')).toBe(known)
  })
})
