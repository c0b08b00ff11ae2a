import { describe, expect, it } from 'vitest'
import { compile, decodeHex, encodeHex, type SessionOutput } from '../index.ts'

const head = 'profile: test.device\nformat: 1\nclass: other\nlink: {serial: {baud: 9600}}\n'
const start = (body: string) => compile(head + body).start(0)
const sent = (output: SessionOutput) => output.writes.map((write) => encodeHex(write.bytes))
const shown = (output: SessionOutput) => output.writes.map((write) => Buffer.from(write.bytes).toString('latin1'))
const told = (output: SessionOutput) => output.events.map(({ name, data }) => ({ [name]: data }))
const hex = decodeHex

const relay = `
rx: {mode: fixed, length: 2, start: "02"}
decode:
  - {id: ack, when: {at: {1: 0x06}}, ignore: true}
  - {id: nak, when: {at: {1: 0x15}}, ignore: true}
  - {id: press, when: {at: {1: 0x31}}, reply: got, emit: [{event: press, data: {key: "'next'"}}]}
commands:
  got: {internal: true, write: [{bytes: "06"}]}
  light: {params: {n: {int: [0, 9]}}, write: [{bytes: "4C {n}"}], expect: {rule: ack, refused: nak, timeout: 300, retries: 2}}
  beep: {write: [{bytes: "07"}]}
`

describe('a command that is acknowledged', () => {
  it('is repeated a bounded number of times, and then is a fault', () => {
    const session = start(relay)
    expect(session.command('light', { n: 1 }, 0)).toMatchObject({ wakeAt: 300 })
    expect(sent(session.tick(299))).toEqual([])
    expect(sent(session.tick(300))).toEqual(['4C 01'])
    expect(sent(session.tick(600))).toEqual(['4C 01'])
    const last = session.tick(900)
    expect(sent(last)).toEqual([])
    expect(told(last)).toEqual([{ fault: { reason: 'unanswered', command: 'light' } }])
    expect(last.wakeAt).toBe(null)
  })

  it('makes others wait for its answer, but not the replies to what the device says', () => {
    const session = start(relay)
    session.command('light', { n: 1 }, 0)
    expect(sent(session.command('beep', {}, 1))).toEqual([])
    expect(sent(session.command('light', { n: 2 }, 2))).toEqual([])
    expect(sent(session.bytes(hex('02 31'), 3))).toEqual(['06'])
    const acknowledged = session.bytes(hex('02 06'), 4)
    expect(sent(acknowledged)).toEqual(['07', '4C 02'])
    expect(acknowledged.wakeAt).toBe(304)
    expect(session.bytes(hex('02 06'), 5)).toMatchObject({ writes: [], events: [], wakeAt: null })
  })

  it('is repeated at once when the device refuses it', () => {
    const session = start(relay)
    session.command('light', { n: 1 }, 0)
    expect(sent(session.bytes(hex('02 15'), 10))).toEqual(['4C 01'])
    expect(session.tick(300).wakeAt).toBe(310)
    session.bytes(hex('02 15'), 305)
    expect(told(session.bytes(hex('02 15'), 310))).toEqual([{ fault: { reason: 'refused', command: 'light' } }])
  })

  it('lets only so many wait, and forgets them with the wire', () => {
    const session = start(relay)
    session.command('light', { n: 1 }, 0)
    for (let i = 0; i < 32; i++) session.command('beep', {}, 1)
    expect(() => session.command('beep', {}, 1)).toThrow(expect.objectContaining({ code: 'DB-PRO-083' }))
    expect(session.open(2)).toMatchObject({ writes: [], wakeAt: null })
    expect(sent(session.command('beep', {}, 3))).toEqual(['07'])
  })

  it('does not count its own pauses as time that the device had', () => {
    const session = start(`
rx: {mode: byte}
decode: [{id: ack, ignore: true}]
commands: {init: {write: [{bytes: "1B"}, {delay: 500}, {bytes: "0C"}], expect: {frame: rx1, timeout: 100}}}
`)
    expect(session.command('init', {}, 0).wakeAt).toBe(600)
  })

  it('lets a frame mean its answer, and nothing at other times', () => {
    const session = start(`
rx: {id: state, mode: byte, replyTo: ask}
decode: [{id: state, fields: {s: {u8: 0}}, emit: [{event: status, data: {state: s}}]}]
commands: {ask: {write: [{bytes: "10 04 01"}], expect: {frame: state, timeout: 100}}}
`)
    expect(told(session.bytes(hex('12'), 0))).toEqual([])
    session.command('ask', {}, 1)
    expect(told(session.bytes(hex('12 12'), 2))).toEqual([{ status: { state: 0x12 } }])
  })

  it.each([
    ['expect: {timeout: 9}', 'DB-PRO-084'],
    ['expect: {rule: nobody, timeout: 9}', 'DB-PRO-003'],
    ['stops: [ask2]', 'DB-PRO-002'],
  ])('must wait for something that can come: %s', (key, code) => {
    const body = `rx: {mode: byte}\ndecode: [{id: ack, ignore: true}]\ncommands: {ask: {write: [{bytes: "05"}], ${key}}}\n`
    expect(() => start(body)).toThrow(expect.objectContaining({ code }))
  })
})

