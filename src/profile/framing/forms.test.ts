import { describe, expect, it } from 'vitest'
import { decodeHex } from '../bytes.ts'
import { Problems } from '../problems.ts'
import type { FramerSpec } from '../schema/index.ts'
import { streamOf } from './framing.fixture.ts'
import { planFramer } from './plan.ts'

/** The frames of a stream, which must not depend on where the reads are cut. */
function framesOf(bytes: string, ...specs: FramerSpec[]): string[] {
  const whole = decodeHex(bytes)
  const { stream, frames } = streamOf(...specs)
  stream.push(whole, 0)
  for (const size of [1, 2, 3]) {
    const cut = streamOf(...specs)
    for (let from = 0; from < whole.length; from += size) cut.stream.push(whole.subarray(from, from + size), 0)
    expect(cut.frames, `in reads of ${size}`).toEqual(frames)
  }
  return frames
}

describe('escapes', () => {
  const slip: FramerSpec = {
    mode: 'delimited',
    end: 'C0',
    max: 32,
    escape: { byte: 'DB', map: { DC: 'C0', DD: 'DB' } },
  }
  const ppp: FramerSpec = {
    mode: 'delimited',
    start: '7E',
    end: '7E',
    max: 32,
    escape: { byte: '7D', xor: 0x20 },
    check: { alg: 'crc16-x25', over: [1, -3], at: -3, as: 'le' },
  }
  const dle: FramerSpec = {
    mode: 'delimited',
    start: '10 02',
    end: '10 03',
    max: 32,
    escape: { byte: '10', map: { 10: '10' } },
  }

  it('are undone before a frame is handed on', () => {
    expect(framesOf('C0 01 DB DC 02 DB DD C0 C0 03 C0', slip)).toEqual(['01 C0 02 DB C0', '03 C0'])
  })

  it('that stand for nothing make no frame', () => {
    expect(framesOf('C0 01 DB 02 C0 05 C0', { ...slip, start: 'C0' })).toEqual(['C0 05 C0'])
  })

  it('are undone before the check, whose own bytes may be escaped too', () => {
    const wire = '7E 7D 5E 08 DB E9 7E'
    expect(framesOf(`${wire} ${wire.replace('08', '09')} ${wire}`, ppp)).toEqual(Array(2).fill('7E 7E 08 DB E9 7E'))
    expect(framesOf('7E FF 7D 23 01 DE 3B 7E', ppp)).toEqual(['7E FF 03 01 DE 3B 7E'])
  })

  it('let one flag end a frame and begin the next', () => {
    const plain: FramerSpec = { mode: 'delimited', start: '7E', end: '7E', max: 32, escape: { byte: '7D', xor: 0x20 } }
    const shared = ['7E 01 7E', '7E 02 7E', '7E 03 7E']
    expect(framesOf('7E 01 7E 02 7E 7E 03 7E', plain)).toEqual(shared)
    const { stream, counts } = streamOf(plain)
    stream.push(decodeHex('7E 01 7E'), 0)
    stream.tick(250)
    expect(counts).toMatchObject({ frames: 1, dropped: 0 })
    expect(stream.wakeAt).toBe(null)
  })

  it('know an end from a doubled byte that only looks like one', () => {
    expect(framesOf('10 02 41 10 10 03 42 10 03 FF 10 02 43 10 03', dle)).toEqual([
      '10 02 41 10 03 42 10 03',
      '10 02 43 10 03',
    ])
    expect(framesOf('10 02 41 10 10 10 03', dle)).toEqual(['10 02 41 10 10 03'])
  })

  it('say in one way only what they stand for', () => {
    for (const wrong of [{ byte: '7D' }, { byte: '7D', xor: 32, map: { 10: '10' } }]) {
      const problems = new Problems(() => ({}))
      planFramer({ mode: 'delimited', end: '7E', max: 9, escape: wrong }, 0, problems)
      expect(problems.found).toMatchObject([{ code: 'DB-PRO-080' }])
    }
  })
})

