import { expect, it } from 'vitest'
import { fakeClock } from '../../test/support/faces.ts'
import { countTries } from './tries.ts'

it('after five wrong codes none is looked at for a minute, after five more for two', () => {
  const clock = fakeClock()
  const tries = countTries(clock)
  const fail = (times: number) => {
    for (let time = 0; time < times; time++) tries.count()
  }
  fail(4)
  expect(tries.lockedFor()).toBe(0)
  fail(1)
  expect(tries.lockedFor()).toBe(60)
  clock.advance(59_500)
  expect(tries.lockedFor()).toBe(1)
  clock.advance(500)
  expect(tries.lockedFor()).toBe(0)
  fail(5)
  expect(tries.lockedFor()).toBe(120)
})

it('a lock is never longer than an hour', () => {
  const clock = fakeClock()
  const tries = countTries(clock)
  for (let lock = 0; lock < 20; lock++) {
    for (let time = 0; time < 5; time++) tries.count()
    expect(tries.lockedFor()).toBeLessThanOrEqual(3_600)
    clock.advance(3_600_000)
  }
})
