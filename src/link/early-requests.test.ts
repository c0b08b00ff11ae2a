import { expect, test } from 'vitest'
import { fakeClock } from '../../test/support/faces.ts'
import { formatTime, type Request } from '../contract/index.ts'
import { EarlyRequests } from './early-requests.ts'

const madeAt = Date.parse('2026-11-22T08:00:00+07:00')
const request = (n: number): Request => ({
  id: `019ab3f0-7c00-7000-8000-${String(n).padStart(12, '0')}`,
  name: 'call.next',
  counter: '5',
  args: {},
  madeAt: formatTime(madeAt),
  notAfter: formatTime(madeAt + 5_000),
  clock: 'free-running',
})

test('a request that is made before the connection stands goes out once, in its order', () => {
  const early = new EarlyRequests(fakeClock())
  early.hold(request(1))
  early.hold(request(2))
  expect(early.take().map(({ id }) => id)).toEqual([request(1).id, request(2).id])
  expect(early.take()).toEqual([])
})

test('one that nobody waits for any more never goes out', () => {
  const clock = fakeClock()
  const early = new EarlyRequests(clock)
  early.hold(request(1))
  clock.advance(4_000)
  early.hold(request(2))
  clock.advance(1_000)
  expect(early.take().map(({ id }) => id)).toEqual([request(2).id])
})
