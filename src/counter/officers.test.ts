import { describe, expect, it } from 'vitest'
import type { OfficerProof } from '../contract/index.ts'
import { Bench, seconds, typesOf } from './counter.fixture.ts'
import { defaultSettings } from './index.ts'

const proof: OfficerProof = {
  method: 'pin',
  nonce: '019ab3f0-0000-7000-8000-0000000000aa',
  answer: 'c0ffee00'.repeat(8),
}

/** Somebody showed who it is, and the centre is being asked. */
function asking(bench = new Bench()) {
  bench.arrive('cb-an', { proof })
  return { bench, id: bench.requests.at(-1)?.id ?? '' }
}

const changes = (bench: Bench) => bench.of('officer.changed').map(({ data }) => data)

/** An officer serves A001 and somebody else comes. */
function serving() {
  const bench = new Bench()
  bench.signIn('cb-an')
  bench.show('A001')
  bench.press('begin')
  bench.answer('A001')
  bench.wait(seconds(60))
  return bench
}

describe('requirement 3: an officer who shows a PIN', () => {
  it('waits for the word of the centre', () => {
    const { bench } = asking()
    expect(bench.requests).toMatchObject([{ name: 'officer.sign-in', counter: '5', args: { officer: 'cb-an', proof } }])
    expect(bench.state.officer).toBeNull()
    expect(bench.facts).toEqual([])
  })

  it('is proven when the centre says so', () => {
    const { bench, id } = asking()
    bench.command('officer.set', { officer: 'cb-an', proven: true }, id)
    expect(changes(bench)).toEqual([{ to: 'cb-an', proven: true, via: 'screen' }])
    expect(bench.notices).toEqual(['counter.notice.signed-in'])
    bench.wait(seconds(10))
    expect(bench.of('request.unanswered')).toEqual([])
  })

  it('whom the centre does not believe is denied, and reads why', () => {
    const { bench, id } = asking()
    const done = bench.command('request.refuse', { reason: 'Sai mã PIN' }, id)
    expect(bench.of('officer.denied').map(({ data }) => data)).toEqual([
      { officer: 'cb-an', because: 'refused', via: 'screen' },
    ])
    expect(done.outputs).toMatchObject([{ kind: 'notice', args: { reason: 'Sai mã PIN' } }])
    expect(bench.state.officer).toBeNull()
  })

  it('sits down unproven when nobody answers, as facts and a notice say', () => {
    const { bench } = asking()
    bench.wait(seconds(5))
    expect(typesOf(bench)).toEqual(['request.unanswered', 'officer.changed'])
    expect(bench.of('request.unanswered')[0]).toMatchObject({ source: 'counter', data: { name: 'officer.sign-in' } })
    expect(changes(bench)).toEqual([{ to: 'cb-an', proven: false, via: 'screen' }])
    expect(bench.notices).toEqual(['counter.notice.signed-in-unproven'])
  })

  it('… and the answer that comes then is too late', () => {
    const { bench, id } = asking()
    bench.wait(seconds(5))
    expect(bench.command('officer.set', { officer: 'cb-an', proven: true }, id).results).toMatchObject([
      { error: 'late' },
    ])
    expect(bench.state.officer).toEqual({ name: 'cb-an', proven: false })
  })

  it('who waited when the power went does not sit down by that afterwards', () => {
    const { bench } = asking()
    bench.restart()
    expect(bench.state.officer).toBeNull()
    expect(bench.of('request.unanswered')).toHaveLength(1)
    expect(bench.of('officer.denied').map(({ source, data }) => [source, data])).toEqual([
      ['counter', { officer: 'cb-an', because: 'unanswered', via: 'screen' }],
    ])
  })

  it('sits down unproven at once while the centre cannot be asked', () => {
    const bench = new Bench()
    bench.loseCentre()
    bench.arrive('cb-an', { proof })
    expect(bench.requests).toEqual([])
    expect(changes(bench)).toEqual([{ to: 'cb-an', proven: false, via: 'screen' }])
  })

  it('who sits here proven stays so, whatever cannot be asked', () => {
    const { bench, id } = asking()
    bench.command('officer.set', { officer: 'cb-an', proven: true }, id)
    bench.loseCentre()
    bench.arrive('cb-an', { proof })
    expect(bench.state.officer).toEqual({ name: 'cb-an', proven: true })
  })

  it('leaves no trace of what was shown', () => {
    const { bench } = asking()
    const kept = JSON.stringify([bench.state, bench.facts, bench.outputs])
    expect(kept).not.toContain(proof.answer)
    expect(kept).not.toContain(proof.nonce)
  })

  it('is asked about once at a time', () => {
    const { bench } = asking()
    bench.arrive('cb-binh', { proof })
    expect(bench.requests).toHaveLength(1)
    expect(bench.notices).toEqual(['counter.notice.pending'])
  })

  it('who left before the answer came is not called back by it', () => {
    const bench = new Bench()
    bench.signIn('cb-chi')
    const { id } = asking(bench)
    bench.leave()
    expect(bench.command('officer.set', { officer: 'cb-an', proven: true }, id).results).toMatchObject([
      { error: 'late' },
    ])
    expect(bench.state.officer).toBeNull()
  })
})

