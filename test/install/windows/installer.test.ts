import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { has } from '../../support/processes.ts'
import { until } from '../../support/wait.ts'
import { type Pc, startPc } from './desk.ts'
import { type Installer, installerOf, windowsPayload } from './packages.ts'
import { hasWine } from './wine.ts'

const canRun = hasWine() && ['wixl', 'msibuild', 'faketime', 'socat', 'mosquitto'].every(has)
const application = 'https://motcua.test'
const said = ['CENTRE=vinh-long', 'DESK=quay-05', 'ENROL_CODE=7K3M-9QXZ-2VBT-HN4C', `APPLICATION=${application}`]
const policies = ['Google\\Chrome', 'Microsoft\\Edge', 'Chromium'].map(
  (browser) => `HKLM\\Software\\Policies\\${browser}\\LocalNetworkAccessAllowedForUrls`,
)
/** 1603, of which Wine passes on the last byte. */
const failed = 1603 % 256

describe.runIf(canRun)('the installer for Windows', () => {
  const folder = mkdtempSync(join(tmpdir(), 'deskbridge-msi-'))
  let older: Installer
  let newer: Installer

  beforeAll(async () => {
    const payload = await windowsPayload(folder)
    older = installerOf(payload, '0.1.0', join(folder, 'older.msi'))
    newer = installerOf(payload, '0.2.0', join(folder, 'newer.msi'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('is at most 60 MB and the same to the byte when it is built again', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'deskbridge-msi-'))
    try {
      const again = installerOf(await windowsPayload(elsewhere), '0.1.0', join(elsewhere, 'again.msi'))
      expect(readFileSync(again.file).equals(readFileSync(older.file))).toBe(true)
    } finally {
      rmSync(elsewhere, { recursive: true })
    }
    report('installer', `${(older.bytes / 1e6).toFixed(1)} MB`)
    expect(older.bytes).toBeLessThan(60e6)
  })

  it('installs silently a desk that works at a serial port and a real broker, and comes back after a kill', async () => {
    const pc = await startPc()
    const { code, ms, log } = await pc.msiexec('/i', older, ...said)
    expect(code, log.slice(-2000)).toBe(0)
    report('silent installation', `${(ms / 1000).toFixed(1)} s`)
    expect(readFileSync(join(pc.data, 'first-run.yaml'), 'utf8')).toBe(
      "centre: 'vinh-long'\ndesk: 'quay-05'\ncode: '7K3M-9QXZ-2VBT-HN4C'\n",
    )
    for (const policy of policies) expect(await pc.registry(policy, '47800')).toBe(application)
    const start = await pc.registry('HKLM\\Software\\Microsoft\\Windows\\CurrentVersion\\Run', 'deskbridge')
    expect(start).toBe('"C:\\Program Files\\deskbridge\\bin\\deskbridge-session.exe"')

    await pc.configure()
    await pc.untilReady()
    await pc.press()
    const [victim] = pc.agents()
    process.kill(victim as number, 'SIGKILL')
    await pc.untilReady()
    expect(pc.agents()).not.toContain(victim)
    await pc.press()

    await pc.stop()
    await until('the agent has stopped', () => pc.agents().length === 0)
    expect(pc.log()).toMatch(/the agent ended with code","number":0\}\n$/)
  })

  it('brings a newer version that finds journal, configuration and what was said; the older one is refused', async () => {
    const pc = await workingPc(older)
    const journal = statSync(join(pc.data, 'journal.db')).size
    expect((await pc.msiexec('/i', newer)).code).toBe(0)
    expect(versionOf(pc)).toBe('0.2.0')
    await pc.untilReady()
    await pc.press()
    expect(statSync(join(pc.data, 'journal.db')).size).toBeGreaterThanOrEqual(journal)
    expect(await pc.registry('HKLM\\Software\\deskbridge', 'Centre')).toBe('vinh-long')
    for (const policy of policies) expect(await pc.registry(policy, '47800')).toBe(application)

    expect((await pc.msiexec('/i', older)).code).toBe(failed)
    expect(versionOf(pc)).toBe('0.2.0')
    await pc.press()
  })

  it('goes without the data of the desk, and with it when that is said', async () => {
    const pc = await workingPc(older)
    expect((await pc.msiexec('/x', older)).code).toBe(0)
    expect(pc.agents()).toEqual([])
    expect(existsSync(join(pc.data, 'journal.db'))).toBe(true)
    // Programs that have run cannot be deleted in Wine; Windows can.
    const left = globSync('**/*', { cwd: pc.program, withFileTypes: true }).filter((entry) => entry.isFile())
    report('left behind by Wine', left.map(({ name }) => name).join(', ') || 'nothing')
    expect(left.filter(({ name }) => !name.endsWith('.exe') && !name.endsWith('.node'))).toEqual([])
    expect(await pc.registry('HKLM\\Software\\deskbridge', 'Centre')).toBeUndefined()
    for (const policy of policies) expect(await pc.registry(policy, '47800')).toBeUndefined()

    expect((await pc.msiexec('/i', older, ...said)).code).toBe(0)
    await pc.untilReady()
    expect((await pc.msiexec('/x', older, 'PURGE=1')).code).toBe(0)
    expect(existsSync(pc.data)).toBe(false)
  })

  /** A desk that has been at work. */
  async function workingPc(installer: Installer): Promise<Pc> {
    const pc = await startPc()
    expect((await pc.msiexec('/i', installer, ...said)).code).toBe(0)
    await pc.configure()
    await pc.untilReady()
    await pc.press()
    return pc
  }
})

function versionOf(pc: Pc): string {
  return JSON.parse(readFileSync(join(pc.program, 'package.json'), 'utf8')).version
}

function report(what: string, figure: string): void {
  process.stdout.write(`Windows: ${what}: ${figure}\n`)
}
