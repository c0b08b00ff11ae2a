import { readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, it } from 'vitest'
import { writeDesk } from '../../agent/agent.fixture.ts'
import { start } from '../support/processes.ts'
import { shippedWithout } from './program-without.ts'

/** The parts that a desk loads, all but one of them in a process of their own; the last is loaded through the one before. */
const parts = ['sqlite3', 'node-hid', 'serialport', '@serialport/bindings-cpp'] as const
const devices = [
  '{ name: keypad-1, profile: generic.stx-keypad, port: /dev/ttyUSB0, counter: 5 }',
  '{ name: pads-1, profile: sony.buzz, counter: 5, role: rating-pad }',
]

it('the shipped program without any native part says so by codes, changes nothing, and its doctor names each', async () => {
  const program = shippedWithout(...parts)
  const config = writeDesk('{ url: "mqtt://127.0.0.1:1" }', 'counters: [{ id: 5 }]', `devices: [${devices.join(', ')}]`)
  const run = async (...args: readonly string[]) => {
    const running = start(process.execPath, [program, '--lang', 'en', ...args])
    const code = await running.ended
    expect(running.said()).not.toMatch(/^\s+at .*:\d+:\d+/m)
    return { code, said: running.said() }
  }
  expect(await run('run', '--config', config)).toMatchObject({ code: 1, said: expect.stringContaining('DB-SQL-008') })
  expect((await run('config', 'check', config)).code).toBe(0)
  const left = readdirSync(dirname(config), { recursive: true, encoding: 'utf8' })
  expect(left.filter((name) => name.endsWith('.db'))).toEqual([])

  const { code, said } = await run('doctor', '--config', config)
  expect(code).toBe(1)
  for (const part of parts.slice(0, 3)) expect(said).toMatch(new RegExp(`DB-DCT-002 .*"${part}"`))
  expect(said).not.toContain('DB-SQL-008')
}, 120_000)
