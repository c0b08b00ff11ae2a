import { describe, expect, it } from 'vitest'
import { Bench, noon, typesOf } from './counter.fixture.ts'

describe('a request', () => {
  it('unanswered by its deadline becomes a fact and words on screen, and the officer can press again', () => {
    const bench = new Bench()
    bench.press('next')
    expect(bench.wakeAt).toBe(bench.now.mono + 5_000)
    bench.wait(5_000)
    expect(bench.of('request.unanswered')).toMatchObject([
      { source: 'counter', at: { wall: noon + 5_000 }, data: { request: bench.requests[0]?.id, name: 'call.next' } },
    ])
    expect(bench.notices).toEqual(['counter.notice.unanswered'])
    expect(bench.wakeAt).toBeNull()
    expect(bench.press('next').requests).toHaveLength(1)
  })

  it('about the officer’s own decision needs no second press: it stays done', () => {
    const bench = new Bench()
    bench.press('pause')
    bench.wait(5_000)
    expect(bench.notices).toEqual(['counter.notice.unanswered-recorded'])
    expect(bench.state.mode.state).toBe('paused')
  })

  it('gives up at its deadline however late the tick comes, and the fact has the time of the deadline', () => {
    const bench = new Bench()
    bench.press('next')
    bench.sleep(60_000)
    bench.tick()
    expect(bench.of('request.unanswered')[0]?.at).toMatchObject({ wall: noon + 5_000, mono: 6_000 })
  })

  it('that was given up refuses its answer as late, without effect', () => {
    const bench = new Bench()
    bench.press('next')
    bench.wait(5_000)
    const late = bench.answer('A001')
    expect(late.results).toEqual([{ id: expect.any(String), state: 'refused', error: 'late' }])
    expect(late.facts).toEqual([])
    expect(late.outputs).toEqual([])
    expect(bench.state.shown).toBeNull()
  })

  it('is judged by monotonic time, even when no tick was worked since', () => {
    const bench = new Bench()
    bench.press('next')
    bench.sleep(5_000)
    expect(bench.answer('A001').results).toMatchObject([{ state: 'refused', error: 'late' }])
    expect(typesOf(bench)).toEqual(['call.requested', 'request.unanswered'])
  })

  it('is answered once: a second answer is late', () => {
    const bench = new Bench()
    bench.press('next')
    expect(bench.answer('A001').results).toMatchObject([{ state: 'done' }])
    expect(bench.answer('A002').results).toMatchObject([{ state: 'refused', error: 'late' }])
    expect(bench.sign).toEqual({ state: 'serving', ticket: 'A001' })
  })

  it('may be refused in words for the officer', () => {
    const bench = new Bench()
    bench.press('next')
    const refused = bench.command('request.refuse', { reason: 'quầy chưa đăng nhập' }, bench.requests[0]?.id)
    expect(refused.outputs).toEqual([
      { kind: 'notice', counter: '5', text: 'counter.notice.refused', args: { reason: 'quầy chưa đăng nhập' } },
    ])
    expect(refused.wakeAt).toBeNull()
  })

  it('for the next ticket may find the queue empty', () => {
    const bench = new Bench()
    bench.press('next')
    bench.command('counter.show', { ticket: null, notice: 'queue-empty' }, bench.requests[0]?.id)
    expect(bench.notices).toEqual(['counter.notice.queue-empty'])
    expect(bench.sign).toEqual({ state: 'idle' })
  })

  it('is given up early when more than sixteen wait, so that none piles up in memory', () => {
    const bench = new Bench()
    for (let turns = 0; turns < 9; turns++) {
      bench.press('pause')
      bench.press('open')
      bench.sleep(520)
    }
    expect(bench.state.pending).toHaveLength(16)
    expect(bench.of('request.unanswered').map(({ data }) => data.request)).toEqual([
      bench.requests[0]?.id,
      bench.requests[1]?.id,
    ])
  })
})

describe('the number at the counter', () => {
  it('is set by the centre unasked as well', () => {
    const bench = new Bench()
    const shown = bench.show('B007')
    expect(shown.facts).toMatchObject([{ type: 'ticket.shown', source: 'centre', data: { ticket: 'B007' } }])
    expect(shown.results).toMatchObject([{ state: 'done' }])
    expect(bench.sign).toEqual({ state: 'serving', ticket: 'B007' })
  })

  it('is shown again by a recall without having changed', () => {
    const bench = new Bench()
    bench.show('B007')
    bench.press('recall')
    const again = bench.answer('B007')
    expect(again.facts).toEqual([])
    expect(again.outputs).toMatchObject([{ kind: 'sign', sign: { state: 'serving', ticket: 'B007' } }])
  })

  it('does not come back with an answer to a press from before the finish', () => {
    const bench = new Bench()
    bench.show('B007')
    bench.press('recall')
    const recall = bench.requests.at(-1)?.id
    bench.press('finish')
    const late = bench.show('B007', recall)
    expect(late.results).toMatchObject([{ state: 'done' }])
    expect(late.facts).toEqual([])
    expect(bench.sign).toEqual({ state: 'idle' })
  })

  it('may be the same again for a new visit', () => {
    const bench = new Bench()
    const first = bench.serve('B007')
    const second = bench.serve('B007')
    expect(second).not.toBe(first)
  })

  it('stays hidden while the counter is paused', () => {
    const bench = new Bench()
    bench.press('next')
    bench.press('pause')
    bench.show('B007', bench.requests[0]?.id)
    expect(bench.sign).toMatchObject({ state: 'paused' })
    bench.press('open')
    expect(bench.sign).toEqual({ state: 'serving', ticket: 'B007' })
  })
})

