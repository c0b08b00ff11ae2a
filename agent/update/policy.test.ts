import { describe, expect, it } from 'vitest'
import type { CounterPicture } from '../../src/counter/index.ts'
import { fakeClock } from '../../test/support/faces.ts'
import { until } from '../../test/support/wait.ts'
import { busyDesk } from './busy.ts'
import { type HealthSigns, healthStart, isHealthy, watchHealth } from './health.ts'
import { isWithinHours, policyOf } from './policy.ts'

/** A time of the day in Viet Nam. */
const at = (time: string) => Date.parse(`2026-11-22T${time}:00+07:00`)

describe('the hours of updates', () => {
  it.each([
    ['18:00-06:30', '17:59', false],
    ['18:00-06:30', '18:00', true],
    ['18:00-06:30', '00:00', true],
    ['18:00-06:30', '06:29', true],
    ['18:00-06:30', '06:30', false],
    ['11:30-13:00', '11:29', false],
    ['11:30-13:00', '12:00', true],
    ['11:30-13:00', '13:00', false],
  ])('%s at %s: %s', (hours, time, allowed) => {
    expect(isWithinHours({ mode: 'automatic', hours }, at(time))).toBe(allowed)
  })

  it('are all of the day where the site says nothing', () => {
    expect(isWithinHours(policyOf({ desk: 'quay-05' }), at('09:00'))).toBe(true)
  })
})

describe('a desk is busy', () => {
  const idle = { id: '5', service: null, ticket: null, rating: null, asked: [], isSigningIn: false }
  const desk = (counter: object, learning = 'idle') =>
    busyDesk({
      counters: () => [{ ...idle, ...counter } as unknown as CounterPicture],
      learning: { state: () => ({ kind: learning }) } as never,
    })()

  it.each([
    ['somebody is called', { ticket: 'A012' }],
    ['somebody is served', { service: { phase: 'running' } }],
    ['somebody may rate', { rating: { isTouched: false } }],
    ['the centre is being asked', { asked: ['next'] }],
    ['an officer signs in', { isSigningIn: true }],
  ])('while %s', (_, counter) => {
    expect(desk(counter)).toMatch(/^5: /)
  })

  it('while a device is being learnt, and while something else must not be cut off', () => {
    expect(desk({}, 'learning')).toBe('learning')
    const signing = busyDesk(
      { counters: () => [], learning: { state: () => ({ kind: 'idle' }) } as never },
      () => 'signing',
    )
    expect(signing()).toBe('signing')
  })

  it('at no other time', () => {
    expect(desk({})).toBeUndefined()
  })
})

describe('a version works', () => {
  const signs = (more: Partial<HealthSigns>, backlog = 0, upTo = 5) =>
    ({
      online: true,
      error: null,
      journal: { backlog, receipted: [{ epoch: 'k3f9q2', upTo }] },
      ...more,
    }) as unknown as HealthSigns
  const start = healthStart(signs({}, 10))

  it('when the centre has confirmed something since it started, or has nothing to confirm', () => {
    expect(isHealthy(signs({}, 10), start)).toBe(false)
    expect(isHealthy(signs({}, 9), start)).toBe(true)
    expect(isHealthy(signs({}, 12, 8), start)).toBe(true)
    expect(isHealthy(signs({}, 0), start)).toBe(true)
  })

  it('when it says why it is offline, and not while it only has not come online yet', () => {
    expect(isHealthy(signs({ online: false }), start)).toBe(false)
    expect(isHealthy(signs({ online: false, error: 'DB-LNK-001' }), start)).toBe(true)
  })

  it('is told once, and a journal that cannot answer is waited for', async () => {
    const clock = fakeClock()
    let looks = 0
    let told = 0
    const look = async () => {
      looks++
      if (looks < 3) throw new Error('the journal hangs')
      return signs({})
    }
    watchHealth(clock, look, () => told++)
    await until('it is told', () => {
      clock.advance(500)
      return told > 0
    })
    clock.advance(60_000)
    expect([looks, told]).toEqual([3, 1])
  })
})
