import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { has } from '../../test/support/processes.ts'
import {
  canonicalJson,
  chainStart,
  deskTopics,
  type Epoch,
  emptyTombstone,
  type Fact,
  factHash,
  followsChain,
  formatSequence,
  formatTime,
  hashInChain,
  isDeskName,
  type Json,
  nextChain,
  parseTime,
  parseTopic,
  type Sequence,
  tombstoneOf,
} from './index.ts'

const fact: Omit<Fact, 'chain'> = {
  specversion: '1.0',
  id: '019ab3f0-0000-7000-8000-000000000001',
  source: '/vinh-long/quay-05/rating-1',
  type: 'deskbridge.rating.given',
  subject: 'counter/5',
  time: '2026-11-22T08:03:12.123+07:00',
  recordedtime: '2026-11-22T08:03:12.131+07:00',
  epoch: 'k3f9q2' as Epoch,
  sequence: '0000000000000001',
  clock: 'synced',
  datacontenttype: 'application/json',
  data: { level: 5, of: 5, scale: '5-2025', ticket: 'A012', note: 'rất hài lòng' },
}

describe('canonical JSON (RFC 8785)', () => {
  it('sorts keys by UTF-16 code units, as in §3.2.3', () => {
    const keys = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 }
    expect(canonicalJson(keys)).toBe('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}')
  })

  it('writes numbers and escapes as in §3.2.2', () => {
    // Written as text so that the numbers are those of the RFC to the last digit.
    const value = JSON.parse(
      '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    ) as Json
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  it('leaves out what is undefined and refuses what JSON cannot say', () => {
    expect(canonicalJson({ b: undefined, a: [] })).toBe('{"a":[]}')
    expect(() => canonicalJson({ a: Number.NaN })).toThrow(TypeError)
  })
})

describe('the chain', () => {
  it('is SHA-256 of the previous value and the hash of the fact, joined as raw bytes', () => {
    const hash = factHash(fact)
    const expected = createHash('sha256').update(Buffer.alloc(32)).update(Buffer.from(hash, 'hex')).digest('hex')
    expect(nextChain(chainStart, hash)).toBe(expected)
  })

  it.runIf(has('python3'))('is the same as another language computes', () => {
    const python = `
import hashlib, json, sys
fact = json.load(sys.stdin)
text = json.dumps(fact, sort_keys=True, separators=(',', ':'), ensure_ascii=False)
print(hashlib.sha256(bytes(32) + hashlib.sha256(text.encode()).digest()).hexdigest(), end='')`
    const theirs = execFileSync('python3', ['-c', python], { input: JSON.stringify(fact), encoding: 'utf8' })
    expect(nextChain(chainStart, factHash(fact))).toBe(theirs)
  })

  it('shows a changed fact, a removed one, and accepts the right one', () => {
    const chained: Fact = { ...fact, chain: nextChain(chainStart, factHash(fact)) }
    expect(followsChain(chained, chainStart)).toBe(true)
    expect(followsChain({ ...chained, data: { ...chained.data, level: 1 } }, chainStart)).toBe(false)
    expect(followsChain(chained, 'a'.repeat(64))).toBe(false)
  })

  it('can be followed over a tombstone, which carries the hash of what it replaces', () => {
    const chained: Fact = { ...fact, chain: nextChain(chainStart, factHash(fact)) }
    const tombstone = tombstoneOf(chained, 'too-large')
    expect(tombstone).toMatchObject({
      id: fact.id,
      type: 'deskbridge.tombstone',
      data: { of: fact.type, reason: 'too-large' },
    })
    expect(followsChain(tombstone, chainStart)).toBe(true)
    expect(followsChain({ ...tombstone, data: { ...tombstone.data, hash: 'b'.repeat(64) } }, chainStart)).toBe(false)
    expect(followsChain({ ...tombstone, data: { hash: 'no hash' } }, chainStart)).toBe(false)
  })
})

describe('a tombstone that is issued again under another number', () => {
  const reissue = (tombstone: Fact): Fact => {
    const numbered = { ...tombstone, epoch: 'm7x0aa', sequence: '0000000000000001' }
    return { ...numbered, chain: nextChain(chainStart, hashInChain(numbered)) }
  }
  const chained: Fact = { ...fact, chain: nextChain(chainStart, factHash(fact)) }
  const lost = { centre: 'vinh-long', desk: 'quay-05', epoch: 'k3f9q2' as Epoch, sequence: 2 as Sequence, at: 0 }

  it('still enters the chain by the hash of its original', () => {
    const again = reissue(tombstoneOf(chained, 'poison'))
    expect(followsChain(again, chainStart)).toBe(true)
    expect(hashInChain(again)).toBe(factHash(chained))
  })

  it('enters the chain by its own hash where nothing is left of the original', () => {
    const again = reissue(emptyTombstone({ ...lost, reason: 'damaged' }))
    expect(followsChain(again, chainStart)).toBe(true)
    expect(followsChain({ ...again, id: fact.id }, chainStart)).toBe(false)
  })

  it('lets the chain begin anew behind a number of which nothing is left', () => {
    const hole = emptyTombstone({ ...lost, reason: 'damaged' })
    expect(followsChain(hole, chained.chain)).toBe(true)
    expect(followsChain({ ...chained, sequence: '0000000000000003' }, hole.chain)).toBe(true)
  })
})

describe('names and topics', () => {
  it('a desk name cannot break out of a topic filter, and cannot be "all"', () => {
    expect(['quay-05', 'a', 'x'.repeat(31)].every(isDeskName)).toBe(true)
    const bad = ['', 'all', 'Quay', 'a/b', 'a+', '#', '-a', 'a-', 'x'.repeat(32), 'quầy']
    expect(bad.filter(isDeskName)).toEqual([])
  })

  it('a topic says which desk it is about', () => {
    const topics = deskTopics('vinh-long', 'quay-05')
    expect(topics.facts).toBe('deskbridge/1/vinh-long/quay-05/facts')
    expect(topics.time).toBe('deskbridge/1/vinh-long/all/time')
    expect(parseTopic(topics.facts)).toEqual({ centre: 'vinh-long', desk: 'quay-05', name: 'facts' })
    expect(parseTopic('deskbridge/1/vinh-long/facts')).toBeUndefined()
    expect(parseTopic('other/1/a/b/facts')).toBeUndefined()
  })

  it('sequences sort as texts and times carry the offset of Viet Nam', () => {
    expect(formatSequence(123 as Sequence)).toBe('0000000000000123')
    expect(formatTime(Date.UTC(2026, 10, 22, 1, 3, 12, 123))).toBe('2026-11-22T08:03:12.123+07:00')
    expect(parseTime('2026-11-22T08:03:12.123+07:00')).toBe(Date.UTC(2026, 10, 22, 1, 3, 12, 123))
  })
})
