import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, expect, it } from 'vitest'
import { ptyDevice, until } from '../../src/bus/bus.fixture.ts'
import { lint, runVectors } from '../../src/profile/index.ts'
import { learnCommand } from './learn.ts'

const scratch = mkdtempSync(join(tmpdir(), 'deskbridge-learn-'))
afterAll(() => rmSync(scratch, { recursive: true }))

/** The keypad that nobody knows: STX, unit, key, ETX and the XOR of what is between. */
const says: Readonly<Record<string, string>> = { next: '023031310333', recall: '023031320330', skip: '023031340336' }
const bytesOf = (key: string) => Buffer.from(says[key] ?? '', 'hex')

/** A person at a terminal: reads what is asked and does it. */
function person() {
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
  return { input, lines, exit: () => exit, command: learnCommand(io, () => input) }
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

it('says what is missing when it is not told where the device is', async () => {
  const { lines, exit, command } = person()
  await command.parseAsync([], { from: 'user' })
  expect(lines.join('\n')).toContain('DB-PRO-090')
  expect(exit()).toBe(1)
})
