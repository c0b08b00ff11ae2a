import { describe, expect, it } from 'vitest'
import { callActions } from '../contract/index.ts'
import { Bench, noon, seconds, typesOf } from './counter.fixture.ts'
import { defaultSettings } from './index.ts'

const ignored = (bench: Bench) => bench.of('call.ignored').map(({ data }) => `${data.action} ${data.because}`)

describe('a press of a call key', () => {
  it('becomes a fact and a request of the same id, wanted for five seconds', () => {
    const bench = new Bench()
    const { facts, requests } = bench.press('next')
    expect(requests).toEqual([
      {
        id: expect.any(String),
        name: 'call.next',
        counter: '5',
        args: {},
        madeAt: '2026-11-23T12:00:00.000+07:00',
        notAfter: '2026-11-23T12:00:05.000+07:00',
        clock: 'synced',
      },
    ])
    expect(facts).toMatchObject([
      {
        type: 'call.requested',
        counter: '5',
        source: 'keypad-1',
        at: { wall: noon },
        data: { action: 'next', request: requests[0]?.id, via: 'keypad' },
      },
    ])
  })

  it('never invents a number: the sign stays as it is until the centre answers', () => {
    const bench = new Bench()
    expect(bench.press('next').outputs).toEqual([])
    expect(bench.answer('1023').outputs).toEqual([
      { kind: 'sign', counter: '5', sign: { state: 'serving', ticket: '1023' } },
    ])
  })

  it('is the same input from keypad, screen and shortcut: two of them at once cause one call', () => {
    const bench = new Bench()
    bench.press('next')
    bench.sleep(200)
    bench.press('next')
    bench.sleep(200)
    bench.press('next', { via: 'screen' })
    expect(bench.requests).toHaveLength(1)
    expect(ignored(bench)).toEqual(['next repeated', 'next repeated'])
    expect(bench.of('call.ignored').map(({ data }) => data.via)).toEqual(['keypad', 'screen'])
  })

  it('within 500 ms of the last accepted one is a double press, even when that one is answered', () => {
    const bench = new Bench()
    bench.press('next')
    bench.answer('A001')
    bench.sleep(499)
    bench.press('next')
    bench.sleep(1)
    bench.press('next')
    expect(ignored(bench)).toEqual(['next repeated'])
    expect(bench.requests).toHaveLength(2)
  })

  it('counts the double-press time from the accepted press, not from ignored ones', () => {
    const bench = new Bench()
    bench.press('next')
    bench.answer('A001')
    for (let presses = 0; presses < 3; presses++) {
      bench.sleep(200)
      bench.press('next')
    }
    expect(ignored(bench)).toEqual(['next repeated', 'next repeated'])
    expect(bench.requests).toHaveLength(2)
  })

  it('takes the double-press time from the configuration', () => {
    const bench = new Bench({ ...defaultSettings, doublePress: 0 })
    bench.press('next')
    bench.answer('A001')
    bench.press('next')
    expect(bench.requests).toHaveLength(2)
  })

  it('while the same request is unanswered is ignored as pending, and the officer is told to wait', () => {
    const bench = new Bench()
    bench.press('next')
    bench.wait(4_999)
    bench.press('next')
    expect(ignored(bench)).toEqual(['next pending'])
    expect(bench.notices).toEqual(['counter.notice.pending'])
  })

  it('that asks for something different is never swallowed', () => {
    const bench = new Bench()
    bench.show('A001')
    for (const action of ['recall', 'begin', 'hold', 'transfer', 'skip', 'next', 'pause', 'open', 'close'] as const) {
      bench.press(action, { to: '7' })
    }
    expect(ignored(bench)).toEqual([])
    expect(bench.requests).toHaveLength(9)
  })

  it('is a different one when it is about another person, however silent the centre is', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('begin')
    bench.wait(600)
    bench.press('begin')
    bench.press('finish')
    bench.wait(600)
    bench.press('finish')
    bench.show('A002')
    bench.press('begin')
    bench.press('finish')
    expect(ignored(bench)).toEqual(['begin pending', 'finish pending'])
    expect(bench.of('service.end').map(({ data }) => data.ticket)).toEqual(['A001', 'A002'])
  })

  it('names the ticket it is about, where to and why', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('transfer', { to: '7', reason: 'nhầm lĩnh vực' })
    expect(bench.requests.at(-1)?.args).toEqual({ ticket: 'A001', to: '7', reason: 'nhầm lĩnh vực' })
    expect(bench.of('call.requested').at(-1)?.data).toMatchObject({ ticket: 'A001', to: '7', reason: 'nhầm lĩnh vực' })
  })

  it('with more words than a fact holds loses the rest, and empty words are none', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('hold', { to: '', reason: '🙂'.repeat(150) })
    expect(bench.requests.at(-1)?.args).toEqual({ ticket: 'A001', reason: '🙂'.repeat(100) })
  })
})

