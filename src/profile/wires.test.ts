import { describe, expect, it } from 'vitest'
import { compile, decodeHex, encodeHex, redactEvent, type SessionOutput, type StartOptions } from './index.ts'

const head = (link: string) => `profile: test.device\nformat: 1\nclass: button\nlink: {${link}}\n`
const start = (link: string, body: string, options?: StartOptions) => compile(head(link) + body).start(0, options)
const sent = (output: SessionOutput) => output.writes.map((write) => encodeHex(write.bytes))
const told = (output: SessionOutput) => output.events.map(({ name, data }) => ({ [name]: data }))
const hex = decodeHex

const bus = `
rx: {mode: fixed, length: 4, start: "3E"}
decode:
  - {id: echo, when: {at: {2: 0x80}}, ignore: true}
  - id: inputs
    fields: {addr: {u8: 1}}
    emit: [{buttons: {from: [2, 3], map: {0: di1}}, scope: addr}]
commands:
  read: {internal: true, write: [{bytes: "23 {addr}"}]}
  relay: {params: {lit: {bool: true}}, write: [{bytes: "24 {addr} {lit}"}]}
session: {poll: [{send: read, every: 100, timeout: 30, misses: 2}]}
`
const line = 'serial: {baud: 9600}, bus: {address: {param: addr, range: [1, 247]}, turnaround: 5}'

describe('a line with several devices', () => {
  it('asks them in turn, and lets the line rest between an answer and the next question', () => {
    const session = start(line, bus, { addresses: [1, 2] })
    expect(sent(session.open(0))).toEqual(['23 01'])
    const answered = session.bytes(hex('3E 01 00 00'), 10)
    expect(sent(answered)).toEqual([])
    expect(answered.wakeAt).toBe(15)
    expect(sent(session.tick(15))).toEqual(['23 02'])
  })

  it('knows which of them is silent, and asks that one more seldom', () => {
    const session = start(line, bus, { addresses: [1, 2] })
    let output = session.open(0)
    const asked: string[] = []
    const events: unknown[] = []
    let now = 0
    while (now < 2000 && output.wakeAt !== null) {
      const [question] = sent(output)
      if (question !== undefined) asked.push(question)
      events.push(...told(output))
      now = Math.max(now, output.wakeAt)
      output = question === '23 01' ? session.bytes(hex('3E 01 00 00'), now) : session.tick(now)
    }
    expect(events).toEqual([{ fault: { reason: 'silent', addr: 2 } }])
    expect(asked.filter((one) => one === '23 01').length).toBeGreaterThan(15)
    expect(asked.filter((one) => one === '23 02').length).toBeLessThan(6)
    expect(session.diagnosis(now).missesByAddress).toEqual({ 2: session.stats().pollMisses })
    expect(told(session.bytes(hex('3E 02 01 00'), now))).toEqual([
      { status: { reason: 'answering', addr: 2 } },
      { press: { key: 'di1', addr: 2 } },
    ])
  })

  it('lets a command wait until nobody is speaking', () => {
    const session = start(line, bus, { addresses: [1] })
    session.open(0)
    expect(sent(session.command('relay', { addr: 1, lit: true }, 5))).toEqual([])
    expect(sent(session.bytes(hex('3E 01 00 00'), 10))).toEqual([])
    expect(sent(session.tick(15))).toEqual(['24 01 01'])
    // Its echo is awaited like an answer; then the next question may go out.
    expect(session.tick(16).wakeAt).toBe(100)
    session.bytes(hex('3E 01 80 00'), 20)
    expect(sent(session.tick(100))).toEqual(['23 01'])
  })

  it('refuses an address that the line cannot have, and a command without one', () => {
    const session = start(line, bus, { addresses: [1] })
    expect(() => session.command('relay', { addr: 248, lit: true }, 0)).toThrow(
      expect.objectContaining({ code: 'DB-PRO-033' }),
    )
    expect(() => session.command('relay', { lit: true }, 0)).toThrow(expect.objectContaining({ code: 'DB-PRO-032' }))
  })
})

