import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, describe, expect, it } from 'vitest'
import { ptyDevice, silentLog, systemClock, until } from '../../src/bus/bus.fixture.ts'
import { type Attached, createBus } from '../../src/bus/index.ts'
import { lint, runVectors } from '../../src/profile/index.ts'
import { learnCommand } from './learn.ts'

const scratch = mkdtempSync(join(tmpdir(), 'deskbridge-learn-'))
afterAll(() => rmSync(scratch, { recursive: true }))

/** The keypad that nobody knows: STX, unit, key, ETX and the XOR of what is between. */
const says: Readonly<Record<string, string>> = { next: '023031310333', recall: '023031320330', skip: '023031340336' }
const bytesOf = (key: string) => Buffer.from(says[key] ?? '', 'hex')

/** A person at a terminal: reads what is asked and does it. */
function person(attached: readonly Attached[] = []) {
  const input = new PassThrough()
  const lines: string[] = []
  let exit = 0
  const io = {
    out: (line: string) => void lines.push(line),
    err: (line: string) => void lines.push(line),
    keptUp: async () => undefined,
    language: () => 'en' as const,
    libraryFolder: '',
    fail: (code: number) => {
      exit = code
    },
  }
  // Only what is plugged in is played: the wires are real.
  const bus = () => ({ ...createBus({ clock: systemClock, log: silentLog }), attached: async () => attached })
  return { input, lines, exit: () => exit, command: learnCommand(io, () => input, bus) }
}

it('learns a keypad on a real line: the speed is found, each key asked twice, and the file is a profile', async () => {
  const pty = await ptyDevice()
  const { input, lines, exit, command } = person()
  const out = join(scratch, 'keypad.yaml')
  const done = command.parseAsync(['--port', pty.path, '--name', 'maker.keypad', '--out', out], { from: 'user' })
  let read = 0
  const asked = async (words: string) => {
    await until(() => lines.slice(read).some((line) => line.includes(words)))
    read = lines.findIndex((line, index) => index >= read && line.includes(words)) + 1
  }
  await asked('Trying 9600 8N1')
  await pty.send(bytesOf('next'))
  await asked('The same key once more')
  await pty.send(bytesOf('next'))
  await asked('Which keys')
  input.write('next recall skip\n')
  for (const key of ['next', 'recall', 'skip', 'skip', 'recall', 'next']) {
    await asked(`HOLD the key "${key}"`)
    await pty.send(bytesOf(key))
  }
  await done
  pty.unplug()
  expect(lines.join('\n')).toContain('Learnt 3 keys')
  expect(exit()).toBe(0)
  const source = readFileSync(out, 'utf8')
  expect(lint(source)).toEqual([])
  expect(runVectors(source)).toMatchObject({ failed: 0 })
  expect(source).toContain('check: { alg: xor8, over: [1, -1], at: -1 }')
})

describe('what is plugged in', () => {
  const keypad = { wire: 'hid', path: '/dev/hidraw7', usb: { vid: 0x1209, pid: 1, product: 'Queue 6' } } as const

  it('is listed by number where nobody says where the device is, and the chosen one is learnt', async () => {
    const pty = await ptyDevice()
    const { input, lines, command } = person([keypad, { wire: 'serial', path: pty.path, place: 'socket-1' }])
    const done = command.parseAsync([], { from: 'user' })
    await until(() => lines.some((line) => line.includes('Which device')))
    expect(lines[0]).toMatch(/1\. \/dev\/hidraw7 .*1209:0001.*Queue 6 \(HID device\)/)
    expect(lines[1]).toMatch(/2\. .*socket-1 .*\(serial port\)/)
    input.write('3\n2\n')
    await until(() => lines.some((line) => line.includes('Trying 9600 8N1')))
    expect(lines.filter((line) => line.includes('Which device'))).toHaveLength(2)
    input.end()
    await done
    pty.unplug()
  })

  it('may be nothing, which is said', async () => {
    const { lines, exit, command } = person([])
    await command.parseAsync([], { from: 'user' })
    expect(lines.join('\n')).toContain('DB-AGT-024')
    expect(exit()).toBe(1)
  })
})

it('says that deskbridge itself may have the port', async () => {
  const pty = await ptyDevice()
  const desk = createBus({ clock: systemClock, log: silentLog })
  await desk.open(pty.address(), new AbortController().signal)
  const { lines, exit, command } = person()
  await command.parseAsync(['--port', pty.path], { from: 'user' })
  expect(lines.join('\n')).toContain('DB-AGT-023')
  expect(exit()).toBe(1)
  await desk.stop()
  pty.unplug()
})

it('refuses to be told two places', async () => {
  const { lines, exit, command } = person()
  await command.parseAsync(['--port', 'COM7', '--hid', '/dev/hidraw0'], { from: 'user' })
  expect(lines.join('\n')).toContain('DB-PRO-090')
  expect(exit()).toBe(1)
})
