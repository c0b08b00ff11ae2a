import { describe, expect, it } from 'vitest'
import { fakeClock } from '../../test/support/faces.ts'
import { createTimeTeller } from './tell-time.ts'

function startTeller() {
  const clock = fakeClock()
  const told: string[] = []
  const teller = createTimeTeller(clock, (centre) => told.push(centre))
  const toldIn = (ms: number) => {
    told.length = 0
    clock.advance(ms)
    return [...told]
  }
  return { teller, told, toldIn }
}

describe('a centre', () => {
  it('is told the time when its first desk is met, and then every 30 s', () => {
    const { teller, told, toldIn } = startTeller()
    teller.meet('vinh-long')
    teller.meet('vinh-long')
    teller.meet('can-tho')
    expect(told).toEqual(['vinh-long', 'can-tho'])
    expect(toldIn(60_000)).toEqual(['vinh-long', 'can-tho', 'vinh-long', 'can-tho'])
  })

  it('is told at once when a desk comes, but many that come together are told together', () => {
    const { teller, told, toldIn } = startTeller()
    teller.meet('vinh-long')
    expect(toldIn(10_000)).toEqual([])
    for (let n = 0; n < 10; n++) teller.welcome('vinh-long')
    expect(told).toEqual(['vinh-long'])
    expect(toldIn(5_000)).toEqual(['vinh-long'])
    expect(toldIn(5_000)).toEqual([])
  })

  it('is told nothing any more when the teller has stopped', () => {
    const { teller, toldIn } = startTeller()
    teller.meet('vinh-long')
    teller.welcome('vinh-long')
    teller.stop()
    expect(toldIn(60_000)).toEqual([])
  })
})