describe('an answer that only its framer knows', () => {
  it('is cut from the line when a poll has asked for it, and is no answer otherwise', () => {
    const session = start(
      'serial: {baud: 9600}',
      `
rx: {mode: fixed, length: 1, replyTo: ask}
decode:
  - {id: paper, fields: {out: {bits: [0, 5, 1]}}, emit: [{event: status, data: {paper: out}}]}
commands: {ask: {internal: true, write: [{bytes: "10 04"}]}}
session: {poll: [{send: ask, every: 100, timeout: 30, misses: 2}]}
`,
    )
    expect(sent(session.open(0))).toEqual(['10 04'])
    expect(told(session.bytes(hex('20'), 5))).toEqual([{ status: { paper: 1 } }])
    expect(told(session.bytes(hex('00'), 10)), 'nobody has asked again').toEqual([])
  })
})

describe('answers', () => {
  const printer = `
rx: {mode: byte}
decode:
  - {id: paper, when: {replyTo: askPaper}, fields: {out: {bits: [0, 5, 1]}}, emit: [{event: status, data: {paper: out}}]}
  - {id: cover, when: {replyTo: askCover}, fields: {open: {bits: [0, 2, 1]}}, emit: [{event: status, data: {cover: open}}]}
commands:
  askPaper: {write: [{bytes: "10 04 04"}]}
  askCover: {write: [{bytes: "10 04 02"}]}
`
  it('mean what was asked, in the order in which it was asked', () => {
    const session = start('serial: {baud: 9600}', printer)
    session.command('askCover', {}, 0)
    session.command('askPaper', {}, 1)
    expect(told(session.bytes(hex('24 24'), 10))).toEqual([{ status: { cover: 1 } }, { status: { paper: 1 } }])
    expect(told(session.bytes(hex('24'), 20))).toEqual([])
    expect(session.stats().unknown).toBe(1)
  })

  it('that do not say whose they are belong to whoever was asked', () => {
    const body = `
rx: {mode: delimited, start: "21", end: "0D", max: 8}
decode:
  - id: inputs
    when: {replyTo: read}
    fields: {addr: {asked: addr}}
    emit: [{buttons: {from: [1, 2], map: {0: di1}}, scope: addr}]
commands: {read: {write: [{bytes: "24 {addr}"}]}}
`
    const session = start(line, body, { addresses: [1, 2] })
    session.command('read', { addr: 2 }, 0)
    expect(told(session.bytes(hex('21 01 0D'), 10))).toEqual([{ press: { key: 'di1', addr: 2 } }])
    // Nobody was asked: nobody has said it.
    expect(told(session.bytes(hex('21 00 0D'), 20))).toEqual([])
  })

  it('that come after all patience answer nothing', () => {
    const session = start('serial: {baud: 9600}', printer)
    session.command('askCover', {}, 0)
    expect(told(session.bytes(hex('24'), 1000))).toEqual([])
  })
})