describe('an officer who shows nothing', () => {
  it('sits down unproven at once', () => {
    const bench = new Bench()
    bench.arrive('cb-an')
    expect(changes(bench)).toEqual([{ to: 'cb-an', proven: false, via: 'screen' }])
  })

  it('who is not on the list of the centre does not sit down', () => {
    const bench = new Bench({ ...defaultSettings, officers: ['cb-an'] })
    bench.arrive('cb-ann', { proof })
    expect([bench.facts, bench.requests]).toEqual([[], []])
    expect(bench.notices).toEqual(['counter.notice.officer-unknown'])
    bench.arrive('cb-an')
    expect(bench.state.officer?.name).toBe('cb-an')
  })

  it.each(['', '  ', 'x'.repeat(201)])('under a name that no fact can carry does not sit down (%#)', (officer) => {
    const bench = new Bench()
    bench.arrive(officer)
    expect(bench.notices).toEqual(['counter.notice.officer-unknown'])
    expect(bench.facts).toEqual([])
  })

  it('signs out again, once', () => {
    const bench = new Bench()
    bench.arrive('cb-an')
    bench.leave()
    bench.leave()
    expect(changes(bench).at(-1)).toEqual({ from: 'cb-an', proven: false, via: 'screen' })
    expect(bench.notices.at(-1)).toBe('counter.notice.nobody-signed-in')
  })
})

describe('S10, a change of officer while somebody is served', () => {
  it.each(['arrive', 'leave'] as const)('needs a word of what becomes of the service (%s)', (act) => {
    const bench = serving()
    if (act === 'arrive') bench.arrive('cb-binh', { proof })
    else bench.leave()
    expect(bench.requests.filter(({ name }) => name === 'officer.sign-in')).toEqual([])
    expect(bench.state.officer?.name).toBe('cb-an')
    expect(bench.notices).toEqual(['counter.notice.officer-running'])
  })

  it('by hand-over keeps it, under the new name, with the display unchanged', () => {
    const bench = serving()
    const done = bench.arrive('cb-binh', { running: 'hand-over' })
    expect(done.outputs.filter(({ kind }) => kind === 'sign')).toEqual([])
    expect(changes(bench).at(-1)).toMatchObject({ from: 'cb-an', to: 'cb-binh', service: expect.any(String) })
    bench.press('finish')
    bench.rate(5)
    bench.wait(seconds(10))
    expect(bench.of('service.end')[0]?.data.officer).toBe('cb-binh')
    expect(bench.of('rating.given')[0]?.data.officer).toBe('cb-binh')
  })

  it('by finishing rates the one who served', () => {
    const bench = serving()
    bench.arrive('cb-binh', { running: 'finish' })
    expect(bench.of('service.end')[0]?.data).toMatchObject({ officer: 'cb-an', outcome: 'finished' })
    expect(changes(bench).at(-1)).toEqual({ from: 'cb-an', to: 'cb-binh', proven: false, via: 'screen' })
    bench.rate(4)
    bench.wait(seconds(10))
    expect(bench.of('rating.given')[0]?.data).toMatchObject({ officer: 'cb-an', level: 4 })
    bench.serve('A002')
    expect(bench.of('service.end').at(-1)?.data.officer).toBe('cb-binh')
  })

  it('does so when the centre has answered, and not before', () => {
    const bench = serving()
    bench.arrive('cb-binh', { proof, running: 'finish' })
    const asked = bench.requests.at(-1)
    expect(asked?.name).toBe('officer.sign-in')
    expect(bench.of('service.end')).toEqual([])
    bench.command('officer.set', { officer: 'cb-binh', proven: true }, asked?.id)
    expect(bench.of('service.end')[0]?.data.officer).toBe('cb-an')
    expect(bench.state.officer).toEqual({ name: 'cb-binh', proven: true })
  })

  it('who shows a PIN again while serving keeps on serving', () => {
    const { bench, id } = asking(serving())
    bench.command('officer.set', { officer: 'cb-an', proven: true }, id)
    expect(bench.of('service.end')).toEqual([])
    expect(bench.notices).toEqual(['counter.notice.signed-in'])
  })
})