describe('a press that makes no sense now', () => {
  it.each([
    ['recall', 'counter.notice.no-ticket'],
    ['begin', 'counter.notice.no-ticket'],
    ['skip', 'counter.notice.no-ticket'],
    ['hold', 'counter.notice.no-ticket'],
    ['transfer', 'counter.notice.no-ticket'],
    ['finish', 'counter.notice.no-ticket'],
    ['open', 'counter.notice.already-open'],
  ] as const)('without a ticket at an open counter: %s', (action, notice) => {
    const bench = new Bench()
    const { requests } = bench.press(action)
    expect(requests).toEqual([])
    expect(ignored(bench)).toEqual([`${action} not-possible`])
    expect(bench.notices).toEqual([notice])
  })

  it.each(callActions.filter((action) => action !== 'open'))('at a closed counter: %s', (action) => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('close')
    bench.answer(null)
    bench.sleep(1_000)
    bench.press(action)
    expect(ignored(bench)).toEqual([`${action} not-possible`])
    expect(bench.notices).toEqual(['counter.notice.closed'])
  })

  it.each(['next', 'recall', 'begin'] as const)('at a paused counter, which calls nobody: %s', (action) => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('pause')
    bench.press(action)
    expect(ignored(bench)).toEqual([`${action} not-possible`])
    expect(bench.notices).toEqual(['counter.notice.paused'])
  })

  it('is not a begin of a service that runs already', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('begin')
    bench.answer('A001')
    bench.sleep(600)
    bench.press('begin')
    expect(ignored(bench)).toEqual(['begin not-possible'])
    expect(bench.notices).toEqual(['counter.notice.already-begun'])
  })

  it('is not a finish during a pause: a person may be served to the end', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('begin')
    bench.press('pause')
    expect(typesOf(bench.press('finish'))).toEqual(['call.requested', 'service.end', 'ticket.shown'])
    expect(bench.sign).toMatchObject({ state: 'paused' })
  })
})