describe('a destructive command', () => {
  const body =
    'decode: []\ncommands: {unit: {destructive: eeprom, params: {id: {int: [1, 9]}}, write: [{bytes: "BD {id}"}]}}\n'

  it('is refused unless a technician calls it', () => {
    const session = start(body)
    expect(() => session.command('unit', { id: 3 }, 0)).toThrow(expect.objectContaining({ code: 'DB-PRO-082' }))
    expect(sent(session.command('unit', { id: 3 }, 0, 'technician'))).toEqual(['BD 03'])
    expect(compile(head + body).commands.get('unit')).toMatchObject({ destructive: 'eeprom' })
  })

  it('never runs by itself', () => {
    const alone =
      'decode: []\ncommands: {wipe: {destructive: factory-reset, write: [{bytes: "FA"}]}}\nsession: {open: [wipe]}\n'
    expect(() => start(alone)).toThrow(expect.objectContaining({ code: 'DB-PRO-085' }))
  })
})

describe('a text that is too long for the display', () => {
  const body = `
decode: []
commands:
  show: {params: {t: {text: {maxCells: 4, overflow: scroll, every: 200}}}, write: [{bytes: "{t:text,ascii-vn,pad=4}"}]}
  clear: {stops: [show], write: [{bytes: "'-'"}]}
`
  it('moves through it, over and over', () => {
    const session = start(body)
    expect(shown(session.command('show', { t: 'Quầy 5' }, 0))).toEqual(['Quay'])
    expect(shown(session.tick(199))).toEqual([])
    const moved = Array.from({ length: 9 }, (_, step) => shown(session.tick(200 * (step + 1)))).flat()
    expect(moved).toEqual(['uay ', 'ay 5', 'y 5 ', ' 5  ', '5   ', '   Q', '  Qu', ' Qua', 'Quay'])
  })

  it('stands still when it fits, and ends with what the profile says', () => {
    const session = start(body)
    expect(session.command('show', { t: 'A012' }, 0).wakeAt).toBe(null)
    expect(session.command('show', { t: 'A0123' }, 0).wakeAt).toBe(200)
    expect(session.command('clear', {}, 10)).toMatchObject({ wakeAt: null })
  })
})

describe('a parameter', () => {
  const body = `
decode: []
commands:
  level: {params: {percent: {int: [0, 100], scale: [31, 0]}}, write: [{bytes: "{percent}"}]}
  light: {params: {c: {colour: [0, 100]}}, defaults: {c: "#000000"}, write: [{bytes: "{c[0]} {c[2]} {c[1]}"}]}
`
  it('is given in our units and sent in those of the device', () => {
    const session = start(body)
    const levels = [0, 40, 100].map((percent) => sent(session.command('level', { percent }, 0)))
    expect(levels).toEqual([['1F'], ['13'], ['00']])
    expect(sent(session.command('light', { c: '#FF8000' }, 0))).toEqual(['64 00 32'])
  })

  it('that is no colour is refused', () => {
    for (const c of ['red', '#12345', 0xff8000]) {
      expect(() => start(body).command('light', { c }, 0)).toThrow(expect.objectContaining({ code: 'DB-PRO-033' }))
    }
  })
})
