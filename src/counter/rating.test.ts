import { describe, expect, it } from 'vitest'
import { Bench, finished, noon, seconds, typesOf } from './counter.fixture.ts'
import { defaultSettings } from './index.ts'

const unattributed = (bench: Bench) => bench.of('rating.unattributed').map(({ data }) => data.because)

describe('a window belongs to the service named when it is armed', () => {
  it('by the end of the service', () => {
    const { bench, service } = finished()
    expect(bench.padArmed).toBe(true)
    bench.rate(4)
    expect(bench.of('rating.touched')[0]?.data.service).toBe(service)
  })

  it('by rating.open during it: at reception, supplement or refusal', () => {
    const bench = new Bench()
    bench.show('A012')
    bench.press('begin')
    const service = bench.of('service.begin')[0]?.data.service
    expect(bench.openRating(service).results).toMatchObject([{ state: 'done' }])
    expect(bench.padArmed).toBe(true)
    bench.rate(5)
    bench.wait(seconds(10))
    expect(bench.of('rating.given')[0]?.data.service).toBe(service)
  })

  it('by rating.open without a name, which means the running one', () => {
    const bench = new Bench()
    bench.serve('A011')
    bench.show('A012')
    bench.press('begin')
    bench.openRating()
    bench.rate(5)
    expect(bench.of('rating.touched')[0]?.data.ticket).toBe('A012')
  })

  it('by rating.open for a ticket on show: its service began when it was shown', () => {
    const bench = new Bench()
    bench.show('A012')
    bench.wait(seconds(30))
    expect(typesOf(bench.openRating())).toEqual(['service.begin'])
    expect(bench.of('service.begin')[0]).toMatchObject({ at: { wall: noon }, data: { implied: true } })
  })

  it('by rating.open for one that ended before', () => {
    const { bench, service } = finished('A011')
    bench.serve('A012')
    bench.openRating(service)
    bench.rate(3)
    expect(bench.of('rating.touched')[0]?.data.ticket).toBe('A011')
  })

  it('and not to one that nobody knows', () => {
    const bench = new Bench()
    const unknown = bench.openRating('019ab3f0-0000-7000-8000-0000000000ff')
    expect(unknown.results).toEqual([{ id: expect.any(String), state: 'refused', error: 'unknown-service' }])
    expect(bench.openRating().results).toMatchObject([{ error: 'unknown-service' }])
    expect(bench.padArmed).toBeUndefined()
  })
})

describe('each press', () => {
  it('is a durable rating.touched, and the pad says thanks', () => {
    const { bench, service } = finished()
    const touch = bench.rate(4)
    expect(touch.facts).toMatchObject([
      {
        type: 'rating.touched',
        source: 'rating-1',
        data: {
          service,
          ticket: 'A012',
          dossiers: [],
          officer: 'cb-an',
          level: 4,
          of: 5,
          scale: '5-2025',
          via: 'keypad',
        },
      },
    ])
    expect(touch.outputs).toEqual([{ kind: 'rating-thanks', counter: '5', level: 4 }])
  })

  it('on a screen says via screen', () => {
    const { bench } = finished()
    bench.rate(4, 'screen')
    bench.wait(seconds(10))
    expect(bench.of('rating.given')[0]?.data.via).toBe('screen')
  })

  it.each([0, 6, -1, 2.5, Number.NaN])('of a level that the set does not have is no rating: %d', (level) => {
    const { bench } = finished()
    expect(bench.rate(level).facts).toEqual([])
    expect(bench.notices.at(-1)).toBe('counter.notice.rating-level')
    bench.wait(seconds(120))
    expect(bench.notRated).toEqual(['A012'])
  })

  it('carries the dossiers of its service, also those scanned while the window is open', () => {
    const bench = new Bench()
    bench.show('A012')
    bench.press('begin')
    bench.openRating()
    bench.scan('000.00.01.H62-261122-0007')
    bench.rate(5)
    expect(bench.of('rating.touched')[0]?.data.dossiers).toEqual(['000.00.01.H62-261122-0007'])
  })

  it('is judged by the level set of the window, which keeps it when the configuration changes', () => {
    const { bench } = finished()
    const four = { ...defaultSettings, rating: { ...defaultSettings.rating, levels: 4, scale: '4-2027' } }
    bench.settings = four
    bench.rate(5)
    bench.wait(seconds(10))
    expect(bench.of('rating.given')[0]?.data).toMatchObject({ level: 5, of: 5, scale: '5-2025' })
    bench.serve('A013')
    bench.rate(4)
    expect(bench.of('rating.touched').at(-1)?.data).toMatchObject({ level: 4, of: 4, scale: '4-2027' })
  })
})

