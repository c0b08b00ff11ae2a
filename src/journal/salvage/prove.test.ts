import { describe, expect, it } from 'vitest'
import { systemRandom } from '../../../test/support/faces.ts'
import { chainStart, type Fact, factHash, formatSequence, nextChain, type Sequence } from '../../contract/index.ts'
import { uuidv7 } from '../../core/index.ts'
import { type Candidate, type Numbered, prove } from './prove.ts'

/** A chain of facts, as an epoch holds it. */
function chained(count: number): Fact[] {
  let chain = chainStart
  return Array.from({ length: count }, (_, index) => {
    const fact = {
      specversion: '1.0' as const,
      id: uuidv7(index, systemRandom),
      source: '/vinh-long/quay-05/keypad-1',
      type: 'deskbridge.counter.paused',
      subject: 'counter/5',
      time: 't',
      recordedtime: 't',
      clock: 'synced' as const,
      datacontenttype: 'application/json' as const,
      data: { reason: `fact ${index + 1}` },
      epoch: 'k3f9q2',
      sequence: formatSequence((index + 1) as Sequence),
    }
    chain = nextChain(chain, factHash(fact))
    return { ...fact, chain }
  })
}

const reading = (fact: Fact, trusted = true): Candidate => ({
  id: fact.id,
  chain: fact.chain,
  body: JSON.stringify(fact),
  trusted,
})
const changed = (fact: Fact): Candidate => ({ ...reading({ ...fact, data: { reason: 'x' } }), chain: fact.chain })
const rows = (...candidates: readonly (readonly [number, ...Candidate[]])[]): Numbered[] =>
  candidates.map(([sequence, ...own]) => ({ sequence, candidates: own }))
const proven = (found: readonly Numbered[]) =>
  [...prove('k3f9q2', { sequence: 0, chain: chainStart }, found)].map(({ sequence }) => sequence)
const [a, b, c, d] = chained(4) as [Fact, Fact, Fact, Fact]

describe('a fact that was found', () => {
  it('is proven by the chain value before it, wherever it was found', () => {
    expect(proven(rows([1, reading(a, false)], [2, reading(b, false)]))).toEqual([1, 2])
  })

  it('is not believed when a letter of it changed, and its own chain value still proves its neighbour', () => {
    expect(proven(rows([1, reading(a)], [2, changed(b)], [3, reading(c, false)], [4, reading(d)]))).toEqual([1, 3, 4])
  })

  it('is taken from another reading where one of them changed', () => {
    const found = [...prove('k3f9q2', { sequence: 0, chain: chainStart }, rows([1, changed(a), reading(a)]))]
    expect(found.map(({ body }) => JSON.parse(body))).toEqual([a])
  })

  it('behind a hole is believed only from a page that is in order, and if the next one follows it', () => {
    expect(proven(rows([1, reading(a)], [3, reading(c)], [4, reading(d)]))).toEqual([1, 3, 4])
    expect(proven(rows([1, reading(a)], [3, reading(c, false)], [4, reading(d)]))).toEqual([1, 4])
    const [, , foreign] = chained(3)
    expect(proven(rows([1, reading(a)], [3, reading(foreign as Fact)], [4, reading(d)]))).toEqual([1])
  })

  it('under a number that is not its own is nothing', () => {
    expect(proven(rows([1, reading(b)], [2, reading(a)]))).toEqual([])
  })
})
