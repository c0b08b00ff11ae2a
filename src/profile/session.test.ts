import { describe, expect, it } from 'vitest'
import { isDeskError } from '../core/index.ts'
import { compile, decodeHex, encodeHex, type SessionOutput } from './index.ts'

const head = 'profile: test.device\nformat: 1\nclass: other\nlink: {serial: {baud: 9600}}\n'
const start = (body: string) => compile(head + body).start(0)
const sent = (output: SessionOutput) => output.writes.map((write) => encodeHex(write.bytes))
const told = (output: SessionOutput) => output.events.map(({ name, data }) => ({ [name]: data }))
const keys = (output: SessionOutput) => output.events.map(({ name, data }) => `${name} ${data.key}`)
const hex = decodeHex

const modbus = `
rx:
  - {id: fc2, mode: fixed, length: 6, guard: {1: 0x02, 2: 0x01}, check: {alg: crc16-modbus, over: [0, -2], at: -2, as: le}}
decode:
  - id: inputs
    fields: {addr: {u8: 0}}
    emit:
      - {buttons: {from: [3, 4], map: {0: di1, 5: di6}}, scope: addr}
commands:
  read:
    internal: true
    write: [{bytes: "01 02 00 00 00 08 {check}", check: {alg: crc16-modbus, over: [0, null], as: le}}]
  relay:
    params: {ch: {int: [1, 8]}, lit: {bool: true}}
    let: {v: "65280 if lit else 0"}
    write: [{bytes: "01 05 {ch - 1:u16be} {v:u16be} {check}", check: {alg: crc16-modbus, over: [0, null], as: le}}]
session:
  poll: [{send: read, every: 100, timeout: 50, misses: 2}]
`

const panel = `
rx: {mode: fixed, length: 4, start: "02", end: "03"}
decode:
  - id: press
    fields: {count: {u8: 1}, code: {u8: 2}, key: {map: code, to: {1: next, 2: skip}}}
    reply: {to: ack, after: durable}
    emit: [{event: press, data: {key: key}, dedupeKey: [count]}]
commands:
  ack: {internal: true, write: [{bytes: "06 {count}"}]}
`

