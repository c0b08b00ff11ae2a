import { describe, expect, it } from 'vitest'
import { type GuestReport, isGreen, judge } from './report.ts'

const ready = (tests: number): GuestReport => ({ kind: 'ready', tests, uptime: 9 })
const passed = (name: string): GuestReport => ({ kind: 'passed', name, ms: 1, figures: {} })
const failed = (name: string): GuestReport => ({ kind: 'failed', name, ms: 1, why: 'broken' })
const done: GuestReport = { kind: 'done' }

describe('a run of the lab', () => {
  it('is green when every announced test passed and the guest had its last word', () => {
    expect(isGreen(judge([ready(2), passed('a'), passed('b'), done]))).toBe(true)
  })

  it.each<[string, readonly GuestReport[]]>([
    ['a test that failed', [ready(2), passed('a'), failed('b'), done]],
    ['a guest that never came up', []],
    ['a guest that ended amid its tests', [ready(2), passed('a'), passed('b')]],
    ['a test without a result', [ready(2), passed('a'), done]],
    ['no test at all', [ready(0), done]],
  ])('is not green with %s', (_, reports) => {
    expect(isGreen(judge(reports))).toBe(false)
  })
})