describe('a device of reports', () => {
  const relay = `
identity: [{field: serial}, port]
decode:
  - {id: state, when: {report: 1, at: {-1: 0x00}}, fields: {serial: {text: [0, 2]}}, emit: [{buttons: {from: [2, 3], map: {0: r1}}}]}
commands:
  look: {internal: true, write: [{read: 1}]}
  fill: {write: [{report: 2, kind: feature, bytes: "FF 01"}]}
session: {poll: [{send: look, every: 100, timeout: 50, misses: 1, whenSilent: reopen}]}
`
  it('is read by feature reports, fills up what it sends, and tells who it is', () => {
    const session = start('hid: {numbered: true, feature: 4}', relay)
    expect(session.open(0).writes).toEqual([{ bytes: new Uint8Array(), report: { number: 1, kind: 'read' } }])
    expect(told(session.report(1, hex('41 42 01 00'), 10))).toEqual([{ press: { key: 'r1' } }])
    expect(session.identity()).toEqual({ serial: 'AB' })
    const [fill] = session.command('fill', {}, 20).writes
    expect(fill).toEqual({ bytes: hex('FF 01 00 00'), report: { number: 2, kind: 'feature' } })
  })

  it('that is silent asks for a fresh wire, once', () => {
    const session = start('hid: {}', relay)
    session.open(0)
    expect(session.tick(50).reopen).toBe(true)
    session.tick(100)
    expect(session.tick(150).reopen).toBe(false)
  })

  it('shows its last 20 unknown reports, unless it may read something personal', () => {
    const session = start('hid: {}', relay)
    for (let at = 0; at < 25; at++) session.report(7, Uint8Array.of(at, 255), at)
    const { unknownFrames } = session.diagnosis(30)
    expect(unknownFrames).toHaveLength(20)
    expect(unknownFrames[0]).toEqual({ ageMs: 25, length: 2, report: 7, hex: '05FF' })
    const source = head('hid: {}').replace('class: button', 'class: scanner')
    const scanner = compile(`${source}decode: []\n`).start(0)
    scanner.report(0, hex('41 42'), 0)
    expect(scanner.diagnosis(5).unknownFrames).toEqual([{ ageMs: 5, length: 2 }])
  })
})

describe('a local service', () => {
  const rules =
    'decode: [{id: a, when: {json: {kind: 2, "who.id": x}}, fields: {n: {json: list.1}}, emit: [{event: info, data: {n: n}}]}]\n'
  const ws = (more = '') => `ws: {url: "ws://127.0.0.1:8000", frames: json${more}}`

  it('is understood by what stands in its messages', () => {
    const session = start(ws(), rules)
    expect(told(session.message('{"kind":2,"who":{"id":"x"},"list":[1,7]}', 0))).toEqual([{ info: { n: 7 } }])
    expect(told(session.message('{"kind":3,"who":{"id":"x"},"list":[1,7]}', 0))).toEqual([])
    session.message('{"kind":2,"who":{"id":"x"},"list":{"1":{}}}', 0)
    session.message('hello', 0)
    expect(session.stats()).toMatchObject({ unknown: 1, rejected: 1 })
  })

  it('may say no more than was agreed', () => {
    const session = start(ws(', max: 64, otherText: unknown'), rules)
    session.message(JSON.stringify({ kind: 2, who: 'x'.repeat(100) }), 0)
    session.message('hello', 0)
    expect(session.stats()).toMatchObject({ overruns: 1, unknown: 1 })
  })

  it.each([
    ['ws://127.0.0.1:1', '', true],
    ['wss://localhost/x', '', true],
    ['ws://[::1]:80', '', true],
    ['ws://192.168.1.9:80', ', pinned: "192.168.1.9"', true],
    ['ws://192.168.1.9:80', '', false],
    ['ws://192.168.1.9:80', ', pinned: "192.168.1.8"', false],
    ['ws://192.168.1.9:80', ', pinned: "192.168.1.9", loopbackOnly: true', false],
    ['ws://127.0.0.1.example.com', '', false],
  ])('is on this PC, or at an address that is pinned: %s%s', (url, more, isAllowed) => {
    const compiling = () => compile(`${head(`ws: {url: "${url}", frames: text${more}}`)}decode: []\n`)
    if (isAllowed) expect(compiling).not.toThrow()
    else expect(compiling).toThrow(expect.objectContaining({ code: 'DB-PRO-064' }))
  })

  it.each(['socketio', 'rest'])('of the kind %s speaks JSON, at an allowed place by http', (kind) => {
    const link = (url: string, more = '') => `${kind}: {url: "${url}"${more}}`
    const session = start(link('http://127.0.0.1:8000', ', max: 64'), rules)
    expect(told(session.message('{"kind":2,"who":{"id":"x"},"list":[1,7]}', 0))).toEqual([{ info: { n: 7 } }])
    session.message('hello', 0)
    session.message(JSON.stringify({ kind: 2, who: 'x'.repeat(100) }), 0)
    expect(session.stats()).toMatchObject({ overruns: 1, unknown: 1 })
    const compiled = (written: string) => compile(`${head(written)}decode: []\n`).link
    expect(compiled(link('https://192.168.5.1:8000', ', pinned: "192.168.5.1", selfSigned: true'))).toEqual({
      kind,
      url: 'https://192.168.5.1:8000',
      pinned: '192.168.5.1',
      selfSigned: true,
      frames: 'json',
      otherText: 'unknown',
      max: 1_048_576,
    })
    expect(() => compiled(link('https://192.168.5.1:8000'))).toThrow(expect.objectContaining({ code: 'DB-PRO-064' }))
    expect(() => compiled(link('ws://127.0.0.1:8000'))).toThrow()
  })
})

