import { describe, expect, it } from 'vitest'
import type { NumberBlock } from '../contract/index.ts'
import { Bench, noon, seconds, typesOf } from './counter.fixture.ts'
import { claimedTickets, restoreState } from './index.ts'

const block: NumberBlock = {
  id: '019ab3f0-0000-7000-8000-00000000b10c',
  prefix: 'Q5-',
  from: 1,
  to: 3,
  digits: 3,
}
const nextBlock: NumberBlock = { ...block, id: '019ab3f0-0000-7000-8000-00000000b10d', from: 4, to: 6 }

/** A counter whose centre named those who wait, and cannot be asked any more. */
function cutOff(tickets: readonly string[] = ['A010', 'A011', 'A012'], numbers?: NumberBlock) {
  const bench = new Bench()
  bench.signIn('cb-an')
  bench.hearLine(tickets, numbers)
  bench.loseCentre()
  return bench
}

/** Calls by itself until nobody is left. */
function callAll(bench: Bench, presses: number): void {
  for (let n = 0; n < presses; n++) {
    bench.press('next')
    bench.wait(seconds(60))
  }
}

const called = (bench: Bench) =>
  bench.of('call.provisional').flatMap(({ data }) => (data.action === 'next' ? [`${data.line} ${data.ticket}`] : []))

describe('requirement 6: while the centre cannot be asked', () => {
  it('the counter calls those who wait, in their order, and then from the numbers kept for it', () => {
    const bench = cutOff(['B001', 'A010'], block)
    callAll(bench, 6)
    expect(called(bench)).toEqual([
      'waiting B001',
      'waiting A010',
      'reserved Q5-001',
      'reserved Q5-002',
      'reserved Q5-003',
      'undefined undefined',
    ])
  })

  it('those who were dealt to it come first, so that the counters of a field do not call the same', () => {
    const bench = new Bench()
    bench.signIn('cb-an')
    bench.hearTickets([
      { ticket: 'A010' },
      { ticket: 'A011', own: true },
      { ticket: 'A012' },
      { ticket: 'A013', own: true },
    ])
    bench.loseCentre()
    callAll(bench, 4)
    expect(called(bench)).toEqual(['waiting A011', 'waiting A013', 'waiting A010', 'waiting A012'])
  })

  it('nothing is asked: a press is the fact call.provisional, with the ticket that it is about', () => {
    const bench = cutOff()
    bench.press('next')
    bench.wait(seconds(5))
    bench.press('begin')
    expect(bench.requests).toEqual([])
    expect(bench.of('call.provisional').map(({ data }) => data)).toEqual([
      { action: 'next', ticket: 'A010', line: 'waiting', via: 'keypad' },
      { action: 'begin', ticket: 'A010', via: 'keypad' },
    ])
    expect(bench.of('call.requested')).toEqual([])
  })

  it('the number on show and every fact of its service are marked', () => {
    const bench = cutOff()
    bench.press('next')
    bench.press('begin')
    bench.scan('000.00.01.H62-261122-0007')
    bench.wait(seconds(60))
    bench.press('finish')
    bench.rate(4)
    bench.wait(seconds(20))
    expect(bench.of('ticket.shown').map(({ data }) => data)).toEqual([
      { ticket: 'A010', provisional: true },
      { ticket: null },
    ])
    const ofService = bench.facts.filter(({ data }) => 'service' in data)
    expect(ofService.map(({ type }) => type)).toEqual([
      'service.begin',
      'dossier.attached',
      'service.end',
      'rating.touched',
      'rating.given',
    ])
    expect(ofService.every(({ data }) => 'provisional' in data && data.provisional === true)).toBe(true)
  })

  it('the sign says so, and the officer reads it', () => {
    const bench = cutOff()
    bench.press('next')
    expect(bench.sign).toEqual({ state: 'serving', ticket: 'A010', provisional: true })
    expect(bench.notices).toEqual(['counter.notice.called-alone'])
  })

  it('a service that the centre had called is no less certain for being finished alone', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('begin')
    bench.loseCentre()
    bench.wait(seconds(30))
    expect(typesOf(bench.press('finish'))).toEqual(['call.provisional', 'service.end', 'ticket.shown'])
    expect(bench.of('service.end')[0]?.data).not.toHaveProperty('provisional')
  })

  it.each([
    ['skip', 'skipped'],
    ['hold', 'held'],
    ['transfer', 'transferred'],
  ] as const)('%s lets the person go', (action, outcome) => {
    const bench = cutOff()
    bench.press('next')
    bench.press('begin')
    bench.press(action, { to: '7' })
    expect(bench.of('service.end').map(({ data }) => data.outcome)).toEqual([outcome])
    expect(bench.sign).toEqual({ state: 'idle' })
    expect(bench.padArmed).toBeFalsy()
    bench.wait(seconds(1))
    bench.press('next')
    expect(called(bench).at(-1)).toBe('waiting A011')
  })

  it('one who was called and did not come leaves no service', () => {
    const bench = cutOff()
    bench.press('next')
    bench.press('skip')
    expect(bench.of('service.begin')).toEqual([])
    expect(bench.of('call.provisional').at(-1)?.data).toEqual({ action: 'skip', ticket: 'A010', via: 'keypad' })
  })

  it('recall shows the number once more; pause, open and close do what they do', () => {
    const bench = cutOff()
    bench.press('next')
    const recalled = bench.press('recall')
    expect(recalled.outputs).toContainEqual({ kind: 'sign', counter: '5', sign: bench.sign })
    bench.press('pause', { reason: 'Họp đột xuất' })
    expect(bench.sign).toEqual({ state: 'paused', reason: 'Họp đột xuất' })
    bench.press('open')
    bench.press('close')
    expect(bench.sign).toEqual({ state: 'closed' })
    expect(bench.of('call.ignored')).toEqual([])
  })

  it('a double press calls once', () => {
    const bench = cutOff()
    bench.press('next')
    bench.wait(300)
    bench.press('next', { via: 'screen' })
    expect(called(bench)).toHaveLength(1)
    expect(bench.of('call.ignored')[0]?.data.because).toBe('repeated')
  })

  it('next with nobody left finishes who is there, takes the number down and says so', () => {
    const bench = cutOff(['A010'])
    bench.press('next')
    bench.wait(seconds(60))
    bench.press('next')
    expect(bench.of('service.end').map(({ data }) => data.ticket)).toEqual(['A010'])
    expect(bench.sign).toEqual({ state: 'idle' })
    expect(bench.notices.at(-1)).toBe('counter.notice.line-empty')
    expect(bench.padArmed).toBe(true)
  })

  it('a counter that never heard who waits says that it knows nobody', () => {
    const bench = new Bench()
    bench.loseCentre()
    bench.press('next')
    expect(bench.notices).toEqual(['counter.notice.line-empty'])
  })

  it('the grace of the one before runs as ever: a press after the next call still counts for it', () => {
    const bench = cutOff()
    bench.press('next')
    bench.wait(seconds(30))
    bench.press('next')
    bench.wait(seconds(6))
    bench.rate(2)
    bench.wait(seconds(4))
    expect(bench.given).toEqual(['A010 2'])
  })
})

