import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../support/folder.ts'
import { freePort } from '../support/mosquitto.ts'
import { runDeskbridge, startDeskbridge, untilSaid } from '../support/processes.ts'

const good = [
  'centre: vinh-long',
  'desk: quay-05',
  'data: data',
  'broker: { url: "mqtt://127.0.0.1:1" }',
  'counters: [{ id: 5 }]',
]

function writeConfig(lines: readonly string[]): string {
  const file = join(temporaryFolder(), 'deskbridge.yaml')
  writeFileSync(file, `${lines.join('\n')}\n`)
  return file
}

/** Each mistake with the code, place and hint that a clerk gets. */
const mistakes: readonly [what: string, lines: readonly string[], said: readonly string[]][] = [
  ['an unknown key', [...good, 'borker: x'], [':6:1: DB-DOC-003', 'Did you mean "broker"?']],
  ['a missing key', good.slice(1), ['DB-DOC-004', '"centre"']],
  [
    'text where a number belongs',
    [...good.slice(0, 4), 'counters: [{ id: 5, doublePress: soon }]'],
    [':5:', 'DB-DOC-005', 'milliseconds'],
  ],
  ['a desk called like all desks', ['centre: vinh-long', 'desk: all', ...good.slice(2)], [':2:7: DB-CFG-002']],
  ['two counters of one name', [...good.slice(0, 4), 'counters: [{ id: 5 }, { id: "5" }]'], ['DB-CFG-003']],
  [
    'a profile that is misspelt',
    [...good, 'devices:', '  - { name: k, profile: generic.stx-keypda, port: /dev/ttyS9, counter: 5 }'],
    [':7:', 'DB-CFG-005', 'nearest: generic.stx-keypad'],
  ],
  [
    'a counter that is not there',
    [...good, 'devices:', '  - { name: k, profile: generic.stx-keypad, port: /dev/ttyS9, counter: 6 }'],
    [':7:', 'DB-CFG-004'],
  ],
  [
    'two wires for one device',
    [...good, 'devices:', '  - { name: k, profile: generic.stx-keypad, port: a, tcp: "b:1", counter: 5 }'],
    ['DB-CFG-006'],
  ],
  [
    'a HID device at an address of the network',
    [...good, 'devices:', '  - { name: k, profile: sony.buzz, tcp: "127.0.0.1:1", role: rating-pad, counter: 5 }'],
    [':7:', 'DB-CFG-006', 'place'],
  ],
  [
    'a serial device that nobody could find',
    [...good, 'devices:', '  - { name: k, profile: generic.stx-keypad, counter: 5 }'],
    [':7:', 'DB-CFG-006'],
  ],
  [
    'a line of devices without their addresses',
    [...good, 'devices:', '  - { name: k, profile: advantech.adam-4050, port: a, role: call-keypad, counter: 5 }'],
    [':7:', 'DB-CFG-011', 'addresses: { 1: 5, 2: 6 }'],
  ],
  [
    'an address on a line that has none',
    [...good, 'devices:', '  - { name: k, profile: generic.stx-keypad, port: a, counter: 5, addresses: { 1: 5 } }'],
    [':7:', 'DB-CFG-010'],
  ],
  [
    'a rule for a profile that is not there',
    [...good, 'adopt:', '  - { profile: sony.buz, counter: 5 }'],
    [':7:', 'DB-CFG-005', 'sony.buzz'],
  ],
  ['a folder of profiles that is not there', [...good, 'profiles: ./none'], [':6:', 'DB-CFG-013', 'none']],
  [
    'a broker address without a scheme',
    [...good.slice(0, 3), 'broker: { url: "10.0.0.1:1883" }', 'counters: [{ id: 5 }]'],
    [':4:', 'DB-DOC-005', 'mqtt://host:1883'],
  ],
  [
    'a certificate file that is not there',
    [...good.slice(0, 3), 'broker: { url: "mqtts://127.0.0.1:1", ca: none.pem }', 'counters: [{ id: 5 }]'],
    [':4:', 'DB-CFG-001', 'none.pem'],
  ],
  [
    'another level set without a name',
    [...good.slice(0, 4), 'counters: [{ id: 5, rating: { levels: 3 } }]'],
    ['DB-CFG-007'],
  ],
  ['broken YAML', [...good, 'devices: [{'], ['DB-DOC-001']],
]