describe('a session', () => {
  it('keeps the levels of several addresses on one bus apart', () => {
    const session = start(modbus)
    const output = session.bytes(hex('01 02 01 20 A0 50 02 02 01 20 A0 14 01 02 01 00 A1 88'), 0)
    expect(told(output)).toEqual([
      { press: { key: 'di6', addr: 1 } },
      { press: { key: 'di6', addr: 2 } },
      { release: { key: 'di6', addr: 1 } },
    ])
  })

  it('polls, notices that the device fell silent, and that it is there again', () => {
    const session = start(modbus)
    const opened = session.open(1000)
    expect(sent(opened)).toEqual(['01 02 00 00 00 08 79 CC'])
    expect(opened.wakeAt).toBe(1050)
    expect(session.bytes(hex('01 02 01 00 A1 88'), 1020).wakeAt).toBe(1100)
    expect(sent(session.tick(1100))).toHaveLength(1)
    expect(session.tick(1150)).toMatchObject({ events: [], wakeAt: 1200 })
    session.tick(1200)
    expect(told(session.tick(1250))).toEqual([{ fault: { reason: 'silent' } }])
    expect(session.stats().pollMisses).toBe(2)
    session.tick(1300)
    expect(told(session.bytes(hex('01 02 01 00 A1 88'), 1310))).toEqual([{ status: { reason: 'answering' } }])
    expect(session.close(1320).wakeAt).toBe(null)
  })

  it('computes what a command needs', () => {
    const session = start(modbus)
    expect(sent(session.command('relay', { ch: 6, lit: true }, 0))).toEqual(['01 05 00 05 FF 00 9C 3B'])
    expect(sent(session.command('relay', { ch: 6, lit: false }, 0))).toEqual(['01 05 00 05 00 00 DD CB'])
  })

  it.each([
    ['relai', {}, 'DB-PRO-030'],
    ['read', {}, 'DB-PRO-031'],
    ['relay', { ch: 1 }, 'DB-PRO-032'],
    ['relay', { ch: 9, lit: true }, 'DB-PRO-033'],
    ['relay', { ch: 1, lit: 'true' }, 'DB-PRO-033'],
    ['relay', { ch: 1, lit: true, toString: 1 }, 'DB-PRO-034'],
  ] as const)('refuses the command %s with %j', (name, args, code) => {
    expect(() => start(modbus).command(name, args, 0)).toThrow(expect.objectContaining({ code }))
  })

  it('answers a device only when its event is on disk, and again when it repeats', () => {
    const session = start(panel)
    const pressed = session.bytes(hex('02 07 01 03'), 0)
    expect(pressed).toMatchObject({
      writes: [],
      events: [{ id: 1, name: 'press', data: { key: 'next' }, dedupeKey: '7' }],
    })
    expect(sent(session.accepted(1, 5))).toEqual(['06 07'])
    expect(sent(session.accepted(1, 6))).toEqual([])
    const repeated = session.bytes(hex('02 07 01 03'), 1000)
    expect(repeated.events).toMatchObject([{ id: 2, dedupeKey: '7' }])
    expect(sent(session.accepted(2, 1000))).toEqual(['06 07'])
  })

  it('remembers a bounded number of unanswered frames while the disk hangs', () => {
    const session = start(panel)
    for (let i = 0; i < 300; i++) session.bytes(hex('02 07 01 03'), i)
    expect(session.stats().repliesLost).toBe(300 - 256)
    expect(sent(session.accepted(1, 400))).toEqual([])
    expect(sent(session.accepted(300, 400))).toEqual(['06 07'])
  })

  it('rejects a frame with an impossible value, without an answer', () => {
    const session = start(panel)
    expect(session.bytes(hex('02 07 09 03'), 0)).toMatchObject({ events: [], writes: [] })
    expect(session.stats()).toMatchObject({ frames: 1, rejected: 1, unknown: 0 })
  })

  it('joins the parts of a text before it decodes them, and acknowledges every part at once', () => {
    const session = start(`
rx: {mode: length, lengthAt: 0, add: 2, max: 258, check: {alg: neg16, over: [0, -2], at: -2, as: be}}
decode:
  - id: data
    when: {expr: "b[1] == 0xF3"}
    fields: {more: {bits: [3, 1, 1]}, part: {raw: [5, -2]}}
    reply: ack
    emit:
      - collect:
          {field: part, to: text, last: "more == 0", enc: utf-8, max: 100, emit: [{event: scan, data: {text: text}}]}
commands:
  ack: {internal: true, write: [{bytes: "04 D0 04 00 {check}", check: {alg: neg16, over: [0, null], as: be}}]}
`)
    const first = session.bytes(hex('07 F3 00 02 08 E1 BB FD 60'), 0)
    expect(told(first)).toEqual([])
    expect(sent(first)).toEqual(['04 D0 04 00 FF 28'])
    expect(told(session.bytes(hex('07 F3 00 00 08 85 6E FE 0B'), 1))).toEqual([{ scan: { text: 'ễn' } }])
  })

  it('tells all edges of a report, releases first, over groups that straddle bytes', () => {
    const session = start(`
rx: {mode: fixed, length: 5, start: "7F 7F"}
decode:
  - id: pads
    emit: [{grid: {from: [2, 5], groups: 4, each: 5, group: pad, names: [red, yellow, green, orange, blue]}}]
`)
    session.bytes(hex('7F 7F 01 00 F0'), 0)
    expect(told(session.bytes(hex('7F 7F 20 02 F0'), 0))).toEqual([
      { release: { pad: 1, key: 'red' } },
      { press: { pad: 2, key: 'red' } },
      { press: { pad: 2, key: 'blue' } },
    ])
    expect(told(session.bytes(hex('7F 7F 20 02 F8'), 0))).toEqual([{ press: { pad: 4, key: 'blue' } }])
  })

  it('reads active-low keys and takes the first report as the state of things', () => {
    const session = start(`
rx: {mode: byte}
decode: [{id: keys, emit: [{buttons: {from: [0, 1], map: {0: up, 7: down}, activeLow: true, initial: prime}}]}]
`)
    expect(keys(session.bytes(hex('7F FF FE FF'), 0))).toEqual(['release down', 'press up', 'release up'])
  })

  it('tells a reading when it changes, or only when it has settled', () => {
    const session = start(`
rx: {mode: fixed, length: 2, start: "57"}
decode:
  - id: weight
    fields: {w: {u8: 1}}
    emit:
      - {event: status, data: {w: w}, trigger: change}
      - {event: weight, data: {kg: "scale10(w, -1)"}, trigger: {stable: 3}}
`)
    expect(told(session.bytes(hex('57 01 57 17 57 17 57 17 57 17 57 01 57 17'), 0))).toEqual([
      { status: { w: 1 } },
      { status: { w: 23 } },
      { weight: { kg: 2.3 } },
      { status: { w: 1 } },
      { status: { w: 23 } },
    ])
  })

  it('normalises the identity of a tag, and is quiet while the tag stays', () => {
    const session = start(`
rx: {mode: fixed, length: 14, start: "02", end: "03", check: {alg: xor8, over: [1, 11], view: hex-decoded, at: 11, as: hex}}
decode:
  - id: tag
    fields: {number: {num: [3, 11], base: 16}, uid: {text: [1, 11], upper: true}}
    emit: [{event: card, data: {uid: uid, number: number}}]
session: {dedupe: {event: card, key: uid, within: 1500}}
`)
    const tag = '02 31 34 30 30 38 45 43 37 39 33 43 45 03'
    expect(told(session.bytes(hex(tag), 0))).toEqual([{ card: { uid: '14008EC793', number: 9357203 } }])
    expect(told(session.bytes(hex(tag.replace('45 43 37', '65 43 37')), 1400))).toEqual([])
    expect(told(session.bytes(hex(tag), 2800))).toEqual([])
    expect(told(session.bytes(hex(tag), 4400))).toHaveLength(1)
    expect(session.stats()).toMatchObject({ frames: 4, repeated: 2 })
  })

  it('remembers the outputs of a device that takes them all at once, and keeps it awake', () => {
    const session = start(`
decode: []
commands:
  lamp:
    params: {pad: {int: [1, 4]}, lit: {bool: true}}
    retain: {lamps: {init: [0, 0, 0, 0]}}
    set: {lamps: {index: "pad - 1", value: "255 if lit else 0"}}
    write: [{bytes: "00 {lamps[0]} {lamps[1]} {lamps[2]} {lamps[3]}", pad: 6}]
  alive:
    internal: true
    retain: {lamps: {init: [0, 0, 0, 0]}}
    write: [{bytes: "00 {lamps[0]} {lamps[1]} {lamps[2]} {lamps[3]}", pad: 6}]
session: {keepalive: [{send: alive, every: 2000}]}
`)
    expect(session.open(0).wakeAt).toBe(2000)
    session.command('lamp', { pad: 1, lit: true }, 10)
    expect(sent(session.command('lamp', { pad: 3, lit: true }, 20))).toEqual(['00 FF 00 FF 00 00'])
    expect(sent(session.tick(2000))).toEqual(['00 FF 00 FF 00 00'])
    expect(session.tick(2001).wakeAt).toBe(4000)
  })

  it('lets the latest text wait for a slow display, and drops those between', () => {
    const session = start(`
decode: []
commands:
  show:
    params: {text: {text: {maxCells: 2, overflow: cut}}}
    coalesce: latest
    rate: {every: 100}
    write: [{bytes: "{text:text,pad=2}"}, {delay: 5}]
`)
    const texts = (output: SessionOutput) =>
      output.writes.map(({ bytes, delay }) => [Buffer.from(bytes).toString(), delay])
    expect(texts(session.command('show', { text: '1' }, 0))).toEqual([
      ['1 ', undefined],
      ['', 5],
    ])
    expect(session.command('show', { text: '2' }, 10)).toMatchObject({ writes: [], wakeAt: 100 })
    expect(session.command('show', { text: '3333' }, 20)).toMatchObject({ writes: [], wakeAt: 100 })
    expect(texts(session.tick(100))).toEqual([
      ['33', undefined],
      ['', 5],
    ])
    expect(session.tick(200)).toMatchObject({ writes: [], wakeAt: null })
  })

  it('stays up whatever bytes arrive', () => {
    for (const body of [modbus, panel]) {
      const session = start(body)
      session.open(0)
      for (let i = 0; i < 2000; i++)
        session.bytes(
          Uint8Array.from({ length: 37 }, (_, j) => (i * j * 131) >>> 3),
          i,
        )
      expect(session.stats().bytes).toBe(74_000)
    }
  })
})

