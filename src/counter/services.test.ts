import { describe, expect, it } from 'vitest'
import { Bench, noon, typesOf } from './counter.fixture.ts'

const oldCode = '000.00.01.H62-261122-0007'
const newCode = 'H62.001.02-261122-AA0007'

describe('a normal visit', () => {
  it('is recorded as called, begun and finished, and lights up the rating pad', () => {
    const bench = new Bench()
    bench.signIn('cb-an')
    bench.press('next')
    bench.answer('1023')
    bench.wait(8_000)
    bench.press('begin')
    bench.wait(600_000)
    const finished = bench.press('finish')
    expect(typesOf(bench)).toEqual([
      'officer.changed',
      'call.requested',
      'ticket.shown',
      'call.requested',
      'service.begin',
      'request.unanswered',
      'call.requested',
      'service.end',
      'ticket.shown',
    ])
    const [begin] = bench.of('service.begin')
    const whole = { service: begin?.data.service, ticket: '1023', dossiers: [], officer: 'cb-an' }
    expect(begin).toMatchObject({ at: { wall: noon + 8_000 }, data: { ...whole, implied: false } })
    expect(bench.of('service.end')[0]).toMatchObject({
      at: { wall: noon + 608_000 },
      data: { ...whole, outcome: 'finished' },
    })
    expect(finished.outputs).toContainEqual({ kind: 'rating-pad', counter: '5', armed: true, levels: 5 })
    expect(bench.sign).toEqual({ state: 'idle' })
  })
})

describe('the way by which an officer spoke', () => {
  it('is kept with the begin and the end of a service', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('begin', { via: 'screen' })
    bench.press('finish')
    expect(bench.of('service.begin')[0]?.data.via).toBe('screen')
    expect(bench.of('service.end')[0]?.data.via).toBe('keypad')
  })

  it('is nobody’s where the service must have begun, or where the centre has sent the citizen away', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('hold')
    bench.answer(null)
    bench.wait(1_000)
    bench.show('A002')
    bench.press('begin')
    bench.press('hold')
    bench.answer(null)
    expect(bench.of('service.end').map(({ data }) => [data.ticket, data.outcome, data.via])).toEqual([
      ['A002', 'held', undefined],
    ])
    bench.show('A003')
    bench.press('finish')
    expect(bench.of('service.begin').at(-1)?.data).toMatchObject({ ticket: 'A003', implied: true })
    expect(bench.of('service.end').at(-1)?.data.via).toBe('keypad')
  })
})

describe('a service', () => {
  it('that nobody began began when its ticket was shown', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.wait(90_000)
    bench.press('finish')
    expect(bench.of('service.begin')).toMatchObject([{ at: { wall: noon }, data: { implied: true, ticket: 'A001' } }])
    expect(bench.of('service.end')).toMatchObject([{ at: { wall: noon + 90_000 }, data: { outcome: 'finished' } }])
  })

  it('is over when the officer calls the next, and its number stays until the centre answers', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('begin')
    expect(typesOf(bench.press('next'))).toEqual(['call.requested', 'service.end'])
    expect(bench.sign).toEqual({ state: 'serving', ticket: 'A001' })
    bench.answer('A002')
    expect(bench.sign).toEqual({ state: 'serving', ticket: 'A002' })
  })

  it('ends once, however often next is pressed without an answer', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('next')
    bench.wait(6_000)
    bench.press('next')
    expect(bench.of('service.end')).toHaveLength(1)
    bench.press('begin')
    expect(bench.notices.at(-1)).toBe('counter.notice.no-ticket')
  })

  it.each([
    ['skip', 'skipped'],
    ['hold', 'held'],
    ['transfer', 'transferred'],
  ] as const)('that runs ends by %s only when the centre answers, and is not rated', (action, outcome) => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('begin')
    expect(typesOf(bench.press(action, { to: '7' }))).toEqual(['call.requested'])
    expect(typesOf(bench.answer('A002'))).toEqual(['service.end', 'ticket.shown'])
    expect(bench.of('service.end')[0]?.data).toMatchObject({ ticket: 'A001', outcome })
    expect(bench.padArmed).toBeUndefined()
  })

  it.each(['skip', 'hold', 'transfer'] as const)('is not made of a ticket that leaves unserved: %s', (action) => {
    const bench = new Bench()
    bench.show('A001')
    bench.press(action, { to: '7' })
    expect(typesOf(bench.answer(null))).toEqual(['ticket.shown'])
  })

  it('goes on when the centre refuses to let the person go, or shows the same ticket', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('begin')
    bench.press('transfer', { to: '7' })
    bench.command('request.refuse', { reason: 'quầy 7 đã đóng' }, bench.requests.at(-1)?.id)
    bench.press('skip')
    bench.answer('A001')
    bench.press('hold')
    bench.wait(5_000)
    expect(bench.of('service.end')).toEqual([])
    expect(typesOf(bench.press('finish'))).toContain('service.end')
  })

  it('goes on when the centre shows another number unasked; finish then leaves that number', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('begin')
    bench.show('A002')
    bench.press('finish')
    expect(bench.of('service.end')).toMatchObject([{ data: { ticket: 'A001' } }])
    expect(bench.sign).toEqual({ state: 'serving', ticket: 'A002' })
  })

  it('is over when the officer begins with the next person', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('begin')
    bench.wait(1_000)
    bench.show('A002')
    expect(typesOf(bench.press('begin'))).toEqual(['call.requested', 'service.end', 'service.begin'])
  })

  it('is the same when its number comes back', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('begin')
    bench.show(null)
    bench.show('A001')
    bench.press('finish')
    expect(bench.of('service.begin')).toHaveLength(1)
    expect(bench.of('service.end')).toHaveLength(1)
    expect(bench.sign).toEqual({ state: 'idle' })
  })

  it('is a new one when the centre calls a finished number again', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('next')
    expect(typesOf(bench.answer('A001'))).toEqual(['ticket.shown'])
    expect(typesOf(bench.press('begin'))).toEqual(['call.requested', 'service.begin'])
    expect(bench.of('service.begin').map(({ data }) => data.implied)).toEqual([true, false])
  })

  it('takes a person along who was held and comes back with the same number', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('begin')
    bench.press('hold')
    bench.answer('A002')
    bench.press('skip')
    bench.answer('A001')
    bench.press('finish')
    expect(bench.of('service.end').map(({ data }) => `${data.ticket} ${data.outcome}`)).toEqual([
      'A001 held',
      'A001 finished',
    ])
  })
})

