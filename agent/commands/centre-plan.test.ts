import { describe, expect, it } from 'vitest'
import { openPlan } from '../../src/centre/index.ts'
import { loadPlan, parsePlan } from './centre-plan.ts'

const good = `
centre: vinh-long
title: { vi: Trung tâm Phục vụ hành chính công Vĩnh Long }
fields:
  - { id: dat-dai, name: { vi: Đất đai }, prefix: A, counters: [quay-01/1, quay-02/2] }
  - { id: kinh-doanh, name: { vi: Đăng ký kinh doanh }, prefix: B, counters: ['*'] }
priority: { mode: interleaved, normal: 3 }
reserved: 50
officers:
  - { officer: cb-an, name: Nguyễn Thị An }
`

const problemsOf = (source: string) =>
  parsePlan(source, 'centre.yaml').problems.map(({ code, args, place }) => ({ code, args, place }))

describe('the plan of a centre', () => {
  it('is read, and what it leaves out is as in a centre without a plan', () => {
    const { plan, problems } = parsePlan(good, 'centre.yaml')
    expect(problems).toEqual([])
    expect(plan).toMatchObject({
      centre: 'vinh-long',
      priority: { mode: 'interleaved', normal: 3 },
      reserved: 50,
      rating: openPlan.rating,
      pauseReasons: openPlan.pauseReasons,
      officers: [{ officer: 'cb-an', name: 'Nguyễn Thị An' }],
    })
    expect(plan?.fields[1]?.counters).toEqual(['*'])
  })

  it('tells line and column of a mistyped key and of a wrong value', () => {
    expect(problemsOf(good.replace('reserved: 50', 'reserve: 50'))).toMatchObject([
      { code: 'DB-DOC-003', args: { nearest: 'reserved' }, place: { file: 'centre.yaml', line: 8, column: 1 } },
    ])
    expect(problemsOf(good.replace('quay-02/2', 'quay 2'))).toMatchObject([
      { code: 'DB-DOC-005', args: { expected: expect.stringContaining('DESK/COUNTER') }, place: { line: 5 } },
    ])
    expect(problemsOf(good.replace('normal: 3', 'normal: 0'))).toMatchObject([{ place: { line: 7 } }])
  })

  it('refuses two fields with one prefix, which would give a number twice, and names that are written twice', () => {
    expect(problemsOf(good.replace('prefix: B', 'prefix: A'))).toMatchObject([
      { code: 'DB-HAL-007', args: { name: 'A' }, place: { line: 6 } },
    ])
    expect(problemsOf(good.replace('kinh-doanh', 'dat-dai'))).toMatchObject([{ code: 'DB-HAL-006' }])
    expect(problemsOf(good.replace('quay-02/2', 'quay-01/1'))).toMatchObject([
      { code: 'DB-HAL-006', args: { name: 'quay-01/1' }, place: { line: 5 } },
    ])
    expect(problemsOf(`${good}  - { officer: cb-an, name: Lê An }\n`)).toMatchObject([{ code: 'DB-HAL-006' }])
  })

  it('that cannot be read is one problem', () => {
    expect(loadPlan('/nowhere/centre.yaml').problems).toMatchObject([{ code: 'DB-HAL-005' }])
  })
})