describe('words from the centre', () => {
  it('stay on the display until the next number', () => {
    const bench = new Bench()
    const lines = ['Mời xếp hàng', 'theo thứ tự']
    expect(bench.command('display.text', { lines }).outputs).toEqual([{ kind: 'text', counter: '5', lines }])
    expect(bench.restart().outputs).toContainEqual({ kind: 'text', counter: '5', lines })
    bench.show('A001')
    expect(bench.restart().outputs.map(({ kind }) => kind)).not.toContain('text')
  })
})

describe('the officer', () => {
  it('changes by the centre’s answer, and the fact says whether the centre is sure', () => {
    const bench = new Bench()
    bench.command('officer.set', { officer: 'cb-an', proven: true })
    bench.command('officer.set', { officer: 'cb-binh', proven: false })
    bench.command('officer.set', { officer: null, proven: false })
    expect(bench.of('officer.changed').map(({ data }) => data)).toEqual([
      { to: 'cb-an', proven: true },
      { from: 'cb-an', to: 'cb-binh', proven: false },
      { from: 'cb-binh', proven: false },
    ])
  })

  it('who is set again changes nothing', () => {
    const bench = new Bench()
    bench.signIn('cb-an')
    const again = bench.signIn('cb-an')
    expect(again.facts).toEqual([])
    expect(again.results).toMatchObject([{ state: 'done' }])
  })

  it('who takes over leaves the display unchanged and gets the running service', () => {
    const bench = new Bench()
    bench.signIn('cb-an')
    bench.show('A001')
    bench.press('begin')
    const handOver = bench.signIn('cb-binh')
    const service = bench.of('service.begin')[0]?.data.service
    expect(handOver.outputs).toEqual([])
    expect(bench.of('officer.changed').at(-1)?.data).toEqual({ from: 'cb-an', to: 'cb-binh', proven: true, service })
    bench.press('finish')
    expect(bench.of('service.begin')[0]?.data.officer).toBe('cb-an')
    expect(bench.of('service.end')[0]?.data).toMatchObject({ service, officer: 'cb-binh' })
  })

  it('of an ended service stays who it was', () => {
    const bench = new Bench()
    bench.signIn('cb-an')
    const service = bench.serve('A001')
    bench.signIn('cb-binh')
    bench.openRating(service)
    bench.rate(5)
    expect(bench.of('rating.touched')[0]?.data.officer).toBe('cb-an')
  })
})

describe('a restart of the agent', () => {
  it('shows everything again from the state: sign, words, a dark rating pad', () => {
    const bench = new Bench()
    bench.show('A001')
    expect(bench.restart().outputs).toEqual([
      { kind: 'sign', counter: '5', sign: { state: 'serving', ticket: 'A001' } },
      { kind: 'rating-pad', counter: '5', armed: false, levels: 5 },
    ])
  })

  it('gives up what waited for an answer, and says so', () => {
    const bench = new Bench()
    bench.press('next')
    const start = bench.restart()
    expect(start.facts).toMatchObject([{ type: 'request.unanswered', at: { mono: bench.now.mono } }])
    expect(start.outputs.at(-1)).toMatchObject({ kind: 'notice', text: 'counter.notice.unanswered' })
    expect(start.wakeAt).toBeNull()
    expect(bench.answer('A001').results).toMatchObject([{ error: 'late' }])
  })

  it('forgets the double-press time of the life before', () => {
    const bench = new Bench()
    bench.press('next')
    bench.restart(0)
    expect(bench.press('next').requests).toHaveLength(1)
  })

  it('finds the service, its ticket and its officer again', () => {
    const bench = new Bench()
    bench.signIn('cb-an')
    bench.show('1040')
    bench.press('begin')
    bench.restart()
    expect(bench.sign).toEqual({ state: 'serving', ticket: '1040' })
    expect(typesOf(bench.press('finish'))).toEqual(['call.requested', 'service.end', 'ticket.shown'])
    expect(bench.of('service.end')[0]?.data).toMatchObject({ ticket: '1040', officer: 'cb-an' })
  })

  it('keeps the time at which the ticket was shown', () => {
    const bench = new Bench()
    bench.show('1040')
    bench.wait(1_000)
    bench.restart(30_000)
    bench.wait(1_000)
    bench.press('finish')
    expect(bench.of('service.begin')[0]).toMatchObject({
      data: { implied: true },
      at: { wall: noon, mono: 77 - 31_000 },
    })
  })
})
