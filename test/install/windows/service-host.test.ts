import { appendFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { has } from '../../support/processes.ts'
import { until } from '../../support/wait.ts'
import { type Pc, startPc } from './desk.ts'
import { type Installer, installerOf, windowsPayload } from './packages.ts'
import { hasWine } from './wine.ts'

const minutes = 60_000
const canRun = hasWine() && ['wixl', 'msibuild', 'faketime', 'socat', 'mosquitto'].every(has)

describe.runIf(canRun)('the service host', () => {
  const folder = mkdtempSync(join(tmpdir(), 'deskbridge-msi-'))
  let installer: Installer

  beforeAll(async () => {
    installer = installerOf(await windowsPayload(folder), '0.1.0', join(folder, 'deskbridge.msi'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('starts an agent that hangs anew, and does not wait for one that hangs when it is stopped', async () => {
    const pc = await workingPc()
    hang(pc)
    await until('the host has seen that it hangs', () => pc.log().includes('no progress'), 4 * minutes)
    await pc.untilReady()
    await pc.press()

    hang(pc)
    await pc.stop()
    await until('the host has ended it', () => pc.log().includes('it did not stop within ms","number":15000'), minutes)
    await until('it is gone', () => pc.agents().length === 0, minutes)
  })

  it('begins a new log when one is full', async () => {
    const pc = await workingPc()
    await pc.stop()
    appendFileSync(join(pc.data, 'log', 'service.log'), `${'x'.repeat(99)}\n`.repeat(52_428))
    await pc.start()
    await until('there is a second log', () => existsSync(join(pc.data, 'log', 'service.1.log')), 2 * minutes)
    await pc.untilReady()
  })

  it('is found by the helper of whoever signs in, and the helper comes back after a kill', async () => {
    const pc = await workingPc()
    const helpers = () => pc.wine.processes('node.exe', 'session', '--door')
    const met = () => pc.log().split('session helper').length - 1
    await pc.wine.run('cmd', '/c', 'start', '', 'C:\\Program Files\\deskbridge\\bin\\deskbridge-session.exe')
    await until('the helper has come to the door', () => met() === 1, 2 * minutes)
    const [helper] = helpers()
    process.kill(helper as number, 'SIGKILL')
    await until('another helper has come', () => met() === 2, 2 * minutes)
    expect(helpers()).not.toContain(helper)
  })

  async function workingPc(): Promise<Pc> {
    const pc = await startPc()
    expect((await pc.msiexec('/i', installer)).code).toBe(0)
    await pc.configure()
    await pc.untilReady()
    return pc
  }
})

function hang(pc: Pc): void {
  for (const id of pc.agents()) process.kill(id, 'SIGSTOP')
}