describe('a configuration with a mistake', () => {
  it.each(mistakes)('of %s is refused with its place and the next step', async (_, lines, said) => {
    const file = writeConfig(lines)
    const check = await runDeskbridge('config', 'check', file)
    expect(check.code).toBe(1)
    for (const words of [...said, '→']) expect(check.said).toContain(words)
    const run = await runDeskbridge('run', '--config', file)
    expect(run.code).toBe(1)
    expect(run.said).toContain(said[0])
  })

  it('shows all its mistakes at once', async () => {
    const { said } = await runDeskbridge('config', 'check', writeConfig([...good, 'one: 1', 'two: 2']))
    expect(said.match(/DB-DOC-00[23]/g)).toHaveLength(2)
  })

  it('is told to programs as JSON', async () => {
    const { code, said } = await runDeskbridge('config', 'check', '--json', writeConfig([...good, 'borker: x']))
    expect(code).toBe(1)
    expect(JSON.parse(said)).toMatchObject({ good: false, problems: [{ code: 'DB-DOC-003', line: 6, column: 1 }] })
  })

  it('that is not there at all is named', async () => {
    expect(await runDeskbridge('run', '--config', '/nowhere/deskbridge.yaml')).toMatchObject({
      code: 1,
      said: expect.stringContaining('DB-CFG-001'),
    })
  })
})

describe('a command line', () => {
  it('that is not understood ends with 2, and help with 0', async () => {
    expect((await runDeskbridge('rum')).code).toBe(2)
    expect((await runDeskbridge('run', '--wat')).code).toBe(2)
    for (const command of [
      ['run'],
      ['demo'],
      ['config', 'check'],
      ['devices'],
      ['profile', 'lint'],
      ['journal', 'status'],
      ['centre', 'serve'],
      ['doctor'],
    ]) {
      const { code, said } = await runDeskbridge(...command, '--help')
      expect(code, said).toBe(0)
      expect(said).toContain('Usage')
    }
  })

  it('speaks Vietnamese unless told otherwise', async () => {
    const file = writeConfig(good)
    expect((await runDeskbridge('--lang', 'vi', 'config', 'check', file)).said).toContain('đúng (1 quầy, 0 thiết bị)')
  })
})

describe('a data folder', () => {
  it('serves one program: a second one is refused and harms nothing', async () => {
    const file = writeConfig(good)
    const first = startDeskbridge('run', '--config', file)
    await untilSaid(first, 'is running')
    const second = await runDeskbridge('run', '--config', file)
    expect(second.code).toBe(1)
    expect(second.said).toContain('DB-JRN-001')
    expect((await runDeskbridge('journal', 'status', '--json', '--config', file)).code).toBe(0)
  })

  it('that cannot be made is named with the next step', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'data'), 'a file where the folder should be')
    const file = join(folder, 'deskbridge.yaml')
    writeFileSync(file, `${good.join('\n')}\n`)
    expect(await runDeskbridge('run', '--config', file)).toMatchObject({
      code: 1,
      said: expect.stringContaining('DB-JRN-004'),
    })
  })

  it('with a damaged journal starts with a new one, says so, and sets the old one aside as it was', async () => {
    const file = writeConfig(good)
    const folder = join(file, '..', 'data')
    mkdirSync(folder)
    const damaged = 'x'.repeat(10_000)
    writeFileSync(join(folder, 'journal.db'), damaged)
    const running = startDeskbridge('run', '--config', file)
    await untilSaid(running, 'DB-JRN-010')
    await untilSaid(running, 'is running')
    const [aside = ''] = readdirSync(join(folder, 'damaged'))
    expect(readFileSync(join(folder, 'damaged', aside, 'journal.db'), 'utf8')).toBe(damaged)
    expect((await runDeskbridge('doctor', '--config', file)).said).toContain('DB-JRN-010')
  })

  it('of a desk that does not run has a journal that can still be read', async () => {
    const file = writeConfig(good)
    expect(await runDeskbridge('journal', 'status', '--config', file)).toMatchObject({
      code: 1,
      said: expect.stringContaining('DB-JRN-005'),
    })
    const running = startDeskbridge('run', '--config', file)
    await untilSaid(running, 'is running')
    running.kill('SIGTERM')
    expect(await running.ended).toBe(0)
    const { code, said } = await runDeskbridge('journal', 'status', '--json', '--config', file)
    expect(code).toBe(0)
    expect(JSON.parse(said)).toMatchObject({ lastSequence: 0, backlog: 0 })
  })
})

describe('a reference centre', () => {
  it('whose port is taken says so', async () => {
    const port = await freePort()
    const first = startDeskbridge('centre', 'serve', '--port', String(port), '--data', temporaryFolder())
    await untilSaid(first, 'Reference centre')
    const second = await runDeskbridge('centre', 'serve', '--port', String(port), '--data', temporaryFolder())
    expect(second).toMatchObject({ code: 1, said: expect.stringContaining('DB-CTR-001') })
  })
})
