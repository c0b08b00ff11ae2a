import { describe, expect, it } from 'vitest'
import { fakeClock, seededRandom } from '../../../test/support/faces.ts'
import { createOperators } from './operators.ts'

const password = 'mat-khau-dai-du'
const here = '10.0.0.5'

function office(given: string | undefined = password) {
  const clock = fakeClock()
  return { clock, operators: createOperators(given, clock, seededRandom(1)) }
}

function failTimes(operators: ReturnType<typeof office>['operators'], times: number, address = here) {
  for (let time = 0; time < times; time++) expect(() => operators.signIn('wrong', address)).toThrow('DB-WEB-012')
}

describe('the operator', () => {
  it('signs in with the password, and out again', () => {
    const { operators } = office()
    const token = operators.signIn(password, here)
    expect(operators.isSignedIn(token)).toBe(true)
    operators.signOut(token)
    expect(operators.isSignedIn(token)).toBe(false)
    expect(operators.isSignedIn(undefined)).toBe(false)
  })

  it('is signed out after a working day', () => {
    const { operators, clock } = office()
    const token = operators.signIn(password, here)
    clock.advance(12 * 3_600_000)
    expect(operators.isSignedIn(token)).toBe(false)
  })

  it('is locked out after five wrong tries, for longer each time, also with the right password', () => {
    const { operators, clock } = office()
    failTimes(operators, 5)
    expect(() => operators.signIn(password, here)).toThrow('DB-WEB-013')
    clock.advance(30_000)
    failTimes(operators, 1)
    clock.advance(30_000)
    expect(() => operators.signIn(password, here)).toThrow('DB-WEB-013')
    clock.advance(30_000)
    expect(operators.isSignedIn(operators.signIn(password, here))).toBe(true)
  })

  it('is not locked out by somebody at another address', () => {
    const { operators } = office()
    failTimes(operators, 5, '10.0.0.66')
    expect(operators.isSignedIn(operators.signIn(password, here))).toBe(true)
  })

  it('has at most 32 sessions; the oldest ends', () => {
    const { operators } = office()
    const tokens = Array.from({ length: 33 }, () => operators.signIn(password, here))
    expect(tokens.map(operators.isSignedIn)).toEqual([false, ...Array(32).fill(true)])
  })

  it.each([undefined, '', 'short'])('cannot sign in where the password is %j', (given) => {
    const operators = createOperators(given, fakeClock(), seededRandom(1))
    expect(() => operators.signIn(given ?? '', here)).toThrow('DB-WEB-019')
  })
})
