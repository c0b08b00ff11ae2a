import { describe, expect, it } from 'vitest'
import { compile, decodeHex, type StartOptions } from '../index.ts'

const head = 'profile: test.device\nformat: 1\nclass: other\nlink: {hid: {}}\ndecode:\n  - id: a\n'
const start = (body: string, options?: StartOptions) => compile(`${head}${body}\n`).start(0, options)

/** What a device tells of some reports, one after the other. */
function told(body: string, ...reports: readonly string[]) {
  const session = start(body)
  return reports.map((report) =>
    session.report(0, decodeHex(report), 0).events.map(({ name, data }) => ({ [name]: data })),
  )
}

const readAs = (field: string, report: string) =>
  told(`    fields: {x: ${field}}\n    emit: [{event: info, data: {x: x}}]`, report)[0]?.[0]?.info?.x

describe('a field', () => {
  it.each([
    ['{u24le: 0}', '01 02 03', 0x030201],
    ['{i24be: 0}', 'FF FF FE', -2],
    ['{i24le: 0}', 'FE FF FF', -2],
    ['{i32be: 0}', '80 00 00 00', -(2 ** 31)],
    ['{i32le: -4}', '00 FF FF FF FF', -1],
    ['{u32be: 0}', 'FF FF FF FF', 2 ** 32 - 1],
    ['{bits: [0, 6, 4]}', 'C0 03', 15],
    ['{bcd: [0, 2]}', '12 34', 1234],
    ['{bcd: [0, 2]}', '12 3A', undefined],
    ['{hex: [0, null]}', '0A FF', '0AFF'],
    ['{hex: [0, null], reverse: true}', '0A FF', 'FF0A'],
    ['{num: [0, null], reverse: true}', '33 32 31', 123],
    ['{num: [0, null], point: ".", trim: true}', '20 2B 30 2E 33 20', 0.3],
    ['{num: [0, null], point: ","}', '31 2C 32 35', 1.25],
    ['{num: [0, null], point: "."}', '31 2E 32 2E 33', undefined],
    ['{num: [0, null]}', '31 2E 32', undefined],
    ['{calc: "scale10(b[0], -b[1])"}', '17 01', 2.3],
    ['{calc: "scale10(b[0], -b[1])"}', '17 03', 0.023],
    ['{text: [0, null], trim: true, upper: true}', '61 62 00 00', 'AB'],
  ])('%s of %s is %j', (field, report, expected) => {
    expect(readAs(field, report)).toEqual(expected)
  })

  it.each([
    ['DDMMYYYY', '01121990', '1990-12-01'],
    ['DD-MM-YYYY', '01-12-1990', '1990-12-01'],
    ['YYYY-MM-DD', '1990-12-01', '1990-12-01'],
    ['YYMMDD', '901201', '1990-12-01'],
    ['YYMMDD', '301201', '2030-12-01'],
    ['YYMMDD, pivot: 20', '301201', '1930-12-01'],
    ['DD/MM/YYYY', '01121990', undefined],
    ['DDMMYYYY', '01131990', undefined],
    ['DDMMYYYY', '011219901', undefined],
    ['DD/MM/YYYY, else: ""', '1990', ''],
  ])('that is a date %s: %s is %j', (form, text, expected) => {
    const bytes = Buffer.from(text, 'ascii').toString('hex')
    expect(
      told(
        `    fields: {t: {text: [0, null]}, d: {date: t, in: ${form}}}\n    emit: [{event: info, data: {d: d}}]`,
        bytes,
      )[0],
    ).toEqual(expected === undefined ? [] : [{ info: { d: expected } }])
  })

  it('that is mapped says what is unknown, or rejects it', () => {
    const body = (more: string) =>
      `    fields: {c: {u8: 0}, k: {map: c, to: {1: next}${more}}}\n    emit: [{event: info, data: {k: k}}]`
    expect(told(body(', else: unknown'), '09')[0]).toEqual([{ info: { k: 'unknown' } }])
    expect(told(body(''), '09', '01')).toEqual([[], [{ info: { k: 'next' } }]])
  })
})