describe('a length prefix', () => {
  const body: FramerSpec = { mode: 'length', max: 64, check: { alg: 'sum8', over: [0, -1], at: -1 } }

  it.each<[string, FramerSpec, string]>([
    ['in three bytes', { ...body, lengthAt: 0, lengthType: 'u24be', add: 4 }, '00 00 01 41 42'],
    ['in decimal digits', { ...body, lengthAt: 1, lengthType: 'dec2', add: 4, start: '02' }, '02 30 32 41 42 E7'],
    ['in hex digits', { ...body, lengthAt: 0, lengthType: 'hex2', add: 3 }, '30 41 41 41 41 41 41 41 41 41 41 41 FB'],
    ['in some bits of a byte', { ...body, lengthAt: 0, lengthMask: 0x0f, add: 2 }, 'A1 41 E2'],
    ['in words', { ...body, lengthAt: 0, lengthUnit: 2, add: 2 }, '02 41 42 43 44 0C'],
    ['behind the start', { ...body, start: 'AB', lengthAt: 3, add: 0 }, 'AB 01 70 06 A9 CB'],
    ['in little-endian order', { ...body, lengthAt: 0, lengthType: 'u32le', add: 5 }, '01 00 00 00 41 42'],
  ])('%s is understood', (_name, spec, frame) => {
    expect(framesOf(`${frame} ${frame}`, spec)).toEqual([frame, frame])
  })

  it('that is sent twice must say the same twice', () => {
    const caller: FramerSpec = {
      mode: 'length',
      start: 'FF 68',
      end: '16',
      lengthAt: 2,
      lengthAgainAt: 3,
      add: 7,
      max: 64,
      check: { alg: 'sum8', over: [5, -2], at: -2 },
    }
    expect(framesOf('FF 68 02 03 68 03 01 04 16 FF 68 06 06 68 03 10 41 30 31 32 E7 16', caller)).toEqual([
      'FF 68 06 06 68 03 10 41 30 31 32 E7 16',
    ])
  })
})

describe('silence', () => {
  it('in character times ends a frame, but never sooner than an adapter pauses', () => {
    const { stream, frames } = streamOf({ mode: 'gap', gapChars: 3.5, max: 16 })
    stream.push(decodeHex('01 02'), 0)
    expect(stream.wakeAt).toBe(20)
    stream.push(decodeHex('03'), 16)
    stream.tick(36)
    expect(frames).toEqual(['01 02 03'])
    const slow = streamOf({ mode: 'gap', gapChars: 50, max: 16 })
    slow.stream.push(decodeHex('01'), 0)
    expect(slow.stream.wakeAt).toBe(53)
  })

  it('must be given in one of two ways, and in character times only where there is a speed', () => {
    for (const spec of [
      { mode: 'gap', max: 9 },
      { mode: 'gap', max: 9, gapChars: 4 },
    ] as const) {
      const problems = new Problems(() => ({}))
      planFramer(spec, 0, problems)
      expect(problems.found).toMatchObject([{ code: 'DB-PRO-006', args: { key: 'gapMs' } }])
    }
  })
})

describe('a frame without a mark of its own', () => {
  it('is known by the bits that never change', () => {
    const status: FramerSpec[] = [
      { id: 'xon', mode: 'byte', guard: { 0: { oneOf: [0x11, 0x13] } } },
      {
        id: 'asb',
        mode: 'fixed',
        length: 4,
        guard: {
          0: { mask: 0x93, eq: 0x10 },
          1: { mask: 0x90, eq: 0 },
          2: { mask: 0x90, eq: 0 },
          3: { mask: 0x90, eq: 0 },
        },
      },
      { id: 'answer', mode: 'byte', guard: { 0: { mask: 0x93, eq: 0x12 } } },
    ]
    expect(framesOf('12 14 00 0C 0F 11 1A FF 18 00 80 12', ...status)).toEqual(['12', '14 00 0C 0F', '11', '1A', '12'])
  })

  it('is known by the ranges of its bytes', () => {
    const digits = { min: 0x30, max: 0x39 }
    expect(
      framesOf('41 31 32 0D 33 41 0D', { mode: 'fixed', length: 3, guard: { 0: digits, 1: digits }, end: '0D' }),
    ).toEqual(['31 32 0D'])
  })

  it('is looked for only while the command it answers is waiting', () => {
    const { stream, frames, awaited } = streamOf(
      { mode: 'fixed', length: 1, replyTo: ['status'] },
      { mode: 'fixed', length: 2, start: '02' },
    )
    stream.push(decodeHex('12'), 0)
    awaited.add('status')
    stream.push(decodeHex('12'), 1)
    awaited.clear()
    stream.push(decodeHex('12 02 41'), 2)
    expect(frames).toEqual(['12', '02 41'])
  })
})

