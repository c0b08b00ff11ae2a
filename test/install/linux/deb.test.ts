import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildDeb, type Deb } from '../../../install/package/deb.ts'
import { assemblePayload } from '../../../install/package/payload.ts'
import { cacheFolder, packagesFolder } from '../../../install/package/platform.ts'
import { until } from '../../support/wait.ts'
import { canMakeMachines, type Machine, startMachine } from './machine.ts'
import { serialPort, startService } from './service.ts'

const megabyte = 1_000_000
const [shipped] = globSync(join(packagesFolder, 'deskbridge_*_amd64.deb'))
const companions = globSync(join(packagesFolder, 'libusb-*.deb'))

describe.runIf(canMakeMachines())('the Debian package, in a Debian without a network', () => {
  let machine: Machine
  let before: readonly string[]

  beforeAll(async () => {
    if (shipped === undefined) throw new Error('there is no package to try: run "npm run package"')
    machine = await startMachine()
    before = filesOf(machine)
  })

  afterAll(() => machine?.off())

  it('is small, and installs within half a minute', () => {
    const file = shipped ?? ''
    const size = statSync(file).size / megabyte
    for (const one of [file, ...companions]) machine.give(one, `tmp/${one.split('/').at(-1)}`)
    const began = performance.now()
    const said = machine.run('sh', '-c', 'dpkg -i /tmp/*.deb && times')
    const seconds = (performance.now() - began) / 1000
    const worked = processorSeconds(said)
    figure(
      `package ${size.toFixed(1)} MB, installed in ${seconds.toFixed(1)} s, ${worked.toFixed(1)} s of them at work`,
    )
    expect(size).toBeLessThan(45)
    // Others may have the processor meanwhile: what counts is what a quiet PC would need.
    expect(worked).toBeLessThan(30)
    machine.run('sh', '-c', 'rm /tmp/*.deb')
  })

  it('makes the account with its groups, keeps the data folder to it, and has the service start with the PC', () => {
    expect(machine.run('id', '-nG', 'deskbridge').trim().split(' ').sort()).toEqual([
      'deskbridge',
      'dialout',
      'plugdev',
    ])
    expect(machine.run('stat', '-c', '%a %U %G', '/var/lib/deskbridge').trim()).toBe('700 deskbridge deskbridge')
    expect(machine.run('stat', '-c', '%a %U %G', '/etc/deskbridge').trim()).toBe('770 root deskbridge')
    const wanted = join(machine.root, 'etc/systemd/system/multi-user.target.wants')
    expect(execFileSync('ls', [wanted], { encoding: 'utf8' })).toContain('deskbridge.service')
  })

  it('lets the applications of the desk into its browsers, and nothing else', () => {
    configure(machine, '/dev/ttyUSB0', 'applications: [https://motcua.vinhlong.gov.vn]')
    machine.run('/usr/lib/deskbridge/bin/before-start')
    const policy = join(machine.root, 'etc/chromium/policies/managed/deskbridge.json')
    expect(JSON.parse(readFileSync(policy, 'utf8'))).toEqual({
      LocalNetworkAccessAllowedForUrls: ['https://motcua.vinhlong.gov.vn'],
    })
    configure(machine, '/dev/ttyUSB0')
    machine.run('/usr/lib/deskbridge/bin/before-start')
    expect(existsSync(policy)).toBe(false)
  })

  it('knows itself at the command line', () => {
    expect(machine.run('deskbridge', '--version').trim()).toMatch(/^\d+\.\d+\.\d+/)
    expect(machine.run('deskbridge', '--lang', 'en', 'profile', 'list')).toContain('generic.stx-keypad')
  })

  it('brings a press from a serial port to the centre, and the centre’s word that it has it', async () => {
    await startCentre(machine)
    const keypad = await serialPort(machine)
    configure(machine, keypad.path)
    const service = await startService(machine)
    figure(`ready after ${(service.startMs / 1000).toFixed(2)} s`)
    await until('the keypad is ready', () => statusOf(machine, 'devices').includes('ready'))
    keypad.press(panelLine('K 3F2A 1 next'))
    await until('the centre has the press', () => {
      const { lastSequence, backlog } = journalOf(machine)
      return lastSequence > 0 && backlog === 0
    })
    await until('the watchdog was fed thrice', () => service.words().split('WATCHDOG=1').length > 3)
    await until('it is as small as it stays', () => service.megabytes() < 150)
    figure(`idle ${service.megabytes().toFixed(0)} MB, all processes together`)
    await service.stop()
    expect(service.words()).toContain('STOPPING=1')
  })

  it('keeps configuration and journal when a newer version is installed over it', async () => {
    const known = journalOf(machine)
    const configured = readFileSync(join(machine.root, 'etc/deskbridge/deskbridge.yaml'), 'utf8')
    const newer = await buildNewer()
    machine.give(newer.file, 'tmp/newer.deb')
    machine.run('dpkg', '-i', '/tmp/newer.deb')
    expect(machine.run('dpkg', '-s', 'deskbridge')).toContain(`Version: ${newer.version}\n`)
    expect(readFileSync(join(machine.root, 'etc/deskbridge/deskbridge.yaml'), 'utf8')).toBe(configured)
    const service = await startService(machine)
    expect(journalOf(machine)).toMatchObject({ epoch: known.epoch })
    expect(journalOf(machine).lastSequence).toBeGreaterThanOrEqual(known.lastSequence)
    await service.stop()
  })

  it('leaves configuration and journal when it is removed, and nothing when it is purged', () => {
    machine.run('dpkg', '--remove', 'deskbridge')
    expect(existsSync(join(machine.root, 'var/lib/deskbridge/journal.db'))).toBe(true)
    machine.run('sh', '-c', 'dpkg --purge deskbridge libusb-1.0-0')
    const now = filesOf(machine)
    const left = now.filter((path) => !before.includes(path) && !isOfTheAccount(path))
    expect({ left, taken: before.filter((path) => !now.includes(path)) }).toEqual({ left: [], taken: [] })
  })
})

