import { describe, expect, it } from 'vitest'
import { Bench, typesOf } from './counter.fixture.ts'

const day = 86_400_000
const code = '000.00.01.H62-261122-0007'

describe('requirement 25: a service that was kept on paper', () => {
  it('becomes facts with its own times, marked as late, under the name of who enters it', () => {
    const bench = new Bench()
    bench.signIn('cb-an')
    const { wall } = bench.now
    const done = bench.enterLate({
      ticket: ' S-07 ',
      dossiers: [code, code],
      began: wall - 7_200_000,
      ended: wall - 60_000,
    })
    expect(typesOf(done)).toEqual(['service.begin', 'service.end'])
    const [begin, end] = done.facts
    const whole = { ticket: 'S-07', dossiers: [code], officer: 'cb-an', late: true, via: 'screen' }
    expect(begin).toMatchObject({
      at: { wall: wall - 7_200_000 },
      source: 'page-1',
      data: { ...whole, implied: false },
    })
    expect(end).toMatchObject({ at: { wall: wall - 60_000 }, data: { ...whole, outcome: 'finished' } })
    expect(begin?.data).toHaveProperty('service', bench.of('service.end')[0]?.data.service)
  })

  it('changes nothing at the counter: who is served now goes on', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.press('begin')
    const before = bench.state
    const done = bench.enterLate()
    expect(bench.state).toEqual(before)
    expect(done.outputs.map(({ kind }) => kind)).toEqual(['notice'])
  })

  it.each([
    ['an end before the begin', { began: -1_000, ended: -2_000 }, 'late-times'],
    ['an end that is still to come', { began: -1_000, ended: 1_000 }, 'late-times'],
    ['a begin of more than 30 days ago', { began: -31 * day, ended: -1_000 }, 'late-times'],
    ['times that are none', { began: Number.NaN, ended: -1 }, 'late-times'],
  ])('with %s is no fact, only a notice', (_, { began, ended }, notice) => {
    const bench = new Bench()
    const { wall } = bench.now
    expect(bench.enterLate({ began: wall + began, ended: wall + ended }).facts).toEqual([])
    expect(bench.notices).toEqual([`counter.notice.${notice}`])
  })

  it.each([
    ['without a number', { ticket: '  ' }, 'late-ticket'],
    ['with what is no dossier code, and may be a name', { dossiers: [code, 'Nguyễn Thị An'] }, 'no-dossier'],
    ['with more dossiers than a fact holds', { dossiers: Array.from({ length: 51 }, () => code) }, 'no-dossier'],
  ])('%s is no fact, only a notice', (_, entry, notice) => {
    const bench = new Bench()
    const done = bench.enterLate(entry)
    expect(done.facts).toEqual([])
    expect(done.outputs).toMatchObject([{ kind: 'notice', text: `counter.notice.${notice}`, args: {} }])
  })
})

describe('a dossier that somebody typed', () => {
  it('joins the visit and leaves it again', () => {
    const bench = new Bench()
    bench.show('A001')
    bench.dossier(code, 'attach')
    bench.dossier('H62.001.02-261122-AA0007', 'attach')
    bench.dossier(code, 'detach')
    bench.press('finish')
    expect(bench.of('dossier.attached')).toHaveLength(2)
    expect(bench.of('dossier.detached').map(({ data }) => [data.dossier, data.dossiers])).toEqual([
      [code, ['H62.001.02-261122-AA0007']],
    ])
    expect(bench.of('service.end')[0]?.data.dossiers).toEqual(['H62.001.02-261122-AA0007'])
  })

  it.each([
    ['not there', 'detach', code, 'counter.notice.dossier-absent'],
    ['no code', 'attach', 'Nguyễn Thị An', 'counter.notice.no-dossier'],
    ['no code', 'detach', 'Nguyễn Thị An', 'counter.notice.no-dossier'],
  ] as const)('that is %s changes nothing (%s)', (_, act, typed, notice) => {
    const bench = new Bench()
    bench.show('A001')
    const done = bench.dossier(typed, act)
    expect(done.facts).toEqual([])
    expect(bench.notices).toEqual([notice])
    expect(JSON.stringify(done.outputs)).not.toContain('Nguyễn')
  })
})
