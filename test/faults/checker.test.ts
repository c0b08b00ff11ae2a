import { describe, expect, test } from 'vitest'
import { type Accepted, check, type Evidence, type Taken } from './checker.ts'

const fact = (id: string, sequence: number, epoch = 'first0'): Taken => ({ id, epoch, sequence, kind: 'fact' })
const accepted = (...ids: readonly string[]): Accepted[] => ids.map((id) => ({ id }))
const numbered = (id: string, sequence: number, epoch = 'first0'): Accepted => ({ id, epoch, sequence })

/** What breaks in an otherwise sound run of three facts. */
const broken = (evidence: Partial<Evidence>) =>
  check({
    desk: 'vinh-long/quay-05',
    accepted: accepted('a', 'b', 'c'),
    centre: [fact('a', 1), fact('b', 2), fact('c', 3)],
    journal: [],
    ...evidence,
  }).map(({ kind, words }) => `${kind}: ${words.replace('vinh-long/quay-05: ', '')}`)

describe('a sound run', () => {
  test('has every accepted fact at the centre, once and in order', () => {
    expect(broken({})).toEqual([])
    expect(broken({ pressed: ['a', 'b', 'c', 'never written'] })).toEqual([])
  })

  test('may have facts still in the journal, and at the centre without their receipt', () => {
    expect(broken({ centre: [fact('a', 1)], journal: ['b', 'c'] })).toEqual([])
    expect(broken({ journal: ['c'] })).toEqual([])
  })

  test('may have facts whose acceptance was not reported before the end', () => {
    expect(broken({ accepted: accepted('a') })).toEqual([])
  })

  test('may have a tombstone in place of a fact, under its id or under its number', () => {
    const tombstone: Taken = { id: 'b', epoch: 'first0', sequence: 2, kind: 'tombstone', reason: 'too-large' }
    expect(broken({ centre: [fact('a', 1), tombstone, fact('c', 3)] })).toEqual([])
    expect(
      broken({
        accepted: [numbered('a', 1), numbered('b', 2), numbered('c', 3)],
        centre: [fact('a', 1), { ...tombstone, id: 'of the number', reason: 'damaged' }, fact('c', 3)],
      }),
    ).toEqual([])
  })

  test('may have a fact that came after all under a new epoch, though its tombstone was there', () => {
    const tombstone: Taken = { id: 'b', epoch: 'first0', sequence: 2, kind: 'tombstone', reason: 'poison' }
    expect(broken({ centre: [fact('a', 1), tombstone, fact('c', 3), fact('b', 1, 'second')] })).toEqual([])
  })

  test('may have facts issued again under a new epoch, the known ones without effect', () => {
    const kept: Taken = { ...fact('b', 1, 'second'), kind: 'kept' }
    expect(broken({ centre: [fact('a', 1), fact('b', 2), kept, fact('c', 2, 'second')] })).toEqual([])
  })
})

describe('a fact is lost', () => {
  test('that was accepted and is neither at the centre nor in the journal', () => {
    expect(broken({ accepted: accepted('a', 'b', 'c', 'd') })).toEqual(['lost: d was accepted and is nowhere'])
  })

  test('whose number is not the one that a tombstone tells of', () => {
    const tombstone: Taken = { id: 'x', epoch: 'other0', sequence: 1, kind: 'tombstone', reason: 'damaged' }
    expect(broken({ accepted: [numbered('d', 1)], centre: [tombstone] })).toEqual([
      'lost: d (first0/1) was accepted and is nowhere',
    ])
  })
})

describe('a fact is doubled', () => {
  test('that took effect under two numbers', () => {
    expect(broken({ centre: [fact('a', 1), fact('b', 2), fact('c', 3), fact('b', 4)] })).toEqual([
      'doubled: b took effect more than once',
      expect.stringContaining('reordered'),
    ])
  })

  test('whose number was taken twice, though without effect', () => {
    expect(broken({ centre: [fact('a', 1), fact('b', 2), { ...fact('b', 2), kind: 'kept' }, fact('c', 3)] })).toEqual([
      'doubled: first0/2 was taken twice',
    ])
  })
})

describe('facts are reordered', () => {
  test('that took effect in another order than that of their numbers', () => {
    expect(broken({ centre: [fact('a', 1), fact('c', 3), fact('b', 2)] })).toEqual([
      'reordered: b (first0/2) took effect after c (first0/3)',
    ])
  })

  test('whose numbers are in another order than that of their acceptance', () => {
    expect(broken({ accepted: accepted('b', 'a', 'c') })).toEqual([
      'reordered: a (first0/1) was accepted after b (first0/2)',
    ])
  })

  test('of which one took effect under another number than the desk told', () => {
    expect(broken({ accepted: [numbered('a', 1), numbered('b', 3)] })).toEqual([
      'reordered: b (first0/3) took effect as first0/2',
    ])
  })
})

test('a number that nobody accounts for is a gap, at the start as well', () => {
  expect(broken({ accepted: [], centre: [fact('a', 1), fact('c', 3)] })).toEqual(['gap: first0 jumps from 1 to 3'])
  expect(broken({ accepted: [], centre: [fact('b', 2)] })).toEqual(['gap: first0 jumps from 0 to 2'])
})

test('a fact that nobody asked for is invented', () => {
  expect(broken({ pressed: ['a', 'b'] })).toEqual(['invented: c (first0/3) is at the centre and nobody asked for it'])
})