describe('a device that waits for the disk', () => {
  it('has its presses told at once, also where others are held back to see whether they are long', () => {
    const body = `
rx: {mode: fixed, length: 2, start: "02"}
decode:
  - {id: a, fields: {k: {u8: 1}}, reply: {to: ack, after: durable}, emit: [{event: press, data: {key: k}}]}
commands: {ack: {internal: true, write: [{bytes: "06"}]}}
`
    const session = start('serial: {baud: 9600}', body, { keys: { long: 800, debounce: 20 } })
    const pressed = session.bytes(hex('02 01'), 0)
    expect(told(pressed)).toEqual([{ press: { key: 1 } }])
    expect(sent(pressed)).toEqual([])
    expect(sent(session.accepted(1, 5))).toEqual(['06'])
  })
})

describe('a measuring device', () => {
  const scale = `
rx: {mode: delimited, end: "0D", max: 20}
decode:
  - id: weight
    fields: {value: {num: [0, -1], point: ".", trim: true}}
    emit: [{event: weight, data: {value: value}, trigger: change}]
session: {readings: [{event: weight, value: value, stale: 1000}]}
`
  it('whose value stays the same is known as long as it says so, and unknown when it is silent', () => {
    const session = start('serial: {baud: 9600}', scale)
    const first = session.bytes(hex('31 2E 35 0D'), 0)
    expect(told(first)).toEqual([{ weight: { value: 1.5 } }])
    expect(first.wakeAt).toBe(1000)
    const same = session.bytes(hex('31 2E 35 0D'), 700)
    expect(told(same)).toEqual([])
    expect(same.wakeAt).toBe(1700)
    expect(told(session.tick(1700))).toEqual([{ status: { reason: 'stale', of: 'weight' } }])
    // Nobody knew it any more, so it is news although it is the same.
    expect(told(session.bytes(hex('31 2E 35 0D'), 2500))).toEqual([{ weight: { value: 1.5 } }])
  })

  it('follows the site where that says otherwise', () => {
    const session = start('serial: {baud: 9600}', scale, {
      readings: [{ event: 'weight', value: 'value', deadband: 1 }],
    })
    session.bytes(hex('31 2E 35 0D'), 0)
    expect(told(session.bytes(hex('32 2E 35 0D'), 0))).toEqual([])
    expect(told(session.bytes(hex('32 2E 36 0D'), 0))).toEqual([{ weight: { value: 2.6 } }])
  })
})

describe('what is personal', () => {
  it('is taken out of events for logs, also where the profile forgot to say so', () => {
    const event = { id: 1, name: 'id-card', data: { id: '001', sex: 'Nam', kind: 2 }, dedupeKey: '001' }
    expect(redactEvent(event, ['kind'])).toEqual({
      id: 1,
      name: 'id-card',
      data: { id: '•••', sex: '•••', kind: '•••' },
    })
  })
})