describe('requirement 6: no ticket is called twice', () => {
  it('although the old list still names it', () => {
    const bench = cutOff()
    bench.press('next')
    bench.wait(seconds(60))
    bench.press('finish')
    bench.restart()
    bench.press('next')
    expect(called(bench)).toEqual(['waiting A010', 'waiting A011'])
  })

  it('also when the centre had called it and its list came too late', () => {
    const bench = new Bench()
    bench.hearLine(['A010', 'A011'])
    bench.press('next')
    bench.answer('A010')
    bench.press('finish')
    bench.loseCentre()
    bench.wait(seconds(10))
    bench.press('next')
    expect(called(bench)).toEqual(['waiting A011'])
  })

  it('but a list that had lost it and names it again means it: the person was put back', () => {
    const bench = cutOff(['A010'])
    bench.press('next')
    bench.press('hold')
    bench.hearLine([])
    bench.hearLine(['A010'])
    bench.wait(seconds(1))
    bench.press('next')
    expect(called(bench)).toEqual(['waiting A010', 'waiting A010'])
  })

  it('nor at two counters of one desk', () => {
    const [five, six] = [cutOff(), new Bench(undefined, '6')]
    six.outside = five.outside
    five.press('next')
    six.outside = { ...six.outside, elsewhere: claimedTickets(five.state) }
    six.press('next')
    expect(called(six)).toEqual(['waiting A011'])
  })

  it('and what is too much to remember is not called at all', () => {
    const tickets = Array.from({ length: 500 }, (_, index) => `TICKET-${1000 + index}`)
    const bench = cutOff(tickets, block)
    callAll(bench, 400)
    const names = called(bench)
    expect(new Set(names.filter((name) => name.startsWith('waiting'))).size).toBeGreaterThan(250)
    expect(names.filter((name) => name.startsWith('reserved'))).toHaveLength(3)
    expect(new Set(names.filter((name) => !name.startsWith('undefined'))).size).toBe(
      names.filter((name) => !name.startsWith('undefined')).length,
    )
  })
})