describe('a rule', () => {
  it('looks at bytes from the end, and at masks', () => {
    const body = '    when: {at: {-1: {mask: 0xF0, eq: 0xA0}}}\n    emit: [{event: info}]'
    expect(told(body, '00 A5', 'A5', 'A5 00').map((events) => events.length)).toEqual([1, 1, 0])
  })

  it('knows which variant of the device it is', () => {
    const body = `    require: "variant == 'wired'"\n    emit: [{event: info}]`
    expect(start(body, { variant: 'wired' }).report(0, decodeHex('00'), 0).events).toHaveLength(1)
    expect(start(body).report(0, decodeHex('00'), 0).events).toHaveLength(0)
  })

  it('tells the edges even when something else in it cannot be computed', () => {
    const body = '    emit: [{buttons: {from: [0, 1], map: {0: k}}}, {event: info, data: {x: "b[9]"}}]'
    expect(told(body, '01', '00')).toEqual([[{ press: { key: 'k' } }], [{ release: { key: 'k' } }]])
  })
})

describe('a report that ends too soon', () => {
  it('releases nothing', () => {
    const body = '    emit: [{buttons: {from: [1, 3], map: {0: a, 8: b}}}]'
    expect(told(body, '00 01 01', '00 01', '00', '00 00 00').map((events) => events.length)).toEqual([2, 0, 0, 2])
  })
})

describe('keys of a keyboard', () => {
  const keys = (map: string) => `    emit: [{keys: {from: [2, 8], mods: 0, map: {${map}}}}]`

  it('are told as they go down and up, releases first', () => {
    const reports = [
      '00 00 4E 00 00 00 00 00',
      '00 00 4B 4E 00 00 00 00',
      '00 00 4B 00 00 00 00 00',
      '00 00 5D 00 00 00 00 00',
    ]
    expect(told(keys('0x4E: next, 0x4B: back, 0x5D: five'), ...reports)).toEqual([
      [{ press: { key: 'next' } }],
      [{ press: { key: 'back' } }],
      [{ release: { key: 'next' } }],
      [{ release: { key: 'back' } }, { press: { key: 'five' } }],
    ])
  })

  it('that are too many at once change nothing', () => {
    const reports = ['00 00 04 00 00 00 00 00', '00 00 01 01 01 01 01 01', '00 00 00 00 00 00 00 00']
    expect(told(keys('4: a'), ...reports).map((events) => events.length)).toEqual([1, 0, 1])
  })

  it('that send two usages by turns are one key', () => {
    const reports = ['00 00 3E 00 00 00 00 00', '00 00 00 00 00 00 00 00', '00 00 29 00 00 00 00 00']
    expect(told(keys('0x3E: show, 0x29: show'), ...reports).flat()).toEqual([
      { press: { key: 'show' } },
      { release: { key: 'show' } },
      { press: { key: 'show' } },
    ])
  })

  it('may be combinations, of the left or the right modifier', () => {
    const map = '"ctrl+0x1E": level-1, "0x1E": one'
    const reports = [
      '01 00 1E 00 00 00 00 00',
      '00 00 00 00 00 00 00 00',
      '10 00 1E 00 00 00 00 00',
      '02 00 1E 00 00 00 00 00',
    ]
    expect(told(keys(map), ...reports)).toEqual([
      [{ press: { key: 'level-1' } }],
      [{ release: { key: 'level-1' } }],
      [{ press: { key: 'level-1' } }],
      [{ release: { key: 'level-1' } }, { press: { key: 'one' } }],
    ])
  })

  it('that are combinations need the byte of the modifiers', () => {
    const body = '    emit: [{keys: {from: [2, 8], map: {"ctrl+4": a}}}]'
    expect(() => start(body)).toThrow(expect.objectContaining({ code: 'DB-PRO-062' }))
  })
})

