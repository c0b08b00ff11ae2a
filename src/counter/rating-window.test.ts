import { describe, expect, it } from 'vitest'
import { Bench, finished, seconds, typesOf } from './counter.fixture.ts'

const unattributed = (bench: Bench) => bench.of('rating.unattributed').map(({ data }) => data.because)

describe('the window closes at the earliest of', () => {
  it('10 s after the last touch', () => {
    const { bench, end } = finished()
    bench.wait(seconds(115))
    bench.rate(3)
    bench.wait(seconds(9))
    bench.rate(4)
    bench.wait(seconds(9))
    expect(bench.given).toEqual([])
    bench.wait(seconds(1))
    expect(bench.given).toEqual(['A012 4'])
    expect(bench.of('rating.given')[0]?.at.wall).toBe(end + seconds(134))
  })

  it('10 s after another ticket is shown', () => {
    const { bench, end } = finished()
    bench.wait(seconds(20))
    bench.show('A013')
    bench.wait(seconds(60))
    expect(bench.notRated).toEqual(['A012'])
    expect(bench.of('rating.none')[0]?.at.wall).toBe(end + seconds(30))
  })

  it('… where a touch never extends this grace', () => {
    const { bench, end } = finished()
    bench.show('A013')
    bench.wait(seconds(9))
    bench.rate(2)
    bench.wait(seconds(5))
    expect(bench.given).toEqual(['A012 2'])
    expect(bench.of('rating.given')[0]?.at.wall).toBe(end + seconds(10))
  })

  it('… nor does a third ticket, nor arming it again', () => {
    const { bench, service, end } = finished()
    bench.show('A013')
    bench.wait(seconds(5))
    bench.show('A014')
    bench.openRating(service)
    bench.wait(seconds(60))
    expect(bench.of('rating.none')[0]?.at.wall).toBe(end + seconds(10))
  })

  it('… and a press during the grace time counts for the previous ticket', () => {
    const { bench } = finished('1050')
    bench.press('next')
    bench.answer('1051')
    bench.wait(seconds(6))
    bench.rate(1)
    bench.wait(seconds(19))
    bench.rate(1)
    expect(bench.given).toEqual(['1050 1'])
    expect(unattributed(bench)).toEqual(['no-window'])
    bench.press('begin')
    bench.press('finish')
    bench.rate(5)
    bench.wait(seconds(10))
    expect(bench.given).toEqual(['1050 1', '1051 5'])
  })

  it('… but not before the other ticket is shown: a call without answer starts no grace', () => {
    const bench = new Bench()
    bench.show('A012')
    bench.press('next')
    bench.wait(seconds(60))
    expect(bench.padArmed).toBe(true)
    bench.press('next')
    bench.answer('A013')
    bench.wait(seconds(10))
    expect(bench.notRated).toEqual(['A012'])
  })

  it('… nor does an empty display', () => {
    const { bench } = finished()
    bench.show(null)
    bench.wait(seconds(60))
    expect(bench.padArmed).toBe(true)
  })

  it('arming of another service', () => {
    const { bench } = finished('A012')
    bench.rate(4)
    bench.wait(seconds(1))
    const other = bench.serve('A013')
    expect(bench.given).toEqual(['A012 4'])
    bench.rate(2)
    expect(bench.of('rating.touched').at(-1)?.data.service).toBe(other)
  })

  it.each(['pause', 'close'] as const)('%s', (action) => {
    const { bench, end } = finished()
    bench.rate(4)
    bench.wait(seconds(2))
    bench.press(action)
    expect(bench.of('rating.given')).toMatchObject([{ at: { wall: end + seconds(2) }, data: { level: 4 } }])
    expect(bench.padArmed).toBe(false)
  })

  it('close, also for the running service that it ends', () => {
    const bench = new Bench()
    bench.show('A012')
    bench.press('begin')
    bench.openRating()
    expect(typesOf(bench.press('close'))).toEqual([
      'call.requested',
      'rating.none',
      'service.end',
      'ticket.shown',
      'counter.closed',
    ])
  })

  it('hand-over', () => {
    const { bench } = finished()
    bench.rate(4)
    bench.signIn('cb-binh')
    expect(bench.of('rating.given')).toMatchObject([{ data: { level: 4, officer: 'cb-an' } }])
    expect(bench.padArmed).toBe(false)
  })

  it('120 s untouched', () => {
    const { bench, end } = finished()
    bench.wait(seconds(119.999))
    expect(bench.notRated).toEqual([])
    bench.wait(1)
    expect(bench.of('rating.none')[0]?.at.wall).toBe(end + seconds(120))
  })

  it('restart of the agent', () => {
    const { bench, end } = finished()
    bench.rate(4)
    bench.restart(seconds(30))
    expect(bench.of('rating.given')).toMatchObject([{ at: { wall: end + seconds(30) }, data: { level: 4 } }])
    expect(bench.state.window).toBeNull()
  })

  it('restart of the agent, untouched', () => {
    const { bench } = finished()
    bench.restart()
    expect(bench.notRated).toEqual(['A012'])
  })
})