describe('compiling', () => {
  it.each([
    [
      'a field that does not exist',
      'decode: [{id: a, emit: [{event: e, data: {x: cod}}], fields: {code: {u8: 0}}}]',
      'DB-PRO-002',
      5,
      46,
    ],
    ['a bad expression', 'decode: [{id: a, require: "b[0] =="}]', 'DB-PRO-001', 5, 27],
    ['a bad template', 'decode: []\ncommands: {a: {write: [{bytes: "1B 4 0"}]}}', 'DB-PRO-005', 6, 32],
    [
      'an unknown format',
      'decode: []\ncommands: {a: {params: {n1: {int: [0, 9]}}, write: [{bytes: "{n1:u16bee}"}]}}',
      'DB-PRO-002',
      6,
      61,
    ],
    [
      'an unknown command',
      'decode: []\ncommands: {init: {write: [{bytes: "0C"}]}}\nsession: {open: [intt]}',
      'DB-PRO-002',
      7,
      18,
    ],
    ['a circle', 'decode: []\ncommands: {a: {pre: [a], write: [{bytes: "0C"}]}}', 'DB-PRO-013', 6, 22],
    [
      'a check nobody placed',
      'decode: []\ncommands: {a: {write: [{bytes: "0C", check: {alg: xor8, over: [0, null]}}]}}',
      'DB-PRO-024',
      6,
      32,
    ],
    ['rules without frames', 'decode: [{id: a}]', 'DB-PRO-028', 5, 1],
    ['a key that does not exist', 'decode: []\nfirmware: [port]', 'DB-DOC-002', 6, 1],
    ['an emit without its parts', 'decode: [{id: a, emit: [{keys: {}}]}]', 'DB-DOC-004', 5, 32],
    ['a nameless frame', 'rx: {id: abc, mode: byte}\ndecode: [{id: a, when: {frame: abd}}]', 'DB-PRO-002', 6, 32],
    [
      'an empty range',
      'decode: []\ncommands: {a: {params: {p: {int: [9, 1]}}, write: [{bytes: "{p}"}]}}',
      'DB-PRO-026',
      6,
      28,
    ],
  ] as const)('points at %s', (_name, body, code, line, column) => {
    const rx = body.startsWith('rx') || code === 'DB-PRO-028' ? '' : '\nrx: {mode: fixed, length: 2}'
    try {
      compile(`${head}${body}${rx}\n`, 'x.yaml')
      expect.unreachable()
    } catch (error) {
      if (!isDeskError(error)) throw error
      expect({ code: error.code, place: error.place }).toEqual({ code, place: { file: 'x.yaml', line, column } })
    }
  })
})
