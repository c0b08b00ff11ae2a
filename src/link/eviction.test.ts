import { describe, expect, it } from 'vitest'
import type { SessionEnd } from '../broker/index.ts'
import { DeskError } from '../core/index.ts'
import { afterSession, type Evictions, undisputed } from './eviction.ts'

const closed: SessionEnd['close'] = {
  error: new DeskError('DB-LNK-004', { broker: '–', reason: '–' }),
  reasonCode: undefined,
  refusal: undefined,
  by: 'peer',
}
const evicted: SessionEnd = { close: closed, lasted: 300, attempts: 1 }
const ending = (ends: readonly SessionEnd[], from: Evictions = undisputed) =>
  ends.reduce((evictions, end) => afterSession(evictions, end, 'silence'), from)
const four = [evicted, evicted, evicted, evicted]

describe('a name', () => {
  it('is disputed when the broker welcomes us and closes without a word, four times in a row', () => {
    expect(ending(four.slice(1)).isDisputed).toBe(false)
    expect(ending(four).isDisputed).toBe(true)
  })

  it('is not disputed when sessions last, when the broker was away, or when it said why', () => {
    expect(ending([...four.slice(1), { ...evicted, lasted: 3_000 }, evicted]).isDisputed).toBe(false)
    expect(ending(four.map((end) => ({ ...end, attempts: 2 }))).isDisputed).toBe(false)
    const busy = { ...closed, reasonCode: 0x89, refusal: 'transient' } as const
    expect(ending(four.map((end) => ({ ...end, close: busy }))).isDisputed).toBe(false)
  })

  it('is not disputed by a fact after which the broker hangs up', () => {
    const ends = four.reduce((evictions, end) => afterSession(evictions, end, 'a fact under way'), undisputed)
    expect(ends.isDisputed).toBe(false)
  })

  it('is disputed when that happens about once a minute, eight times in a row', () => {
    const minutely = Array.from({ length: 8 }, () => ({ ...evicted, lasted: 70_000 }))
    expect(ending(minutely.slice(1)).isDisputed).toBe(false)
    expect(ending(minutely).isDisputed).toBe(true)
  })

  it('stays disputed among PCs that come back once a minute, until one stays', () => {
    expect(ending([{ ...evicted, lasted: 70_000 }], ending(four)).isDisputed).toBe(true)
    expect(ending([{ ...evicted, lasted: 200_000 }], ending(four)).isDisputed).toBe(false)
  })
})
