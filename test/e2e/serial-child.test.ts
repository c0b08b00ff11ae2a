import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { controlClient } from '../../agent/control/client.ts'
import { temporaryFolder } from '../support/folder.ts'
import { has, type Running, runDeskbridge, startDeskbridge, untilSaid } from '../support/processes.ts'
import { type SerialPair, serialPair } from '../support/serial.ts'
import { until } from '../support/wait.ts'

/** The key "next" of generic.stx-keypad. */
const frame = Buffer.from('023031310333', 'hex')

/** A running desk with one keypad, and its children by process id. */
async function startDesk(): Promise<{
  keypad: SerialPair
  running: Running
  configFile: string
  child(): number | undefined
  ready(): Promise<boolean>
}> {
  const keypad = await serialPair()
  const configFile = join(temporaryFolder(), 'deskbridge.yaml')
  const lines = [
    'centre: vinh-long',
    'desk: quay-05',
    'data: data',
    'broker: { url: "mqtt://127.0.0.1:1" }',
    'counters: [{ id: 5 }]',
    `devices: [{ name: keypad-1, profile: generic.stx-keypad, port: "${keypad.port}", counter: 5 }]`,
  ]
  writeFileSync(configFile, `${lines.join('\n')}\n`)
  const running = startDeskbridge('run', '--config', configFile)
  await untilSaid(running, 'is running')
  const child = () => {
    try {
      return Number(
        execFileSync('pgrep', ['-P', String(running.process.pid)], { encoding: 'utf8' })
          .trim()
          .split('\n')[0],
      )
    } catch {
      return undefined
    }
  }
  const client = controlClient(join(configFile, '..', 'data'))
  const ready = async () => (await client.status()).devices.every((device) => device.state === 'ready')
  await until('the port is open', ready)
  return { keypad, running, configFile, child, ready }
}

const facts = async (configFile: string) =>
  (await runDeskbridge('journal', 'export', '--config', configFile)).said
    .split('\n')
    .filter((line) => line.startsWith('{"chain')).length

describe.runIf(has('socat'))('the serial child', () => {
  it.each(['SIGKILL', 'SIGSEGV', 'SIGSTOP'] as const)(
    'hit by %s is replaced, the keypad works again within 2 s, and nothing accepted is lost',
    async (signal) => {
      const { keypad, configFile, child, ready } = await startDesk()
      keypad.send(frame)
      await until('the press is on disk', async () => (await facts(configFile)) > 0)
      const before = await facts(configFile)
      const victim = child()
      expect(victim).toBeDefined()
      process.kill(victim as number, signal)
      const hit = performance.now()
      // Another process has the port and the device is ready: only then is it back.
      await until('another child runs', () => child() !== victim && child() !== undefined, 4_000)
      await until('the keypad is back', ready, 4_000)
      expect(performance.now() - hit).toBeLessThan(2_000)
      keypad.send(frame)
      await until('a press is on disk again', async () => (await facts(configFile)) > before)
    },
  )

  it('does not outlive the program: a kill -9 of it frees the port', async () => {
    const { running, child } = await startDesk()
    const orphan = child() as number
    running.kill('SIGKILL')
    await running.ended
    const alive = () => {
      try {
        process.kill(orphan, 0)
        return true
      } catch {
        return false
      }
    }
    await until('the child is gone', () => !alive())
  })
})
