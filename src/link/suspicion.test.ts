import { describe, expect, it } from 'vitest'
import type { CloseReason } from '../broker/index.ts'
import { DeskError } from '../core/index.ts'
import { type Position, positionOf } from '../journal/index.ts'
import { afterAcknowledgement, afterEnd, condemned, isSuspect, type Suspicion, trust } from './suspicion.ts'

const at = (sequence: number): Position => positionOf(1, sequence)
const cut: CloseReason = {
  error: new DeskError('DB-LNK-004', { broker: '–', reason: '–' }),
  reasonCode: undefined,
  refusal: undefined,
  by: 'peer',
}
const tooLarge: CloseReason = { ...cut, reasonCode: 0x95, refusal: 'too-large' }
const minute = 60_000

/** Ends with these facts in flight, one after the other, `every` ms apart. */
const ends = (count: number, every: number, sequences: readonly number[], close = cut, from: Suspicion = trust) => {
  let suspicion = from
  for (let n = 0; n < count; n++)
    suspicion = afterEnd(suspicion, { close, inFlight: sequences.map(at), others: 'none', now: n * every })
  return suspicion
}

describe('a fact after which the broker hangs up', () => {
  it('is poison after five times alone in flight and ten minutes, not after either alone', () => {
    expect(condemned(ends(5, 1_000, [7]), 9 * minute)).toBeUndefined()
    expect(condemned(ends(4, 5 * minute, [7]), 60 * minute)).toBeUndefined()
    expect(condemned(ends(5, 1_000, [7]), 10 * minute)).toEqual({ position: at(7), reason: 'poison' })
  })

  it('is cleared by one acknowledgement, and by another fact that was alone', () => {
    expect(condemned(afterAcknowledgement(ends(9, minute, [7]), at(7)), 60 * minute)).toBeUndefined()
    const other = afterEnd(ends(9, minute, [7]), { close: cut, inFlight: [at(8)], others: 'none', now: 10 * minute })
    expect(condemned(other, 11 * minute)).toBeUndefined()
  })

  it('is not blamed when something else was under way, or when the broker named another cause', () => {
    const busy: CloseReason = { ...cut, reasonCode: 0x89, refusal: 'transient' }
    const forbidden: CloseReason = { ...cut, reasonCode: 0x87, refusal: 'forbidden' }
    const deadLine: CloseReason = { ...cut, error: new DeskError('DB-LNK-020', { ms: 2_000 }), by: 'us' }
    for (const close of [busy, forbidden, deadLine]) expect(ends(9, minute * 5, [7], close)).toBe(trust)
    const end = { close: cut, inFlight: [at(7)], others: 'some', now: 0 } as const
    expect(afterEnd(trust, end).alone).toBeUndefined()
  })

  it('is blamed when the broker answers pings and acknowledges everything else for long enough', () => {
    const hopeless: CloseReason = { ...cut, error: new DeskError('DB-LNK-011', { ms: 30_000 }), by: 'us' }
    expect(condemned(ends(5, 3 * minute, [7], hopeless), 12 * minute)).toMatchObject({ reason: 'poison' })
  })

  it('that the broker named as too large is condemned at once if it was alone', () => {
    expect(condemned(ends(1, 0, [7], tooLarge), 0)).toEqual({ position: at(7), reason: 'too-large' })
    expect(condemned(ends(1, 0, [7, 8], tooLarge), 0)).toBeUndefined()
  })

  it('is found among many: from then on they go one at a time, until each is cleared', () => {
    const many = ends(1, 0, [7, 8, 9], tooLarge)
    expect([6, 7, 9, 10].map((sequence) => isSuspect(many, at(sequence)))).toEqual([false, true, true, false])
    expect(isSuspect(afterAcknowledgement(many, at(7)), at(7))).toBe(false)
    expect([7, 8, 9].map(at).reduce(afterAcknowledgement, many)).toBe(trust)
  })

  it('is looked for when the same facts were in flight at two ends without a word', () => {
    expect(isSuspect(ends(1, 0, [7, 8, 9]), at(8))).toBe(false)
    const twice = afterEnd(ends(1, 0, [7, 8, 9]), { close: cut, inFlight: [8, 9, 10].map(at), others: 'none', now: 1 })
    expect([7, 8, 9, 10].map((sequence) => isSuspect(twice, at(sequence)))).toEqual([false, true, true, false])
  })
})
