import { describe, expect, it } from 'vitest'
import { seededRandom, seedOfRun } from '../../test/support/faces.ts'
import { newCode, readCode } from './code.ts'

const seed = seedOfRun()

describe('a one-time code', () => {
  it('is read however it is typed: small, without lines, with letters for the digits that they look like', () => {
    expect(readCode('7k3m q0zv-2b8d-xw4t')).toBe('7K3MQ0ZV2B8DXW4T')
    expect(readCode('oIlo-0000-0000-0000')).toBe('0110000000000000')
  })

  it('is none with a letter too many, too few, or one that no code has', () => {
    for (const typed of ['', '7K3M-Q0ZV-2B8D-XW4', '7K3M-Q0ZV-2B8D-XW4TT', '7K3M-Q0ZV-2B8D-XW4U'])
      expect(readCode(typed), typed).toBeUndefined()
  })

  it(`is told in groups that are read back as they were, SEED=${seed}`, () => {
    const random = seededRandom(seed)
    const codes = Array.from({ length: 500 }, () => newCode(random))
    for (const code of codes) {
      expect(code).toMatch(/^([0-9A-Z]{4}-){3}[0-9A-Z]{4}$/)
      expect(readCode(code)).toBe(code.replaceAll('-', ''))
    }
    expect(new Set(codes.join('').replaceAll('-', '')).size).toBe(32)
  })
})
