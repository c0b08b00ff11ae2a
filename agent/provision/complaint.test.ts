import { describe, expect, it } from 'vitest'
import { complaintOfConfiguration } from './complaint.ts'

const codes = (...asked: Parameters<typeof complaintOfConfiguration>) =>
  complaintOfConfiguration(...asked).map(({ code }) => code)
const using = (revision?: number) => ({ provisioning: {}, ...(revision === undefined ? {} : { revision }) })

describe('what a desk is told of its configuration', () => {
  it('is nothing where none came, and where the newest is in use', () => {
    expect(codes(undefined, using())).toEqual([])
    expect(codes({ revision: 7 }, using(7))).toEqual([])
  })

  it('is that the newest was given back, why, and what to do', () => {
    const refused = { revision: 8, error: 'DB-PRV-018 keypad-1: DB-SER-001' }
    const [error] = complaintOfConfiguration({ revision: 7, refused }, using(7))
    expect(error).toMatchObject({ code: 'DB-PRV-018', args: { revision: 8, seconds: 45 } })
    expect(error?.message).toContain('keypad-1: DB-SER-001')
  })

  it('is the code of any other refusal', () => {
    const refused = { revision: 8, error: 'DB-PRV-012' }
    const [error] = complaintOfConfiguration({ revision: 7, refused }, using(7))
    expect(error).toMatchObject({ code: 'DB-PRV-034', args: { revision: 8, reason: 'DB-PRV-012' } })
  })

  it('is nothing of a refusal that a better one has followed, or while one is tried', () => {
    const refused = { revision: 8, error: 'DB-PRV-018 broker' }
    expect(codes({ revision: 9, refused }, using(9))).toEqual([])
    expect(codes({ revision: 7, trying: 9, refused }, using(9))).toEqual([])
  })

  it('is that the one in force is damaged, so that the one before or the file alone is used', () => {
    expect(codes({ revision: 7 }, using(6))).toEqual(['DB-PRV-021'])
    expect(codes({ revision: 7 }, using())).toEqual(['DB-PRV-021'])
  })

  it('is nothing while what a person brought is tried over it', () => {
    expect(codes({ revision: 7 }, using(0))).toEqual([])
  })
})