describe('arming', () => {
  it('the same open window again restarts only the 120 s', () => {
    const { bench, service, end } = finished()
    bench.wait(seconds(100))
    bench.openRating(service)
    bench.wait(seconds(100))
    expect(bench.padArmed).toBe(true)
    bench.wait(seconds(100))
    expect(bench.of('rating.none')[0]?.at.wall).toBe(end + seconds(220))
  })

  it('… not the 10 s after a touch', () => {
    const { bench, service, end } = finished()
    bench.rate(5)
    bench.wait(seconds(8))
    bench.openRating(service)
    bench.wait(seconds(8))
    expect(bench.of('rating.given')[0]?.at.wall).toBe(end + seconds(10))
  })

  it('by the end of a service whose window is open keeps its touch', () => {
    const bench = new Bench()
    bench.show('A012')
    bench.press('begin')
    bench.openRating()
    bench.rate(4)
    bench.wait(seconds(5))
    bench.press('finish')
    bench.wait(seconds(5))
    expect(bench.given).toEqual(['A012 4'])
    expect(bench.notRated).toEqual([])
  })

  it('a rated service is refused', () => {
    const { bench, service } = finished()
    bench.rate(5)
    bench.wait(seconds(10))
    expect(bench.openRating(service).results).toMatchObject([{ state: 'refused', error: 'already-rated' }])
    expect(bench.padArmed).toBe(false)
  })

  it('does not happen at the end of a service that was rated during it', () => {
    const bench = new Bench()
    bench.show('A012')
    bench.press('begin')
    bench.openRating()
    bench.rate(5)
    bench.wait(seconds(10))
    bench.press('finish')
    expect(bench.padArmed).toBe(false)
    bench.rate(1)
    expect(unattributed(bench)).toEqual(['already-rated'])
  })

  it('an untouched service again may still bring its rating, which supersedes rating.none', () => {
    const { bench, service } = finished()
    bench.wait(seconds(120))
    expect(bench.openRating(service).results).toMatchObject([{ state: 'done' }])
    bench.rate(5)
    bench.wait(seconds(10))
    expect(bench.notRated).toEqual(['A012'])
    expect(bench.given).toEqual(['A012 5'])
  })

  it('while another ticket is already shown leaves only the grace', () => {
    const { bench, service } = finished()
    bench.wait(seconds(120))
    bench.show('A013')
    bench.wait(seconds(60))
    bench.openRating(service)
    const armed = bench.now.wall
    bench.wait(seconds(8))
    bench.rate(3)
    bench.wait(seconds(8))
    expect(bench.of('rating.given')[0]?.at.wall).toBe(armed + seconds(10))
  })
})
