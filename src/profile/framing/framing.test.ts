import { describe, expect, it } from 'vitest'
import { decodeHex } from '../bytes.ts'
import { Problems } from '../problems.ts'
import type { CheckSpec, FramerSpec } from '../schema/index.ts'
import { streamOf } from './framing.fixture.ts'
import { planFramer } from './plan.ts'

const modbus: CheckSpec = { alg: 'crc16-modbus', over: [0, -2], at: -2, as: 'le' }
const box: FramerSpec[] = [
  { mode: 'fixed', length: 6, guard: { 1: 2, 2: 1 }, check: modbus },
  { mode: 'fixed', length: 8, guard: { 1: 5 }, check: modbus },
  { mode: 'fixed', length: 5, guard: { 1: { mask: 0x80, eq: 0x80 } }, check: modbus },
]
const ssi: FramerSpec = {
  mode: 'length',
  lengthAt: 0,
  add: 2,
  max: 258,
  check: { alg: 'neg16', over: [0, -2], at: -2, as: 'be' },
}
const lines: FramerSpec = { mode: 'delimited', end: ['0D', '0A'], max: 16 }
const keypad: FramerSpec = {
  mode: 'fixed',
  length: 6,
  start: '02',
  guard: { 4: 3 },
  check: { alg: 'xor8', over: [1, 5], at: 5 },
}

describe('framing', () => {
  it('finds a good frame behind a corrupted one, byte by byte', () => {
    const { stream, frames, counts } = streamOf(...box)
    stream.push(decodeHex('01 02 01 21 A0 50 01 02 01 20 A0 50'), 0)
    expect(frames).toEqual(['01 02 01 20 A0 50'])
    expect(counts.dropped).toBe(6)
    expect(counts.checkFailures).toBeGreaterThan(0)
  })

  it('does not let a longer framer stall a shorter one when guards tell them apart', () => {
    const { stream, frames } = streamOf(...box)
    stream.push(decodeHex('01 82 02 C1 61'), 0)
    expect(frames).toEqual(['01 82 02 C1 61'])
  })

  it('forgets the beginning of a frame that silence has ended', () => {
    const { stream, frames } = streamOf(ssi)
    stream.push(decodeHex('FF 00 11'), 0)
    expect(stream.wakeAt).toBe(250)
    stream.tick(250)
    expect(stream.wakeAt).toBe(null)
    stream.push(decodeHex('0B F3 00 00 08 31 32 33 34 35 36 FD C5'), 251)
    expect(frames).toEqual(['0B F3 00 00 08 31 32 33 34 35 36 FD C5'])
  })

  it('counts silence by when bytes arrived, even if the timer came late', () => {
    const { stream, frames } = streamOf(ssi)
    stream.push(decodeHex('FF 00 11'), 0)
    stream.push(decodeHex('0B F3 00 00 08 31 32 33 34 35 36 FD C5'), 300)
    expect(frames).toHaveLength(1)
  })

  it('takes CR, LF and CR LF as the end of a line, however the reads are cut', () => {
    for (const cut of [1, 2, 3, 100]) {
      const { stream, frames } = streamOf(lines)
      const bytes = Buffer.from('ab\r\ncd\nef\r\n\r\ngh\r')
      for (let from = 0; from < bytes.length; from += cut) stream.push(bytes.subarray(from, from + cut), 0)
      expect(frames).toEqual(['61 62 0D', '63 64 0A', '65 66 0D', '67 68 0D'])
    }
  })

  it('never takes the end of a line that was too long for a line', () => {
    for (const cut of [1, 7, 100]) {
      const { stream, frames, counts } = streamOf(lines)
      const bytes = Buffer.from(`${'x'.repeat(40)}\r\nok\r\n`)
      for (let from = 0; from < bytes.length; from += cut) stream.push(bytes.subarray(from, from + cut), 0)
      expect(frames).toEqual(['6F 6B 0D'])
      expect(counts.overruns).toBe(1)
    }
  })

  it('ends a frame by silence where nothing else does', () => {
    const { stream, frames } = streamOf({ mode: 'gap', gapMs: 20, max: 8 })
    stream.push(decodeHex('31 32'), 0)
    stream.push(decodeHex('33'), 10)
    expect(frames).toEqual([])
    stream.tick(30)
    stream.push(decodeHex('34'), 40)
    stream.push(decodeHex('35'), 60)
    expect(frames).toEqual(['31 32 33', '34'])
  })

  it('takes several bytes as one end, and bytes behind it', () => {
    const { stream, frames } = streamOf({ mode: 'delimited', start: 'EE', end: 'FF FC FF FF', tail: 1, max: 32 })
    for (const byte of decodeHex('00 EE B1 FF FF FC FF FF 07 EE')) stream.push(Uint8Array.of(byte), 0)
    expect(frames).toEqual(['EE B1 FF FF FC FF FF 07'])
  })

  it.each([
    ['without start or end', Buffer.alloc(1 << 20, 0x41)],
    ['full of start bytes', Buffer.alloc(1 << 20, 0x02)],
    ['full of ends', Buffer.alloc(1 << 20, 0x03)],
    ['of every kind', Buffer.from(Array.from({ length: 1 << 20 }, (_, i) => (i * 2654435761) >>> 24))],
  ])('10 MB of garbage %s leave memory flat, and the next good frame is decoded', (_name, garbage) => {
    for (const spec of [keypad, lines]) {
      const { stream, frames, counts } = streamOf(spec)
      const before = process.memoryUsage().arrayBuffers
      for (let i = 0; i < 10; i++) stream.push(garbage, 0)
      expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 << 20)
      frames.length = 0
      stream.tick(10_000)
      stream.push(decodeHex('02 30 31 31 03 33'), 10_001)
      stream.push(decodeHex('0D'), 10_002)
      expect(frames.at(-1)).toMatch(/^02 30 31 31 03 33/)
      expect(counts.bytes).toBe(10 * garbage.length + 7)
    }
  })

  it('refuses keys that its mode does not know, and names those it lacks', () => {
    const problems = new Problems((path) => ({ line: path.length }))
    planFramer({ mode: 'fixed', max: 6 }, 0, problems)
    expect(problems.found.map((problem) => problem.message)).toEqual([
      'DB-PRO-006: A framer of mode "fixed" needs the key "length"',
      'DB-PRO-007: The key "max" means nothing in a framer of mode "fixed"',
    ])
  })
})
