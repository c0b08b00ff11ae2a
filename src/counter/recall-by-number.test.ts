import { describe, expect, it } from 'vitest'
import { Bench, seconds, typesOf } from './counter.fixture.ts'
import { pictureOf } from './index.ts'

const ignored = (bench: Bench) => bench.of('call.ignored').map(({ data }) => `${data.action} ${data.because}`)
const held = ({ state, outside, settings }: Bench) => pictureOf(state, { ...outside, settings }).held

/** A counter that the centre has told of those who wait; A003 was asked to wait nearby. */
function withHeld(): Bench {
  const bench = new Bench()
  bench.hearTickets([{ ticket: 'A010', own: true }, { ticket: 'A003', own: true, held: true }, { ticket: 'A011' }])
  return bench
}

describe('somebody who waits nearby is called back by number', () => {
  it('by the centre, which is asked for just that number', () => {
    const bench = withHeld()
    const { requests } = bench.press('recall', { ticket: 'A003' })
    expect(requests).toMatchObject([{ name: 'call.recall', args: { ticket: 'A003' } }])
    expect(bench.of('call.requested')[0]?.data).toMatchObject({ action: 'recall', ticket: 'A003' })
    bench.answer('A003')
    expect(bench.sign).toEqual({ state: 'serving', ticket: 'A003' })
    expect(typesOf(bench.press('begin'))).toContain('service.begin')
  })

  it('however the number was typed', () => {
    const bench = withHeld()
    bench.press('recall', { ticket: ' a003 ' })
    expect(bench.requests[0]?.args).toEqual({ ticket: 'A003' })
  })

  it('by the desk itself while the centre cannot be asked, once, and provisionally', () => {
    const bench = withHeld()
    bench.loseCentre()
    bench.press('recall', { ticket: 'A003' })
    expect(bench.sign).toEqual({ state: 'serving', ticket: 'A003', provisional: true })
    expect(bench.of('call.provisional')[0]?.data).toEqual({ action: 'recall', ticket: 'A003', via: 'keypad' })
    bench.press('begin')
    bench.press('finish')
    bench.wait(seconds(60))
    bench.press('next')
    bench.wait(seconds(60))
    bench.press('next')
    bench.wait(seconds(60))
    bench.press('next')
    expect(bench.of('ticket.shown').flatMap(({ data }) => data.ticket ?? [])).toEqual(['A003', 'A010', 'A011'])
  })

  it('also one whom the desk itself asked to wait while it was alone, before the turn comes', () => {
    const bench = withHeld()
    bench.loseCentre()
    bench.press('next')
    bench.press('hold')
    expect(held(bench)).toEqual(['A010', 'A003'])
    bench.wait(seconds(60))
    bench.press('recall', { ticket: 'A010' })
    expect(bench.sign).toMatchObject({ ticket: 'A010' })
    expect(held(bench)).toEqual(['A003'])
  })

  it('as often as they are asked to wait, also where the list of the centre was never without them', () => {
    const bench = withHeld()
    bench.press('recall', { ticket: 'A003' })
    bench.answer('A003')
    bench.tick()
    bench.press('hold')
    bench.answer(null)
    expect(held(bench)).toEqual(['A003'])
    bench.loseCentre()
    bench.wait(seconds(60))
    bench.press('recall', { ticket: 'A003' })
    expect(bench.sign).toMatchObject({ ticket: 'A003' })
  })

  it('but not from under somebody who is at the counter: what becomes of that one is for the officer to say', () => {
    const bench = withHeld()
    bench.show('A009')
    bench.press('recall', { ticket: 'A003' })
    expect(bench.notices).toEqual(['counter.notice.somebody-here'])
    expect(ignored(bench)).toEqual(['recall not-possible'])
    bench.press('finish')
    bench.wait(seconds(1))
    bench.press('recall', { ticket: 'A003' })
    expect(bench.requests.at(-1)).toMatchObject({ name: 'call.recall', args: { ticket: 'A003' } })
  })

  it('and while the centre cannot be asked, nobody whom this counter did not ask to wait', () => {
    const bench = withHeld()
    bench.loseCentre()
    bench.press('recall', { ticket: 'A011' })
    expect(bench.notices).toEqual(['counter.notice.not-held'])
    expect(bench.sign).toBeUndefined()
  })

  it('and never together with the next: two answers would bring two people', () => {
    const bench = withHeld()
    bench.press('recall', { ticket: 'A003' })
    bench.wait(seconds(1))
    bench.press('next')
    bench.press('recall', { ticket: 'A010' })
    expect(ignored(bench)).toEqual(['next pending', 'recall pending'])
    expect(bench.requests).toHaveLength(1)
  })

  it('whose number is on show is only called once more', () => {
    const bench = withHeld()
    bench.show('A009')
    bench.press('recall', { ticket: 'a009' })
    expect(bench.requests.at(-1)?.args).toEqual({ ticket: 'A009' })
    expect(ignored(bench)).toEqual([])
  })
})

describe('a transfer', () => {
  const toCounter7 = () => {
    const bench = new Bench()
    bench.settings = { ...bench.settings, transfer: { to: 'quay-07/7' } }
    bench.show('A001')
    return bench
  }

  it('of a key that cannot say where goes where the site has decided', () => {
    const bench = toCounter7()
    bench.press('transfer')
    expect(bench.requests.at(-1)?.args).toEqual({ ticket: 'A001', to: 'quay-07/7' })
  })

  it('goes where the officer says, whatever the site has decided', () => {
    const bench = toCounter7()
    bench.press('transfer', { to: 'dat-dai' })
    expect(bench.requests.at(-1)?.args).toMatchObject({ to: 'dat-dai' })
  })

  it('that nobody has said where to is refused with what to do, and the citizen stays', () => {
    const bench = new Bench()
    bench.show('A001')
    expect(bench.press('transfer').requests).toEqual([])
    expect(bench.notices).toEqual(['counter.notice.no-destination'])
    expect(ignored(bench)).toEqual(['transfer not-possible'])
    bench.loseCentre()
    bench.wait(seconds(1))
    bench.press('transfer', { to: '' })
    expect(bench.sign).toMatchObject({ ticket: 'A001' })
  })
})