describe('pause, open and close', () => {
  it('are the officer’s own decision: fact and sign at once, and the centre is asked as well', () => {
    const bench = new Bench()
    expect(typesOf(bench.press('pause', { reason: 'Họp đột xuất' }))).toEqual(['call.requested', 'counter.paused'])
    expect(bench.sign).toEqual({ state: 'paused', reason: 'Họp đột xuất' })
    expect(bench.requests.at(-1)?.args).toEqual({ reason: 'Họp đột xuất' })
    expect(typesOf(bench.press('open'))).toEqual(['call.requested', 'counter.opened'])
    expect(bench.sign).toEqual({ state: 'idle' })
    expect(typesOf(bench.press('close'))).toEqual(['call.requested', 'counter.closed'])
    expect(bench.sign).toEqual({ state: 'closed' })
    expect(bench.requests.map(({ name }) => name)).toEqual(['call.pause', 'call.open', 'call.close'])
  })

  it('use the first reason of the list for a pause key without reason', () => {
    const bench = new Bench({ ...defaultSettings, pauseReasons: ['Hết giờ', 'Khác'] })
    bench.press('pause')
    expect(bench.of('counter.paused')[0]?.data).toEqual({ reason: 'Hết giờ', via: 'keypad' })
  })

  it('lose no pause for a reason that is not on the list, and keep it from the public', () => {
    const bench = new Bench()
    bench.press('pause', { reason: 'đi đón bé An' })
    expect(bench.sign).toEqual({ state: 'paused', reason: 'Nghỉ giải lao' })
    expect(bench.notices).toEqual(['counter.notice.pause-reason'])
    expect(JSON.stringify([bench.facts, bench.requests, bench.state])).not.toContain('bé An')
  })

  it('may change the reason of a pause, but do not pause twice for the same', () => {
    const bench = new Bench()
    bench.press('pause')
    bench.answer(null)
    bench.sleep(600)
    bench.press('pause')
    bench.press('pause', { reason: 'Hết giờ' })
    expect(ignored(bench)).toEqual(['pause not-possible'])
    expect(bench.notices).toEqual(['counter.notice.already-paused'])
    expect(bench.sign).toEqual({ state: 'paused', reason: 'Hết giờ' })
  })

  it('show the ticket again after a pause', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('pause')
    bench.press('open')
    expect(bench.sign).toEqual({ state: 'serving', ticket: 'A001' })
  })

  it('may be taken back while the centre is silent: an unanswered pause that was revoked blocks no new one', () => {
    const bench = new Bench()
    bench.press('pause')
    bench.wait(1_000)
    bench.press('open')
    bench.wait(1_000)
    bench.press('pause')
    expect(ignored(bench)).toEqual([])
    bench.wait(1_000)
    bench.press('pause')
    expect(ignored(bench)).toEqual(['pause pending'])
    bench.press('pause', { reason: 'Khác' })
    expect(bench.sign).toEqual({ state: 'paused', reason: 'Khác' })
  })

  it('end a running service with the outcome closed, and leave no number behind', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('begin')
    expect(typesOf(bench.press('close'))).toEqual(['call.requested', 'service.end', 'ticket.shown', 'counter.closed'])
    expect(bench.of('service.end')[0]?.data.outcome).toBe('closed')
    expect(bench.padArmed).toBeUndefined()
    bench.press('open')
    expect(bench.sign).toEqual({ state: 'idle' })
  })

  it('make no service of a ticket that nobody began', () => {
    const bench = new Bench()
    bench.show('A001')
    expect(typesOf(bench.press('close'))).toEqual(['call.requested', 'ticket.shown', 'counter.closed'])
  })
})

describe('who is sent away just before the next is called', () => {
  it('is not served: nobody comes into the books who was only called', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('skip')
    bench.press('next')
    expect(bench.of('service.end')).toEqual([])
    expect(bench.of('service.begin')).toEqual([])
    expect(bench.padArmed).toBeFalsy()
  })

  it('goes as the officer said, when the service had begun', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('begin')
    bench.wait(seconds(30))
    bench.press('hold')
    bench.press('next')
    expect(bench.of('service.end').map(({ data }) => data.outcome)).toEqual(['held'])
    expect(bench.padArmed).toBeFalsy()
  })

  it('is a new visit when the same number comes again', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('hold')
    bench.press('next')
    bench.show('A001')
    bench.press('begin')
    bench.wait(seconds(30))
    bench.press('finish')
    expect(bench.of('service.end').map(({ data }) => [data.ticket, data.outcome])).toEqual([['A001', 'finished']])
  })

  it('takes down no number that came since, when the answer to it comes last', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('begin')
    bench.wait(seconds(30))
    bench.press('finish')
    const finished = bench.requests.at(-1)?.id
    bench.press('next')
    bench.answer('A002')
    bench.show(null, finished)
    expect(bench.sign).toEqual({ state: 'serving', ticket: 'A002' })
  })
})
