import { describe, expect, it } from 'vitest'
import { Bench, noon, seconds } from './counter.fixture.ts'
import { announcementOf, defaultSettings, pictureOf } from './index.ts'

const picture = ({ state, outside, settings }: Bench) => pictureOf(state, { ...outside, settings })

describe('a counter as its officer sees it', () => {
  it('before anybody did anything', () => {
    expect(picture(new Bench())).toMatchObject({
      id: '5',
      mode: 'open',
      reason: null,
      ticket: null,
      isProvisional: false,
      service: null,
      officer: null,
      isSigningIn: false,
      waiting: null,
      rating: null,
      asked: [],
      pauseReasons: defaultSettings.pauseReasons,
    })
  })

  it('tells who is at it, since when, and with which dossiers', () => {
    const bench = new Bench()
    bench.signIn('cb-an')
    bench.show('A001')
    expect(picture(bench).service).toMatchObject({ ticket: 'A001', phase: 'called', since: noon, isRated: false })
    bench.wait(seconds(30))
    bench.press('begin')
    bench.scan('000.00.01.H62-261122-0007')
    // The centre calls the next already; who is served stays at the counter, since when it was called.
    bench.show('A002')
    expect(picture(bench)).toMatchObject({
      ticket: 'A002',
      officer: { name: 'cb-an', proven: true },
      service: { ticket: 'A001', phase: 'running', since: noon, dossiers: ['000.00.01.H62-261122-0007'] },
    })
  })

  it('says of each key what stands against it now, in the words of the press itself', () => {
    const bench = new Bench()
    const { possible } = picture(bench)
    expect(possible).toMatchObject({
      next: null,
      recall: 'counter.notice.no-ticket',
      open: 'counter.notice.already-open',
    })
    for (const [action, notice] of Object.entries(possible)) {
      const fresh = new Bench()
      fresh.press(action as keyof typeof possible)
      expect(fresh.notices, action).toEqual(notice === null ? [] : [notice])
    }
  })

  it('says what the centre was asked, and that it is being waited for', () => {
    const bench = new Bench()
    bench.press('next')
    expect(picture(bench)).toMatchObject({ asked: ['next'], possible: { next: 'counter.notice.pending' } })
    bench.answer('A001')
    expect(picture(bench)).toMatchObject({ asked: [], possible: { next: null } })
  })

  it('says why it is paused', () => {
    const bench = new Bench()
    bench.press('pause', { reason: 'Họp đột xuất' })
    expect(picture(bench)).toMatchObject({ mode: 'paused', reason: 'Họp đột xuất' })
  })

  it('counts who waits as far as it can know: the list may be cut, and some of it is gone', () => {
    const bench = new Bench()
    const tickets = Array.from({ length: 30 }, (_, index) => `A${100 + index}`)
    bench.hearLine(tickets, {
      id: '019ab3f0-0000-7000-8000-00000000b10c',
      prefix: 'Q5-',
      from: 11,
      to: 20,
      digits: 3,
    })
    const { line } = bench.outside
    if (line) bench.outside = { ...bench.outside, line: { ...line, waiting: 45 }, elsewhere: ['A101'] }
    bench.loseCentre()
    bench.press('next')
    const { waiting } = picture(bench)
    expect(waiting).toMatchObject({ count: 43, numbersLeft: 10 })
    expect(waiting?.next).toEqual(tickets.slice(2, 12))
  })

  it('never tells how somebody rated, only that somebody did', () => {
    const bench = new Bench()
    const service = bench.serve('A001')
    expect(picture(bench).rating).toEqual({ service, scale: '5-2025', of: 5, isTouched: false })
    bench.rate(1)
    expect(picture(bench).rating).toEqual({ service, scale: '5-2025', of: 5, isTouched: true })
    const [one, two] = [1, 5].map((level) => {
      const other = new Bench()
      other.serve('A001')
      other.rate(level)
      return JSON.stringify([picture(other), announcementOf(other.state)])
    })
    expect(one).toBe(two)
  })
})