describe('a check that only some units send', () => {
  const adam: FramerSpec = {
    mode: 'delimited',
    start: '21',
    end: '0D',
    max: 32,
    check: { alg: 'sum8', over: [0, -3], at: -3, as: 'hex', optional: true },
  }
  const scale: FramerSpec = {
    mode: 'fixed',
    length: 4,
    start: '02',
    guard: { 2: 0x0d },
    check: { alg: 'neg7', over: [0, 3], at: 3, optional: true },
  }
  const checked = '21 31 31 32 32 30 30 34 37 0D'
  const bare = '21 31 31 32 32 30 30 0D'

  it('is taken off, so that the rules are the same with and without it', () => {
    expect(framesOf(`${checked} ${bare}`, adam)).toEqual([bare, bare])
    expect(framesOf('02 31 0D 40 02 32 0D 02 33 0D 3E', scale)).toEqual(['02 31 0D', '02 32 0D', '02 33 0D'])
  })

  it('is due once three frames in a row had it, so that a corrupted one is noticed', () => {
    const wrong = checked.replace('32 32', '32 33')
    expect(framesOf(`${checked} ${checked} ${checked} ${wrong} ${checked}`, adam)).toEqual([bare, bare, bare, bare])
  })

  it('stays due after one corrupted line, of which many a part looks like a line without it', () => {
    const line: FramerSpec = {
      mode: 'delimited',
      end: '0D',
      max: 32,
      check: { alg: 'sum8', over: [0, -3], at: -3, as: 'hex', optional: true },
    }
    const good = '31 31 32 32 30 30 32 36 0D'
    const wrong = good.replace('32 32', '32 33')
    expect(framesOf(`${good} ${good} ${good} ${wrong} ${good}`, line)).toHaveLength(4)
  })

  it('is no longer due when three in a row come without it', () => {
    expect(framesOf(`${checked} ${checked} ${checked} ${bare} ${bare} ${bare} ${bare}`, adam)).toHaveLength(3 + 2)
  })

  it('is not waited for when nothing follows', () => {
    const { stream, frames, counts } = streamOf(scale)
    stream.push(decodeHex('02 31 0D'), 0)
    stream.tick(250)
    expect(frames).toEqual(['02 31 0D'])
    expect(counts.dropped).toBe(0)
  })
})

describe('garbage', () => {
  const worst: FramerSpec[] = [
    { mode: 'fixed', length: 49_152, check: { alg: 'crc32', over: [0, -4], at: -4 } },
    {
      mode: 'length',
      lengthAt: 0,
      lengthType: 'u16be',
      max: 49_152,
      check: { alg: 'crc16-modbus', over: [0, -2], at: -2 },
    },
    {
      mode: 'delimited',
      start: '02',
      end: '03',
      max: 49_152,
      escape: { byte: '10', xor: 1 },
      check: { alg: 'crc32', over: [0, -4] },
    },
    { mode: 'gap', gapMs: 50, max: 49_152, check: { alg: 'crc32', over: [0, -4], at: -4 } },
  ]
  const kinds: [string, Buffer][] = [
    ['full of start bytes', Buffer.alloc(1 << 19, 0x02)],
    ['of every kind', Buffer.from(Array.from({ length: 1 << 19 }, (_, i) => Math.imul(i, 2654435761) >>> 24))],
  ]

  it.each(kinds)('%s costs a bounded number of checked bytes for every byte', (_name, garbage) => {
    for (const spec of worst) {
      const { stream, counts } = streamOf(spec)
      stream.push(garbage, 0)
      stream.tick(10_000)
      const longest = spec.length ?? spec.max ?? 0
      expect(counts.checkFailures * (spec.mode === 'fixed' ? longest : 1)).toBeLessThanOrEqual(
        (1 << 22) + 32 * garbage.length + longest,
      )
      expect(counts.frames).toBe(0)
    }
  })

  it('never hides the frame behind the next silence, nor does the cut of reads change what is found', () => {
    const [spec] = worst
    if (!spec) return
    const small = { ...spec, length: 600 }
    const good = Buffer.from(`${'00'.repeat(596)}45298277`, 'hex')
    const found = [1 << 19, 7777, 513].map((size) => {
      const { stream, frames, counts } = streamOf(small)
      const garbage = Buffer.alloc(1 << 17, 0x5a)
      const bytes = Buffer.concat([garbage, Buffer.alloc(600, 1), garbage])
      for (let from = 0; from < bytes.length; from += size) stream.push(bytes.subarray(from, from + size), 0)
      stream.push(good, 1000)
      return { count: frames.length, ...counts }
    })
    expect(found[0]?.count).toBeGreaterThan(0)
    expect(found[1]).toEqual(found[0])
    expect(found[2]).toEqual(found[0])
  })
})