describe('requirement 6: every number of a block is accounted for', () => {
  it('when the centre names another block', () => {
    const bench = cutOff([], block)
    callAll(bench, 2)
    bench.hearLine([], nextBlock)
    expect(bench.of('numbers.closed').map(({ data }) => data)).toEqual([{ block: block.id, used: 2, unused: 1 }])
    bench.press('next')
    expect(called(bench).at(-1)).toBe('reserved Q5-004')
  })

  it('when it names none any more, and also when none was used', () => {
    const bench = new Bench()
    bench.hearLine([], block)
    bench.hearLine([])
    bench.hearLine([])
    expect(bench.of('numbers.closed').map(({ data }) => data)).toEqual([{ block: block.id, used: 0, unused: 3 }])
  })

  it('none is given twice, not after a power cut and not when an old list names a closed block again', () => {
    const bench = cutOff([], block)
    bench.press('next')
    bench.restart()
    bench.press('next')
    bench.hearLine([], nextBlock)
    bench.hearLine([], block)
    bench.wait(seconds(1))
    callAll(bench, 3)
    expect(called(bench)).toEqual([
      'reserved Q5-001',
      'reserved Q5-002',
      'undefined undefined',
      'undefined undefined',
      'undefined undefined',
    ])
    expect(bench.of('numbers.closed')).toHaveLength(2)
  })
})

describe('a centre that comes back', () => {
  it('changes nothing on the display: the counter goes on with the ticket that it shows', () => {
    const bench = cutOff()
    bench.press('next')
    const { sign } = bench
    bench.findCentre()
    const done = bench.tick()
    expect(done.outputs).toEqual([])
    bench.press('begin')
    expect(bench.requests.at(-1)).toMatchObject({ name: 'call.begin', args: { ticket: 'A010' } })
    bench.answer('A010')
    expect(bench.sign).toEqual(sign)
    bench.press('finish')
    expect(bench.of('service.end')[0]?.data).toMatchObject({ ticket: 'A010', provisional: true })
    bench.press('next')
    bench.answer('A020')
    expect(bench.sign).toEqual({ state: 'serving', ticket: 'A020' })
  })

  it('is asked again, and a request that was given up meanwhile is answered in vain', () => {
    const bench = new Bench()
    bench.hearLine(['A010', 'A011'])
    bench.press('next')
    const late = bench.requests.at(-1)?.id
    bench.wait(seconds(5))
    bench.loseCentre()
    bench.press('next')
    bench.findCentre()
    expect(bench.show('A010', late).results).toMatchObject([{ state: 'refused', error: 'late' }])
    expect(bench.sign).toEqual({ state: 'serving', ticket: 'A010', provisional: true })
  })
})

describe('a journal of the version before', () => {
  it('is read: what it did not know of begins as in a new counter', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('begin')
    const { taken, numbers, closedBlocks, ...old } = bench.state
    const services = old.services.map(({ provisional, since, ...service }) => service)
    bench.state = restoreState(JSON.parse(JSON.stringify({ ...old, services })))
    expect(bench.state).toMatchObject({ taken: [], numbers: null, closedBlocks: [] })
    expect(bench.state.services).toMatchObject([{ provisional: false, since: noon }])
    bench.restart()
    bench.press('finish')
    expect(bench.of('service.end')[0]?.data).toMatchObject({ ticket: 'A001', outcome: 'finished' })
  })

  it('with an open rating window closes it as it was touched', () => {
    const bench = new Bench()
    bench.serve('A001')
    bench.rate(3)
    const { window } = bench.state
    const { questions, occasion, touched, answers, ...old } = window ?? ({} as NonNullable<typeof window>)
    bench.state = restoreState(JSON.parse(JSON.stringify({ ...bench.state, window: old })))
    bench.restart()
    expect(bench.given).toEqual(['A001 3'])
  })
})
