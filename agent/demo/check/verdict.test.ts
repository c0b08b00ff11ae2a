import { expect, test } from 'vitest'
import type { Fact } from '../../../src/contract/index.ts'
import { type Evidence, judge } from './verdict.ts'

function fact(sequence: number, device: string, type: string, data: Fact['data']): Fact {
  return {
    specversion: '1.0',
    id: `id-${sequence}`,
    source: `/demo/quay-05/${device}`,
    type: `deskbridge.${type}`,
    subject: 'counter/5',
    time: '2026-11-22T08:00:00.000+07:00',
    recordedtime: '2026-11-22T08:00:00.001+07:00',
    epoch: 'k3f9q2',
    sequence: String(sequence).padStart(16, '0'),
    clock: 'synced',
    chain: '0'.repeat(64),
    datacontenttype: 'application/json',
    data,
  }
}

const next = fact(1, 'call-keypad', 'call.requested', { action: 'next' })
const ignored = fact(2, 'call-keypad', 'call.ignored', { action: 'skip' })
const shown = fact(3, 'centre', 'ticket.shown', { ticket: 'A001' })
const touched = fact(4, 'rating-pad', 'rating.touched', { level: 5 })
const facts = [next, ignored, shown, touched]

const good: Evidence = {
  panel: ['next', 'skip'],
  pad: ['2', '5'],
  thanked: ['5'],
  journal: facts,
  centre: facts,
  repeatedIds: 0,
  deadLetters: 0,
  calls: [{ ticket: 'A001', request: 'r', asked: 50, made: 60 }],
  cuts: [{ from: 100, to: 200 }],
  agentStarts: 2,
}

/** What does not hold when the evidence is changed like this. */
function broken(change: Partial<Evidence>): readonly string[] {
  return judge({ ...good, ...change })
    .filter(({ holds }) => !holds)
    .map(({ text }) => text)
}

test('a run in which everything arrived once and in order holds; a rating that nobody accepted may be missing', () => {
  expect(broken({})).toEqual([])
})

test('a fact that was accepted and is not at the centre is a loss', () => {
  expect(broken({ centre: [next, ignored, shown] })).toContain('demo.check.accepted')
})

test('a press of the panel that is missing, new or out of order is found', () => {
  expect(broken({ panel: ['next', 'skip', 'hold'] })).toEqual(['demo.check.panel'])
  expect(broken({ panel: ['next'] })).toEqual(['demo.check.panel'])
  expect(broken({ panel: ['skip', 'next'] })).toEqual(['demo.check.panel'])
})

test('a rating that nobody pressed, or that was thanked for and is not there, is found', () => {
  expect(broken({ pad: ['2'] })).toEqual(['demo.check.pad'])
  expect(broken({ thanked: ['5', '5'] })).toEqual(['demo.check.pad'])
})

test('the same id twice, or a message the centre could not take, is found', () => {
  expect(broken({ centre: [...facts, touched] })).toContain('demo.check.once')
  expect(broken({ repeatedIds: 1 })).toEqual(['demo.check.once'])
  expect(broken({ deadLetters: 1 })).toEqual(['demo.check.once'])
})

test('facts that arrive out of order or with a gap are found', () => {
  expect(broken({ centre: [next, shown, ignored, touched] })).toEqual(['demo.check.order'])
  expect(broken({ journal: [next, shown, touched], centre: [next, shown, touched], panel: ['next'] })).toEqual([
    'demo.check.order',
  ])
})

test('a call that was asked for while the cable was out is stale, however fast it was made', () => {
  expect(broken({ calls: [{ ticket: 'A002', request: 'r', asked: 150, made: 210 }] })).toEqual(['demo.check.calls'])
})

test('a check that proves nothing does not hold', () => {
  expect(broken({ calls: [] })).toEqual(['demo.check.calls'])
  expect(broken({ agentStarts: 1 })).toEqual(['demo.check.agent'])
})