describe('exactly one fact is written when the window closes', () => {
  it('rating.given with the last touch', () => {
    const { bench, service } = finished()
    bench.rate(1)
    bench.wait(seconds(3))
    bench.rate(5)
    bench.wait(seconds(200))
    expect(bench.of('rating.given')).toMatchObject([
      {
        source: 'rating-1',
        data: { service, ticket: 'A012', officer: 'cb-an', level: 5, of: 5, scale: '5-2025', via: 'keypad' },
      },
    ])
    expect(bench.notRated).toEqual([])
    expect(bench.padArmed).toBe(false)
  })

  it('or rating.none, which is “not rated” and never zero', () => {
    const { bench, service } = finished()
    bench.wait(seconds(200))
    expect(bench.of('rating.none').map(({ data }) => data)).toEqual([
      { service, ticket: 'A012', dossiers: [], officer: 'cb-an', of: 5, scale: '5-2025' },
    ])
    expect(bench.given).toEqual([])
    expect(bench.padArmed).toBe(false)
  })
})

describe('presses outside a window, or after its service was rated', () => {
  it('are facts of their own that count for nobody', () => {
    const bench = new Bench()
    const { facts, outputs } = bench.rate(5)
    expect(facts).toMatchObject([
      {
        type: 'rating.unattributed',
        data: { level: 5, of: 5, scale: '5-2025', because: 'no-window', via: 'keypad' },
      },
    ])
    expect(outputs).toEqual([])
  })

  it('are told apart', () => {
    const { bench } = finished()
    bench.rate(5)
    bench.wait(seconds(10))
    bench.rate(1)
    bench.show('A013')
    bench.rate(1)
    expect(unattributed(bench)).toEqual(['already-rated', 'no-window'])
    expect(bench.given).toEqual(['A012 5'])
  })

  it('begin at the deadline itself, even when the tick comes later than the press', () => {
    const { bench, end } = finished()
    bench.rate(5)
    bench.sleep(seconds(10))
    expect(typesOf(bench.rate(1))).toEqual(['rating.given', 'rating.unattributed'])
    expect(bench.of('rating.given')).toMatchObject([{ at: { wall: end + seconds(10) }, data: { level: 5 } }])
  })
})

describe('the officer of a rating', () => {
  it('is the service’s when the window is armed', () => {
    const bench = new Bench()
    bench.signIn('cb-an')
    bench.show('A012')
    bench.press('begin')
    bench.openRating()
    bench.rate(2)
    bench.signIn('cb-binh')
    expect(bench.of('rating.given')[0]?.data.officer).toBe('cb-an')
  })

  it('is the new one after the hand-over of a running service', () => {
    const bench = new Bench()
    bench.signIn('cb-an')
    bench.show('A012')
    bench.press('begin')
    bench.signIn('cb-binh')
    bench.press('finish')
    bench.rate(5)
    bench.wait(seconds(10))
    expect(bench.of('rating.given')[0]?.data.officer).toBe('cb-binh')
  })
})

describe('all times are configuration', () => {
  it('as are the levels', () => {
    const rating = { afterTouch: 1_000, grace: 2_000, untouched: 3_000, levels: 3, scale: '3-2026', questions: [] }
    const bench = new Bench({ ...defaultSettings, rating })
    bench.serve('A001')
    bench.wait(3_000)
    expect(bench.notRated).toEqual(['A001'])
    bench.serve('A002')
    bench.rate(3)
    bench.wait(1_000)
    expect(bench.of('rating.given')[0]?.data).toMatchObject({ level: 3, of: 3, scale: '3-2026' })
    bench.serve('A003')
    bench.show('A004')
    bench.wait(2_000)
    expect(bench.notRated).toEqual(['A001', 'A003'])
    bench.rate(4)
    expect(bench.notices.at(-1)).toBe('counter.notice.rating-level')
  })
})