describe('a scanned dossier code', () => {
  it.each([oldCode, newCode])('joins the running service: %s', (code) => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('begin')
    expect(bench.scan(`${code}\r`).facts).toMatchObject([
      { type: 'dossier.attached', source: 'scanner-1', data: { ticket: 'A001', dossiers: [code], dossier: code } },
    ])
    bench.press('finish')
    expect(bench.of('service.end')[0]?.data.dossiers).toEqual([code])
  })

  it('is remembered for a ticket that is shown, until its service begins', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.scan(oldCode)
    bench.press('begin')
    const [attached] = bench.of('dossier.attached')
    expect(bench.of('service.begin')[0]?.data).toMatchObject({ service: attached?.data.service, dossiers: [oldCode] })
  })

  it('is attached once', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.scan(oldCode)
    expect(bench.scan(oldCode).facts).toEqual([])
    expect(bench.notices).toEqual(['counter.notice.dossier-known'])
  })

  it('without anybody at the counter only tells the officer', () => {
    const bench = new Bench()
    expect(bench.scan(oldCode).facts).toEqual([])
    expect(bench.notices).toEqual(['counter.notice.scan-no-service'])
  })

  it('is one of fifty at most', () => {
    const bench = new Bench()
    bench.show('A001')
    for (let serial = 1000; serial <= 1050; serial++) bench.scan(`000.00.01.H62-261122-${serial}`)
    expect(bench.of('dossier.attached')).toHaveLength(50)
    expect(bench.notices).toEqual(['counter.notice.dossiers-full'])
  })
})

describe('any other scan', () => {
  it.each([
    '001190000001|012345678|Nguyễn Thị An|01011990|Nữ|Hà Nội|01012022',
    `${oldCode} Nguyễn Thị An`,
    '000.00.01.H62-261122-00',
    '',
  ])('may be personal data: it leaves no trace (%#)', (text) => {
    const bench = new Bench()
    bench.show('A001')
    const before = bench.state
    const { facts, outputs } = bench.scan(text)
    expect(facts).toEqual([])
    expect(outputs).toEqual([{ kind: 'notice', counter: '5', text: 'counter.notice.scan-no-dossier', args: {} }])
    expect(bench.state).toEqual(before)
  })
})

describe('the memory of ended services', () => {
  it('holds the last 32', () => {
    const bench = new Bench()
    const served = Array.from({ length: 40 }, (_, n) => bench.serve(`A${n}`))
    expect(bench.state.services.map(({ id }) => id)).toEqual(served.slice(-32))
  })

  it('holds fewer with very many dossiers', () => {
    const bench = new Bench()
    for (let n = 0; n < 10; n++) {
      showWithManyDossiers(bench, `A${n}`)
      bench.press('finish')
      bench.wait(1_000)
    }
    const ended = bench.of('service.end').map(({ data }) => data.service)
    const kept = bench.state.services.map(({ id }) => id)
    expect(kept.length).toBeLessThan(5)
    expect(kept).toEqual(ended.slice(-kept.length))
  })

  it('never loses the service that is being rated nor the one that runs', () => {
    const bench = new Bench()
    const rated = bench.serve('A012')
    for (let n = 0; n < 8; n++) {
      showWithManyDossiers(bench, `B${n}`)
      bench.press('begin')
      bench.press('skip')
      bench.answer(null)
      bench.wait(1_000)
    }
    showWithManyDossiers(bench, 'C1')
    bench.press('begin')
    bench.rate(4)
    expect(bench.of('rating.touched').map(({ data }) => data.service)).toEqual([rated])
    expect(typesOf(bench.press('finish'))).toContain('service.end')
  })
})

/** A ticket as long and with as many dossiers as a fact can hold. */
function showWithManyDossiers(bench: Bench, ticket: string): void {
  bench.show(ticket.padEnd(200, 'Ệ'))
  for (let n = 0; n < 50; n++) bench.scan(`0000.0000.0000.0000-261122-${String(n).padStart(12, 'A')}`)
}
