import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { fakeClock, seededRandom, seedOfRun, silentLog } from '../../../test/support/faces.ts'
import { temporaryFolder } from '../../../test/support/folder.ts'
import { buildKeyboardHelper, recordedKeyboard, shellProgram } from '../../../test/support/keyboard-helper.ts'
import { has } from '../../../test/support/processes.ts'
import { compile } from '../../profile/index.ts'
import { forever, isRunning, systemClock, until } from '../bus.fixture.ts'
import type { Chunk, Wire } from '../wire.ts'
import { type HelperWord, helperWords } from './helper-words.ts'
import { type KeyboardAddress, type KeyboardOptions, openKeyboard } from './keyboard-wire.ts'

const canBuild = process.platform === 'linux' && ['cc', 'make', 'mkfifo'].map(has).every((is) => is)
const folder = mkdtempSync(join(tmpdir(), 'deskbridge-keyboard-'))
let program = ''

beforeAll(() => {
  if (canBuild) program = buildKeyboardHelper(folder)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function open(path: string, helper: string, more: Partial<KeyboardOptions> = {}): Promise<Wire> {
  const address: KeyboardAddress = { kind: 'keyboard', path }
  const wire = await openKeyboard(address, { clock: systemClock, log: silentLog, helper, ...more }, forever())
  onTestFinished(() => wire.close())
  return wire
}

/** The real helper, reading a recording in place of a device. */
const replay = () => shellProgram(`exec '${program}' --replay "$1"`)

async function recorded() {
  const keyboard = recordedKeyboard()
  return { keyboard, wire: await open(keyboard.path, replay()) }
}

async function chunks(wire: Wire, count = Number.POSITIVE_INFINITY): Promise<readonly Chunk[]> {
  const read: Chunk[] = []
  for await (const chunk of wire.readable) if (read.push(chunk) >= count) break
  return read
}

const hex = ({ bytes }: Chunk) => Buffer.from(bytes).toString('hex')
const [keyA, keyB, leftShift, rightAlt, pageDown, kp5, f13] = [30, 48, 42, 100, 109, 76, 183] as const

describe.runIf(canBuild)('a device that types', () => {
  test('speaks in reports of a boot keyboard, with the time at which it was pressed', async () => {
    const { keyboard, wire } = await recorded()
    keyboard.type([[leftShift, true]], 1_000_000)
    keyboard.type([[keyA, true]], 1_250_500)
    keyboard.type([[keyA, 'repeat']], 1_500_000)
    keyboard.type(
      [
        [kp5, true],
        [keyA, false],
      ],
      1_750_000,
    )
    keyboard.type(
      [
        [leftShift, false],
        [kp5, false],
        [rightAlt, true],
        [f13, true],
      ],
      2_000_000,
    )
    const read = await chunks(wire, 4)
    expect(wire.kind).toBe('reports')
    expect(read.map(hex)).toEqual(['0200000000000000', '0200040000000000', '02005d0000000000', '4000680000000000'])
    expect(read.map(({ at, report }) => [at, report])).toEqual([
      [1000, 0],
      [1250.5, 0],
      [1750, 0],
      [2000, 0],
    ])
    expect(wire.stats()).toMatchObject({ bytesIn: 32, droppedBytes: 0 })
  })

  test('is understood by the same profile as through hidraw', async () => {
    const profile = compile(`
profile: test.clicker
format: 1
class: button
link: {keyboard: {}}
decode: [{id: keys, when: {len: 8}, emit: [{keys: {from: [2, 8], mods: 0, map: {0x4e: next, "shift+0x04": recall}}}]}]
`)
    const session = profile.start(0)
    const { keyboard, wire } = await recorded()
    keyboard.type([[pageDown, true]])
    keyboard.type([[pageDown, false]])
    keyboard.type([
      [leftShift, true],
      [keyA, true],
    ])
    const events = (await chunks(wire, 3)).flatMap(
      ({ bytes, report = 0, at }) => session.report(report, bytes, at).events,
    )
    expect(events.map(({ name, data }) => `${name} ${data.key}`)).toEqual([
      'press next',
      'release next',
      'press recall',
    ])
  })

  test('with more keys down than a report holds says so, and is right again when they are up', async () => {
    const { keyboard, wire } = await recorded()
    const seven = [2, 3, 4, 5, 6, 7, 8]
    keyboard.type(seven.map((code) => [code, true]))
    keyboard.type([[2, false]])
    keyboard.type(seven.slice(1).map((code) => [code, false]))
    expect((await chunks(wire, 3)).map(hex)).toEqual(['0000010101010101', '00001f2021222324', '0000000000000000'])
  })

  test('says nothing of keys that no keyboard page has, nor of anything else', async () => {
    const { keyboard, wire } = await recorded()
    keyboard.type([
      [0, true],
      [0x110, true],
      [0x2ff, true],
      [226, true],
    ])
    keyboard.send(2, 0, 5)
    keyboard.send(4, 4, 0x7001e)
    keyboard.type([[keyB, true]])
    expect((await chunks(wire, 1)).map(hex)).toEqual(['0000050000000000'])
  })

  test('whose events were lost on the way holds nothing any more', async () => {
    const { keyboard, wire } = await recorded()
    keyboard.type([[keyA, true]])
    keyboard.send(0, 3, 0)
    expect((await chunks(wire, 2)).map(hex)).toEqual(['0000040000000000', '0000000000000000'])
  })

  test('has released every key at the end of a random walk', async () => {
    const seed = seedOfRun()
    const random = seededRandom(seed)
    const { keyboard, wire } = await recorded()
    const codes = Array.from({ length: 40 }, () => Math.floor(random.unit() * 250))
    // As many as the pipe holds.
    for (let step = 0; step < 600; step++) {
      keyboard.type([[codes[Math.floor(random.unit() * codes.length)] ?? 0, random.unit() < 0.5]])
    }
    keyboard.type(codes.map((code) => [code, false]))
    keyboard.unplug()
    const read = (await chunks(wire)).map(hex)
    expect(read.length, `SEED=${seed}`).toBeGreaterThan(10)
    expect(read.at(-1), `SEED=${seed}`).toBe('0000000000000000')
    expect(
      read.filter((one, at) => one === read[at - 1]),
      `SEED=${seed}`,
    ).toEqual([])
  })

  test('that is unplugged lets go of its keys, and is lost', async () => {
    const { keyboard, wire } = await recorded()
    keyboard.type([[keyA, true]])
    await chunks(wire, 1)
    keyboard.unplug()
    expect((await chunks(wire)).map(hex)).toEqual(['0000000000000000'])
    expect(await wire.lost).toMatchObject({ code: 'DB-KBD-006', args: { path: keyboard.path } })
  })

  test('takes nothing', async () => {
    const { wire } = await recorded()
    await expect(wire.write(Uint8Array.of(1))).rejects.toMatchObject({ code: 'DB-KBD-010' })
  })

  test('is given back when the wire is closed', async () => {
    const { wire } = await recorded()
    await wire.close()
    expect(await wire.lost).toMatchObject({ code: 'DB-BUS-001' })
  })

  test('is given back when the program dies that took it', async () => {
    const { path } = recordedKeyboard()
    const core = `const {spawn} = require('node:child_process')
      const helper = spawn(${JSON.stringify(program)}, ['--replay', ${JSON.stringify(path)}], {stdio: ['pipe', 'pipe', 'ignore']})
      helper.stdout.once('data', () => console.log(helper.pid))`
    const parent = spawn(process.execPath, ['-e', core], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [said] = await once(parent.stdout, 'data')
    const helper = Number(said)
    expect(isRunning(helper)).toBe(true)
    parent.kill('SIGKILL')
    await until(() => !isRunning(helper))
  })

  test('that is not there, or is none, is told apart', async () => {
    await expect(open(join(folder, 'event9'), program)).rejects.toMatchObject({ code: 'DB-KBD-001' })
    await expect(open('/dev/null', program)).rejects.toMatchObject({ code: 'DB-KBD-007', args: { path: '/dev/null' } })
  })
})

describe.runIf(process.platform === 'linux')('the wire of a keyboard', () => {
  test.each([
    [4, 'DB-KBD-002'],
    [5, 'DB-KBD-003'],
    [6, 'DB-KBD-004'],
    [127, 'DB-KBD-008'],
  ])('says what it means that its helper ends with %i', async (exit, code) => {
    await expect(open('/dev/input/event1', shellProgram(`exit ${exit}`))).rejects.toMatchObject({
      code,
      args: { path: '/dev/input/event1' },
    })
  })

  test('says when its helper is not installed, or may not run', async () => {
    const plain = join(temporaryFolder(), 'plain')
    writeFileSync(plain, '', { mode: 0o644 })
    for (const helper of [join(folder, 'nothing'), plain]) {
      await expect(open('/dev/input/event1', helper)).rejects.toMatchObject({ code: 'DB-KBD-005' })
    }
  })

  test('is lost when its helper is killed, or talks nonsense', async () => {
    const killed = await open('/dev/input/event1', shellProgram('echo ready; kill -9 $$'))
    expect(await killed.lost).toMatchObject({ code: 'DB-KBD-008', args: { exit: 'SIGKILL' } })
    const odd = await open('/dev/input/event1', shellProgram('echo ready; echo hello; exec cat'))
    expect(await odd.lost).toMatchObject({ code: 'DB-KBD-008' })
  })

  test('gives up a helper that says nothing, and ends it', async () => {
    const clock = fakeClock()
    const opening = open('/dev/input/event1', shellProgram('exec sleep 1000'), { clock })
    clock.advance(5_000)
    // It is given a second to end by itself.
    const ending = setInterval(() => clock.advance(1_000), 5)
    onTestFinished(() => clearInterval(ending))
    await expect(opening).rejects.toMatchObject({ code: 'DB-KBD-009' })
  })

  test('is not opened when that was given up before', async () => {
    const address: KeyboardAddress = { kind: 'keyboard', path: '/dev/input/event1' }
    const options = { clock: systemClock, log: silentLog, helper: shellProgram('exec cat') }
    await expect(openKeyboard(address, options, AbortSignal.abort())).rejects.toMatchObject({ code: 'DB-BUS-002' })
  })
})

test('where nothing can be kept from typing, the code is shown that changes the mode of the device', async () => {
  const options = { clock: systemClock, log: silentLog, platform: 'win32' } as const
  const modeSwitch = { to: 'hid-pos', code: '$$MODE-HIDPOS' } as const
  const address: KeyboardAddress = { kind: 'keyboard', path: '-' }
  await expect(openKeyboard({ ...address, modeSwitch }, options, forever())).rejects.toMatchObject({
    code: 'DB-KBD-011',
    args: modeSwitch,
  })
  await expect(openKeyboard(address, options, forever())).rejects.toMatchObject({ code: 'DB-KBD-012' })
})

test('words of the helper are understood however they are cut, and no flood of them is kept', () => {
  const heard: HelperWord[] = []
  const words = helperWords((word) => heard.push(word))
  for (const letter of 'ready\nreport 1500 0200040000000000\n') words(letter)
  words('x'.repeat(1000))
  words('\nready\n')
  expect(heard).toEqual([
    { kind: 'ready' },
    { kind: 'report', at: 1.5, bytes: Buffer.from('0200040000000000', 'hex') },
    { kind: 'nonsense' },
    { kind: 'nonsense' },
    { kind: 'ready' },
  ])
})
