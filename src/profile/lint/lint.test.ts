import { describe, expect, it } from 'vitest'
import { lint } from './index.ts'

const head = `profile: test.device
format: 1
revision: 1
name: Test
class: other
sources: [invented]
evidence: computed
support: {linux: full}
match: [{bound: serial}]
link: {serial: {baud: 9600}}
`
const found = (source: string) =>
  lint(source, 'x.yaml').map(({ code, args, place }) => ({ code, args, at: `${place?.line}:${place?.column}` }))

/** What lint finds in a body, apart from the tests it lacks. */
const meant = (body: string) => found(head + body).filter(({ code }) => code !== 'DB-PRO-015' && code !== 'DB-PRO-016')

describe('lint', () => {
  it('finds a rule that can never apply', () => {
    const body = `
rx: {mode: fixed, length: 4}
decode:
  - {id: wide, when: {at: {1: 0x02}}, ignore: true}
  - {id: other, when: {at: {1: 0x03}}, ignore: true}
  - {id: narrow, when: {len: 4, at: {0: 0x01, 1: 0x02}}, ignore: true}
`
    expect(meant(body)).toEqual([{ code: 'DB-PRO-009', args: { rule: 'narrow', earlier: 'wide' }, at: '16:5' }])
  })

  it('finds framers that nothing tells apart', () => {
    const body = `
rx:
  - {id: short, mode: fixed, length: 4, start: "02"}
  - {id: long, mode: fixed, length: 6, start: "02 30"}
  - {id: apart, mode: fixed, length: 6, start: "03"}
  - {id: guarded, mode: fixed, length: 5, start: "02", guard: {1: 0x31}}
decode: [{id: all, ignore: true}]
`
    expect(meant(body)).toEqual([{ code: 'DB-PRO-010', args: { first: 'short', second: 'long' }, at: '14:5' }])
  })

  it('finds framing that locks on to noise', () => {
    const body = 'rx: {mode: length, lengthAt: 0, max: 10}\ndecode: [{id: all, ignore: true}]\n'
    expect(meant(body)).toMatchObject([{ code: 'DB-PRO-011', at: '11:5' }])
  })

  it('finds offsets that no frame has', () => {
    const body = `
rx: {mode: fixed, length: 4, check: {alg: crc16-modbus, over: [0, -2], at: -1}}
decode:
  - id: a
    when: {at: {4: 0x00}}
    fields: {in: {u16be: 2}, out: {u16be: 3}, back: {u8: -5}, part: {raw: [1, 5]}, ok: {raw: [4, null]}}
`
    expect(meant(body)).toMatchObject([
      { code: 'DB-PRO-008', args: { offset: -1, length: 4 }, at: '12:37' },
      { code: 'DB-PRO-008', args: { offset: 4 }, at: '15:20' },
      { code: 'DB-PRO-008', args: { offset: 5 }, at: '16:35' },
      { code: 'DB-PRO-008', args: { offset: -5 }, at: '16:53' },
      { code: 'DB-PRO-008', args: { offset: 5 }, at: '16:69' },
    ])
  })

  it('finds text that is decoded before it is joined', () => {
    const body = `
rx: {mode: fixed, length: 4, start: "02"}
decode:
  - id: a
    fields: {part: {text: [1, 3]}}
    emit: [{collect: {field: part, to: all, last: "1", enc: utf-8, max: 9, emit: [{event: info, data: {a: all}}]}}]
`
    expect(meant(body)).toMatchObject([{ code: 'DB-PRO-012', at: '16:30' }])
  })

  it('finds text parameters that do not say what happens when they are too long', () => {
    const body = 'decode: []\ncommands: {a: {params: {t: {text: {maxCells: 4}}}, write: [{bytes: "{t:text}"}]}}\n'
    expect(meant(body)).toEqual([{ code: 'DB-PRO-014', args: { name: 't' }, at: '12:28' }])
  })

  it('finds commands that seem to change a device for good, and nobody said so', () => {
    const body = 'decode: []\ncommands: {setUnitId: {write: [{bytes: "BD 01"}]}}\n'
    expect(meant(body)).toEqual([{ code: 'DB-PRO-086', args: { name: 'setUnitId' }, at: '12:12' }])
    expect(meant(body.replace('{write', '{destructive: eeprom, write'))).toEqual([])
  })

  it('finds shared USB numbers without another qualifier', () => {
    const match = 'match: [{usb: {vid: 0x1a86, pid: [0x7523]}}, {usb: {vid: 0x1a86, pid: [0x7523], product: Pad}}]'
    const source = `${head.replace('match: [{bound: serial}]', match)}decode: []\n`
    expect(found(source)).toContainEqual({ code: 'DB-PRO-017', args: { id: '1a86:7523' }, at: '9:15' })
    expect(found(source).filter(({ code }) => code === 'DB-PRO-017')).toHaveLength(1)
    const maker = source.replace(', pid: [0x7523]}', '}')
    expect(found(maker)).toContainEqual({ code: 'DB-PRO-017', args: { id: '1a86:*' }, at: '9:15' })
  })

  it('finds personal data that would reach a log', () => {
    const body = `
rx: {mode: delimited, end: "0D", max: 100}
decode:
  - {id: scan, fields: {text: {text: [0, -1]}}, emit: [{event: scan, data: {text: text}}]}
`
    expect(meant(body)).toMatchObject([{ code: 'DB-PRO-018', args: { event: 'scan', field: 'text' }, at: '14:55' }])
    expect(meant(`${body}privacy: {redact: [text]}\n`)).toEqual([])
  })

  it('finds a reply that a filter would swallow', () => {
    const body = `
rx: {mode: fixed, length: 2, start: "02"}
decode: [{id: a, fields: {k: {u8: 1}}, reply: {to: ack, after: durable}, emit: [{event: press, data: {key: k}}]}]
commands: {ack: {internal: true, write: [{bytes: "06"}]}}
session: {dedupe: {event: press, key: key, within: 100}}
`
    expect(meant(body)).toMatchObject([{ code: 'DB-PRO-021', args: { rule: 'a' } }])
  })

  it('finds words and bytes that need quotes, also in a file that does not compile', () => {
    const body = 'decode: []\ncommands: {off: {write: [{bytes: 1B 40}]}, beep: {write: [{bytes: 07}]}}\n'
    expect(meant(body)).toMatchObject([
      { code: 'DB-PRO-019', args: { word: 'off' }, at: '12:12' },
      { code: 'DB-PRO-020', at: '12:34' },
      { code: 'DB-DOC-005', at: '12:67' },
      { code: 'DB-PRO-020', at: '12:67' },
    ])
  })

  it('asks for the tests that would notice the usual faults', () => {
    const body = `
rx: {mode: fixed, length: 3, start: "02", check: {alg: xor8, over: [1, 2], at: 2}}
decode: [{id: a, emit: [{buttons: {from: [1, 2], map: {0: next}}}]}]
commands: {beep: {write: [{bytes: "07"}]}}
tests: [{name: press, rx: "02 01 01", expect: [press next]}]
`
    const missing = found(head + body).map(({ code, args }) => [code, args.missing])
    expect(missing).toEqual([
      ['DB-PRO-016', 'command beep'],
      ['DB-PRO-016', 'split read'],
      ['DB-PRO-016', 'corrupted frame'],
      ['DB-PRO-016', 'garbage before'],
      ['DB-PRO-016', 'release'],
    ])
    expect(found(`${head}decode: []\n`)).toMatchObject([{ code: 'DB-PRO-015' }])
  })

  it('finds what a profile says about events that it does not have', () => {
    const body = `
rx: {mode: fixed, length: 2, start: "02"}
decode: [{id: a, fields: {k: {u8: 1}}, emit: [{event: press, data: {key: k}}]}]
session:
  readings: [{event: weight, value: value, stale: 1000}]
  dedupe: {event: press, key: kee, within: 100}
  keys: {long: 800}
privacy: {redact: [kye]}
`
    expect(meant(body)).toMatchObject([
      { code: 'DB-PRO-071', args: { event: 'weight', value: 'value' }, at: '15:14' },
      { code: 'DB-PRO-071', args: { event: 'press', value: 'kee' }, at: '16:11' },
      { code: 'DB-PRO-070', at: '17:3' },
      { code: 'DB-PRO-002', args: { name: 'kye', nearest: 'key' }, at: '18:20' },
    ])
  })

  it('finds keys that no frame holds, and rules of a bus that do not say whose frame it is', () => {
    const source = head.replace('{baud: 9600}', '{baud: 9600}, bus: {address: {param: addr, range: [1, 9]}}')
    const body = `
rx: {mode: fixed, length: 3, start: "02"}
decode:
  - {id: a, when: {at: {-4: 0x00}}, emit: [{buttons: {from: [2, 4], map: {0: x}}}]}
`
    expect(found(source + body).filter(({ at }) => at.startsWith('14:'))).toMatchObject([
      { code: 'DB-PRO-072', args: { param: 'addr' } },
      { code: 'DB-PRO-008', args: { offset: -4, length: 3 } },
      { code: 'DB-PRO-008', args: { offset: 4, length: 3 } },
    ])
  })

  it('asks a device of reports for the tests that would notice its faults, too', () => {
    const source = head
      .replace('link: {serial: {baud: 9600}}', 'link: {hid: {input: 2}}')
      .replace('bound: serial', 'bound: hid')
    const body =
      'decode: [{id: a, emit: [{buttons: {from: [0, 1], map: {0: x}}}]}]\ntests: [{name: t, rx: "01 00", expect: [press x]}]\n'
    expect(found(source + body)).toMatchObject([{ code: 'DB-PRO-016', args: { missing: 'release' } }])
  })

  it.each([
    ['socketio', '{"event":"/get_aa","data":{}}', '{"evnt":"/get_aa"}'],
    ['rest', '{"method":"GET","path":"/devices"}', '{"method":"GET","path":"devices"}'],
  ])('finds messages that can never be sent by %s', (kind, good, bad) => {
    const source = head
      .replace('serial: {baud: 9600}', `${kind}: {url: "http://127.0.0.1:8000"}`)
      .replace('bound: serial', `bound: ${kind}`)
    const body = `decode: []
commands:
  good: {write: [{text: '${good}'}, {delay: 5}]}
  bad: {write: [{text: '${bad}'}, {text: hello}, {bytes: "07"}]}
tests: [{name: a, command: good}, {name: b, command: bad}]
`
    const messages = found(source + body)
    expect(messages.map(({ code, at }) => [code, at])).toEqual([
      ['DB-SVC-012', '14:17'],
      ['DB-SVC-012', `14:${29 + bad.length}`],
      ['DB-SVC-012', `14:${44 + bad.length}`],
    ])
  })

  it('reports every mistake of a file, however many kinds of field there are', () => {
    const body = `
rx: {mode: fixd, length: 4}
decode:
  - id: a
    fields: {one: {u9: 3}, two: {text: [1, 3], uper: true}}
    emit: [{event: press, dta: {key: one}}]
`
    expect(meant(body).map(({ args, at }) => [at, args.nearest])).toEqual(
      expect.arrayContaining([
        ['12:12', 'fixed'],
        ['15:20', 'u8'],
        ['15:48', 'upper'],
        ['16:27', 'data'],
      ]),
    )
  })

  it('asks where the knowledge comes from', () => {
    const source = 'profile: a.b\nformat: 1\nclass: other\nlink: {tcp: {}}\ndecode: []\n'
    expect(found(source).map(({ args }) => args.key)).toEqual(
      expect.arrayContaining(['sources', 'evidence', 'support', 'revision']),
    )
  })
})
