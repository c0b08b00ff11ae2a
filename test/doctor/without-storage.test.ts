import { readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'
import { writeDesk } from '../../agent/agent.fixture.ts'
import { start } from '../support/processes.ts'
import { shippedWithout } from './program-without.ts'

/** The native parts that a running desk loads, all but one of them in a process of their own. */
const parts = [
  { name: 'sqlite3', native: 'sqlite3' },
  { name: 'node-hid', native: 'node-hid' },
  { name: 'serialport', native: '@serialport/bindings-cpp' },
]
const devices = [
  '{ name: keypad-1, profile: generic.stx-keypad, port: /dev/ttyUSB0, counter: 5 }',
  '{ name: pads-1, profile: sony.buzz, counter: 5, role: rating-pad }',
]
const file = () =>
  writeDesk('{ url: "mqtt://127.0.0.1:1" }', 'counters: [{ id: 5 }]', `devices: [${devices.join(', ')}]`)

async function run(program: string, ...args: readonly string[]): Promise<{ code: number | string; said: string }> {
  const running = start(process.execPath, [program, '--lang', 'en', ...args])
  const code = await running.ended
  expect(running.said()).not.toMatch(/^\s+at .*:\d+:\d+/m)
  return { code, said: running.said() }
}

describe('the shipped program without the part that stores', () => {
  it('says so by a code, changes nothing, and still helps', async () => {
    const program = shippedWithout('sqlite3')
    const config = file()
    for (const command of [['run'], ['journal', 'status']]) {
      expect(await run(program, ...command, '--config', config)).toMatchObject({
        code: 1,
        said: expect.stringMatching(/DB-(SQL-008|JRN-005)/),
      })
    }
    expect((await run(program, 'run', '--config', config)).said).toContain('DB-SQL-008')
    expect((await run(program, 'config', 'check', config)).code).toBe(0)
    const journal = readdirSync(dirname(config), { recursive: true, encoding: 'utf8' })
    expect(journal.filter((name) => name.endsWith('.db'))).toEqual([])
  })

  it.each(parts)('has a doctor that names $name', async ({ name, native }) => {
    const { code, said } = await run(shippedWithout(native, name), 'doctor', '--config', file())
    expect(code).toBe(1)
    expect(said).toContain('DB-DCT-002')
    expect(said).toContain(`"${name}"`)
    expect(said).not.toContain('DB-SQL-008')
  })
})
