import { describe, expect, it } from 'vitest'
import type { NumberBlock } from '../contract/index.ts'
import { Bench, seconds } from './counter.fixture.ts'
import { claimedTickets, pictureOf } from './index.ts'

const block: NumberBlock = {
  id: '019ab3f0-0000-7000-8000-00000000b10c',
  prefix: 'Q5-',
  from: 1,
  to: 9,
  digits: 3,
}

const called = (bench: Bench) =>
  bench.of('call.provisional').flatMap(({ data }) => (data.action === 'next' ? [data.ticket ?? 'nobody'] : []))

function callNext(bench: Bench, times = 1): void {
  for (let n = 0; n < times; n++) {
    bench.wait(seconds(60))
    bench.press('next')
  }
}

/** A counter that cannot ask its centre, and has A010 at it. */
function withA010(tickets: readonly string[], counter = '5'): Bench {
  const bench = new Bench(undefined, counter)
  bench.hearLine(tickets, block)
  bench.loseCentre()
  callNext(bench)
  return bench
}

/** Two counters of one desk, each with what the other lets it know. */
function twoCounters(tickets: readonly string[]) {
  const five = withA010(tickets)
  const six = new Bench(undefined, '6')
  const meet = () => {
    six.outside = { ...five.outside, elsewhere: claimedTickets(five.state), parked: sentTo('6', five) }
    five.outside = { ...five.outside, elsewhere: claimedTickets(six.state), parked: sentTo('5', six) }
  }
  meet()
  return { five, six, meet }
}

const sentTo = (counter: string, { state }: Bench) => state.parked.filter(({ to }) => to === counter)

describe('requirement 2: somebody who is asked to wait nearby while the centre cannot be asked', () => {
  it('is called again after three others, under the same number', () => {
    const bench = withA010(['A010', 'A011', 'A012', 'A013', 'A014'])
    bench.press('hold')
    callNext(bench, 5)
    expect(called(bench)).toEqual(['A010', 'A011', 'A012', 'A013', 'A010', 'A014'])
  })

  it('and was asked so by the centre before, keeps the place that it gave, behind whom the counter was dealt', () => {
    const bench = new Bench()
    const held = { ticket: 'A009', own: true, held: true }
    bench.hearTickets([{ ticket: 'A010' }, { ticket: 'A011', own: true }, held, { ticket: 'A012' }])
    bench.loseCentre()
    callNext(bench, 4)
    expect(called(bench)).toEqual(['A011', 'A010', 'A009', 'A012'])
  })

  it('is called at once when nobody else waits, before a new number is begun', () => {
    const bench = withA010(['A010'])
    bench.press('hold')
    callNext(bench, 2)
    expect(called(bench)).toEqual(['A010', 'A010', 'Q5-001'])
  })

  it('is not forgotten by a power cut', () => {
    const bench = withA010(['A010'])
    bench.press('hold')
    bench.restart()
    callNext(bench)
    expect(called(bench)).toEqual(['A010', 'A010'])
  })

  it('is another service each time', () => {
    const bench = withA010(['A010'])
    bench.press('begin')
    bench.press('hold')
    callNext(bench)
    bench.wait(seconds(60))
    bench.press('finish')
    const ends = bench.of('service.end').map(({ data }) => data)
    expect(ends.map(({ outcome }) => outcome)).toEqual(['held', 'finished'])
    expect(new Set(ends.map(({ service }) => service)).size).toBe(2)
  })

  it('is no more to be called by the desk once the centre has given the number back to the counter', () => {
    const bench = withA010(['A010'])
    bench.press('hold')
    bench.findCentre()
    bench.wait(seconds(1))
    bench.press('next')
    bench.answer('A010')
    bench.wait(seconds(1))
    bench.press('finish')
    bench.loseCentre()
    callNext(bench)
    expect(called(bench)).toEqual(['A010', 'Q5-001'])
  })

  it('on the day before is not here', () => {
    const bench = withA010(['A010'])
    bench.press('hold')
    bench.wait(13 * 3_600_000)
    bench.press('next')
    expect(called(bench)).toEqual(['A010', 'Q5-001'])
  })

  it('counts among those who wait on the page of the officer', () => {
    const bench = withA010(['A010', 'A011', 'A012'])
    bench.press('hold')
    callNext(bench)
    const { waiting } = pictureOf(bench.state, { ...bench.outside, settings: bench.settings })
    expect(waiting).toMatchObject({ count: 2, next: ['A012', 'A010'] })
  })
})

describe('requirement 6: somebody who is sent to another counter of the desk while the centre cannot be asked', () => {
  it('is called there, once, and nowhere else', () => {
    const { five, six, meet } = twoCounters(['A010', 'A011', 'A012'])
    five.press('transfer', { to: '6' })
    meet()
    callNext(six)
    meet()
    callNext(five)
    meet()
    callNext(six)
    meet()
    callNext(six)
    expect(called(six)).toEqual(['A010', 'A012', 'Q5-001'])
    expect(called(five)).toEqual(['A010', 'A011'])
  })

  it('is called there once also when the centre had shown the number there in between', () => {
    const { five, six, meet } = twoCounters(['A010'])
    five.press('transfer', { to: '6' })
    meet()
    six.show('A010')
    six.press('begin')
    six.press('finish')
    callNext(six)
    expect(called(six)).toEqual(['Q5-001'])
  })

  it('is the business of the centre once it has answered', () => {
    const { five, six, meet } = twoCounters(['A010'])
    five.press('transfer', { to: '6' })
    five.findCentre()
    five.wait(seconds(1))
    five.press('next')
    five.answer('A050')
    five.loseCentre()
    meet()
    callNext(six)
    expect(called(six)).toEqual(['Q5-001'])
  })

  it('and sent back again, is called where they began', () => {
    const { five, six, meet } = twoCounters(['A010'])
    five.press('transfer', { to: '6' })
    meet()
    callNext(six)
    six.press('transfer', { to: '5' })
    meet()
    callNext(five)
    meet()
    five.press('transfer', { to: '6' })
    meet()
    callNext(six)
    expect([called(five), called(six)]).toEqual([
      ['A010', 'A010'],
      ['A010', 'A010'],
    ])
  })
})

it('the memory of those who wait by the word of the desk is bounded', () => {
  const tickets = Array.from({ length: 60 }, (_, index) => `A${100 + index}`)
  const bench = withA010(tickets)
  for (let n = 0; n < 40; n++) {
    bench.press('transfer', { to: 'another field of this centre' })
    callNext(bench)
  }
  expect(bench.state.parked.length).toBeGreaterThan(5)
  expect(Buffer.byteLength(JSON.stringify(bench.state.parked))).toBeLessThan(1_600)
})
