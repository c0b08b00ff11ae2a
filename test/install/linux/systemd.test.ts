import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { packagesFolder } from '../../../install/package/platform.ts'
import { until } from '../../support/wait.ts'
import { canStartSystemd, give, type SystemdMachine, startSystemdMachine } from './systemd-machine.ts'

const [shipped] = globSync(join(packagesFolder, 'deskbridge_*_amd64.deb'))
const unit = 'deskbridge.service'
const minutes = 60_000

describe.runIf(canStartSystemd())('the installed service, under systemd', () => {
  let machine: SystemdMachine

  beforeAll(async () => {
    if (shipped === undefined) throw new Error('there is no package to try: run "npm run package"')
    machine = await startSystemdMachine()
    give(machine, shipped, 'root/deskbridge.deb')
    machine.run('dpkg', '-i', '/root/deskbridge.deb')
  })

  afterAll(() => machine?.off())

  it('serves its wizard from the installation on, and goes on as the desk that it is then told to be', async () => {
    expect(machine.show(unit, 'SubState')).toBe('running')
    watchClosely(machine)
    machine.run('systemctl', 'restart', unit)
    const listening = () => machine.run('sh', '-c', 'cat /proc/net/tcp')
    await until('the page of the wizard is served', () => listening().includes(':BAB8 00000000:0000 0A'), minutes)
    const pid = machine.show(unit, 'MainPID')
    const folder = join(machine.root, 'etc/deskbridge')
    writeFileSync(join(folder, 'provision.yaml'), plan)
    const journal = join(machine.root, 'var/lib/deskbridge/journal.db')
    await until('it is at work', () => existsSync(journal), 3 * minutes)
    // Written by the service itself, which may write nothing else of the system.
    expect(readFileSync(join(folder, 'deskbridge.yaml'), 'utf8')).toContain('desk: quay-05')
    expect(machine.show(unit, 'MainPID')).toBe(pid)
    expect(machine.show(unit, 'ActiveState')).toBe('active')
  })

  it('works behind all that the unit forbids: serial ports are looked for, the journal is written', async () => {
    const pid = machine.show(unit, 'MainPID')
    const status = machine.run('sh', '-c', `cat /proc/${pid}/status`)
    expect(status).toMatch(/^NoNewPrivs:\s+1$/m)
    expect(status).toMatch(/^Seccomp:\s+2$/m)
    expect(status).toMatch(/^CapEff:\s+0+$/m)
    await until('the serial child has looked', () => logOf(machine).includes('DB-SER-001'))
    expect(readFileSync(join(machine.root, 'var/lib/deskbridge/journal.db')).length).toBeGreaterThan(0)
  })

  it('feeds the watchdog as long as it moves, and is started anew when it does not', async () => {
    const fed = () => machine.show(unit, 'WatchdogTimestampMonotonic')
    const heard = new Set<string>()
    await until('the watchdog was fed thrice', () => heard.add(fed()).size > 3, 2 * minutes)
    const restarts = Number(machine.show(unit, 'NRestarts'))
    machine.run('sh', '-c', `kill -STOP ${machine.show(unit, 'MainPID')}`)
    const began = performance.now()
    await until('it is started anew', () => Number(machine.show(unit, 'NRestarts')) > restarts, 3 * minutes)
    await until('and works', () => machine.show(unit, 'ActiveState') === 'active', 3 * minutes)
    process.stdout.write(`  figure: works again ${((performance.now() - began) / 1000).toFixed(0)} s after it hung\n`)
  })

  it('is gone when it is purged', () => {
    machine.run('dpkg', '--purge', 'deskbridge')
    expect(machine.show(unit, 'LoadState')).toBe('not-found')
  })
})

const keypad = '{ name: keypad-1, profile: generic.stx-keypad, port: /dev/ttyUSB0 }'
const broker = 'mqtt://127.0.0.1:1883'
const plan = `centre: { name: vinh-long, broker: { url: "${broker}" } }\ndesks: [{ name: quay-05, devices: [${keypad}] }]\n`

/** A shorter watch than that of a desk, so that nobody waits for it here. */
function watchClosely(machine: SystemdMachine): void {
  const folder = join(machine.root, 'etc/systemd/system/deskbridge.service.d')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'test.conf'), '[Service]\nWatchdogSec=20\nTimeoutAbortSec=3\n')
  machine.run('systemctl', 'daemon-reload')
}

function logOf(machine: SystemdMachine): string {
  return machine.run('journalctl', '-u', unit, '--no-pager', '--output=cat')
}