describe('a knob', () => {
  const knob = (turn: string) => `    fields: {n: {u8: 0}, i: {i8: 0}}\n    emit: [{turn: {${turn}}}]`

  it('whose counter wraps is turned by the shorter way', () => {
    expect(told(knob('field: n, mode: counter, wrap: 256'), 'FE', 'FF', '01', 'FF', 'FF')).toEqual([
      [],
      [{ turn: { by: 1 } }],
      [{ turn: { by: 2 } }],
      [{ turn: { by: -2 } }],
      [],
    ])
  })

  it('that says how far it went is believed', () => {
    expect(told(knob('field: i, mode: delta, key: left'), 'FF', '00', '02')).toEqual([
      [{ turn: { key: 'left', by: -1 } }],
      [],
      [{ turn: { key: 'left', by: 2 } }],
    ])
  })

  it('that says where it stands is told when it moves', () => {
    expect(told(knob('field: n, mode: absolute'), '05', '05', '06')).toEqual([[], [], [{ turn: { to: 6 } }]])
    expect(told(knob('field: n, mode: absolute, initial: released'), '05')).toEqual([[{ turn: { to: 5 } }]])
  })

  it('with a counter must say where that wraps', () => {
    expect(() => start(knob('field: n, mode: counter'))).toThrow(expect.objectContaining({ code: 'DB-PRO-063' }))
  })
})

describe('parts of a text', () => {
  const block = `    when: {at: {0: 0x23}}
    fields: {addr: {u8: 1}, part: {raw: [3, null]}, flag: {u8: 2}}
    emit:
      - collect: {field: part, to: all, first: "flag == 1", last: "flag == 3", timeout: 100, scope: addr, enc: utf-8, max: 8, emit: [{event: info, data: {all: all}}]}
  - {id: other, ignore: true}`

  function collect(...parts: readonly (readonly [at: number, report: string])[]) {
    const session = start(block)
    const events = parts.flatMap(([at, report]) => session.report(0, decodeHex(report), at).events)
    return { all: events.map(({ data }) => data.all), rejected: session.stats().rejected }
  }

  it('are joined as bytes, whatever comes in between', () => {
    const parts = [
      [0, '23 01 01 E1 BB'],
      [10, '24 FF'],
      [20, '23 01 03 85'],
    ] as const
    expect(collect(...parts).all).toEqual(['ễ'])
  })

  it('of several addresses do not mix', () => {
    const parts = [
      [0, '23 01 01 41'],
      [0, '23 02 01 42'],
      [0, '23 01 03 43'],
      [0, '23 02 03 44'],
    ] as const
    expect(collect(...parts).all).toEqual(['AC', 'BD'])
  })

  it('that were begun and never finished are forgotten', () => {
    expect(collect([0, '23 01 01 41'], [0, '23 01 01 42'], [0, '23 01 03 43']).all).toEqual(['BC'])
    expect(collect([0, '23 01 01 41'], [99, '23 01 03 43']).all).toEqual(['AC'])
    expect(collect([0, '23 01 01 41'], [100, '23 01 03 43']).all).toEqual(['C'])
  })

  it('that together are too long are nothing, and the next ones are whole again', () => {
    const parts = [
      [0, '23 01 01 41 41 41 41 41'],
      [0, '23 01 03 41 41 41 41 41'],
      [0, '23 01 03 42'],
    ] as const
    expect(collect(...parts)).toEqual({ all: ['B'], rejected: 1 })
  })
})

describe('inputs that are written as digits', () => {
  const digits = `    fields: {inputs: {num: [0, 2], base: 16}}
    emit: [{levels: {of: inputs, activeLow: true, initial: prime, map: {0: low, 7: high}}}]`

  it('are levels like any others', () => {
    expect(told(digits, '46 46', '37 46', '46 45', '46 46')).toEqual([
      [],
      [{ press: { key: 'high' } }],
      [{ release: { key: 'high' } }, { press: { key: 'low' } }],
      [{ release: { key: 'low' } }],
    ])
  })

  it('say nothing when they are no number', () => {
    expect(told(digits, '46 46', '47 46', '46 45')).toEqual([[], [], [{ press: { key: 'low' } }]])
  })

  it('must be read before', () => {
    expect(() => start(digits.replace('of: inputs', 'of: input'))).toThrow(
      expect.objectContaining({ code: 'DB-PRO-002' }),
    )
  })
})