const newerVersion = '0.1.1-rc.1'

function buildNewer(): Promise<Deb> {
  const into = join(cacheFolder, 'payload-newer')
  const built = assemblePayload({ platform: 'linux-x64', into, version: newerVersion })
  return built.then((payload) => buildDeb(payload, cacheFolder, 'quick'))
}

async function startCentre(machine: Machine): Promise<void> {
  const broker = join(machine.root, 'run', 'mosquitto.conf')
  writeFileSync(broker, 'listener 1883 127.0.0.1\nallow_anonymous true\nuser root\n')
  machine.startBeside(['mosquitto', '-c', broker])
  const centre = machine.start(['deskbridge', '--lang', 'en', 'centre', 'serve', ...centreOptions])
  let said = ''
  centre.stdout?.on('data', (bytes: Buffer) => (said += bytes.toString()))
  centre.stderr?.on('data', (bytes: Buffer) => (said += bytes.toString()))
  await until('the centre speaks', () => said.includes('\n'))
}

const centreOptions = ['--broker', 'mqtt://127.0.0.1:1883', '--data', '/run/centre']

function configure(machine: Machine, port: string, ...more: readonly string[]): void {
  const lines = [
    'centre: vinh-long',
    'desk: quay-05',
    'data: /var/lib/deskbridge',
    'broker: { url: "mqtt://127.0.0.1:1883" }',
    'counters: [{ id: 5 }]',
    `devices: [{ name: keypad-1, profile: deskbridge.ascii-panel, port: "${port}", counter: 5 }]`,
    ...more,
  ]
  writeFileSync(join(machine.root, 'etc/deskbridge/deskbridge.yaml'), `${lines.join('\n')}\n`)
}

function journalOf(machine: Machine): {
  readonly epoch: string
  readonly lastSequence: number
  readonly backlog: number
} {
  return JSON.parse(statusOf(machine, 'journal', 'status', '--json'))
}

/** What a command says, whatever it thinks of it. */
function statusOf(machine: Machine, ...command: readonly string[]): string {
  return machine.run('sh', '-c', `deskbridge --lang en ${command.join(' ')} 2>&1 || true`)
}

/** `K <boot> <n> <key>*<xor>` as the panel's firmware sends it. */
function panelLine(text: string): string {
  const xor = Buffer.from(text).reduce((sum, byte) => sum ^ byte, 0)
  return `${text}*${xor.toString(16).toUpperCase().padStart(2, '0')}\r\n`
}

function filesOf(machine: Machine): readonly string[] {
  const all = machine.run('find', '/', '-xdev').split('\n')
  return all.filter((path) => path !== '' && !/^\/(run|tmp)\//.test(path))
}

/** Debian's tools keep the file before the last change of accounts. */
function isOfTheAccount(path: string): boolean {
  return /^\/etc\/(passwd|group|shadow|gshadow|subuid|subgid)-$/.test(path)
}

/** The last line of the shell's `times`: what its children used, as `0m4.730000s 0m1.920000s`. */
function processorSeconds(said: string): number {
  const used = [...(said.trim().split('\n').at(-1) ?? '').matchAll(/(\d+)m([\d.]+)s/g)]
  if (used.length !== 2) throw new Error(`no times: ${said}`)
  return used.reduce((sum, [, minutes, seconds]) => sum + Number(minutes) * 60 + Number(seconds), 0)
}

function figure(words: string): void {
  process.stdout.write(`  figure: ${words}\n`)
}
