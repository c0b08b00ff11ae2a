import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { Command } from 'commander'
import { unzipSync } from 'fflate'
import { expect, onTestFinished, test } from 'vitest'
import { stringify } from 'yaml'
import { onPage } from '../../agent/agent.fixture.ts'
import { type Agent, startAgent } from '../../agent/agent.ts'
import { replayCommand } from '../../agent/commands/replay.ts'
import { supportBundleCommand } from '../../agent/commands/support-bundle.ts'
import { serveControl } from '../../agent/control/server.ts'
import { pinProof } from '../../agent/desk/officer-proof.ts'
import { bundleForPage } from '../../agent/desk/support-bundle.ts'
import { libraryFolder } from '../../agent/folders.ts'
import { jsonLog } from '../../agent/log.ts'
import { keepRecentLog } from '../../agent/recent-log.ts'
import { readRecordings } from '../../agent/recordings/read.ts'
import { recordingsFolder } from '../../agent/recordings/segments.ts'
import { largestBundle } from '../../agent/support/pack.ts'
import { startEmbeddedBroker } from '../../src/centre/index.ts'
import { systemClock, systemRandom } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { until } from '../support/wait.ts'
import { configOf } from './pc.ts'
import { type Card, type Planted, plant } from './planted.ts'

const press = Buffer.from('023031310333', 'hex')

test('nothing of 200 planted names, numbers, codes, PINs and passwords is in a bundle, and the devices replay from it', async () => {
  const planted = plant()
  expect(new Set(planted.all).size).toBeGreaterThanOrEqual(200)
  const { agent, configFile, recent, key, stop } = await plantedDesk(planted)
  const out = join(temporaryFolder(), 'bundle.zip')
  expect((await command('support-bundle', '--config', configFile, '--out', out)).exit).toBe(0)
  const fromDesk = readFileSync(out)
  const config = configOf({ configFile })
  const page = (await bundleForPage({ agent, config, recent, clock: systemClock })) as { readonly zip: string }
  const secrets = [...planted.all, ...key]
  for (const bundle of [fromDesk, Buffer.from(page.zip, 'base64')]) {
    expect(bundle.length).toBeLessThan(largestBundle)
    expect(foundIn(bundle, secrets)).toEqual([])
  }
  const told = await command('replay', out, '--json')
  const sessions = told.text.split('\n').map((line) => JSON.parse(line) as { device: string; moments: unknown[] })
  expect(told.exit, told.text).toBe(0)
  expect(sessions.map(({ device }) => device)).toEqual(expect.arrayContaining(['keypad-1', 'own-1']))
  expect(JSON.stringify(sessions.filter(({ device }) => device === 'keypad-1'))).toContain('"key":"next"')
  expect(JSON.stringify(sessions.filter(({ device }) => device === 'own-1'))).toContain('"key":"next"')

  // A desk that does not run tells as much as its files do.
  await stop()
  expect((await command('support-bundle', '--config', configFile, '--out', out)).exit).toBe(0)
  expect(foundIn(readFileSync(out), secrets)).toEqual([])
}, 120_000)

test('a bundle tells the versions, the configuration, what is wrong, the journal, the devices and the log', async () => {
  const { configFile, stop } = await plantedDesk(plant())
  const out = join(temporaryFolder(), 'bundle.zip')
  await command('support-bundle', '--config', configFile, '--out', out)
  const files = unzipSync(readFileSync(out))
  const read = (name: string) => Buffer.from(files[name] ?? []).toString('utf8')
  expect(JSON.parse(read('about.json'))).toMatchObject({ node: process.versions.node })
  expect(JSON.parse(read('config.json'))).toMatchObject({
    desk: 'quay-05',
    broker: { password: '(not told)' },
    devices: expect.arrayContaining([expect.objectContaining({ name: 'keypad-1', profile: 'generic.stx-keypad' })]),
  })
  expect(JSON.parse(read('desk.json'))).toMatchObject({ status: { online: true }, devices: { length: 5 } })
  expect(JSON.parse(read('journal.json')).chains).toEqual([expect.objectContaining({ holds: true })])
  expect(JSON.parse(read('findings.json')).length).toBeGreaterThan(5)
  expect(read('log.jsonl')).toContain('"message":"connected"')
  await stop()
}, 120_000)

/** Where one of these stands in a file of a bundle, plainly or as hex, base64 or JSON would write it. */
function foundIn(zip: Uint8Array, secrets: readonly string[]): string[] {
  const files = Object.entries(unzipSync(zip)).map(([name, bytes]) => [name, Buffer.from(bytes)] as const)
  return secrets.flatMap((secret) => {
    const utf8 = Buffer.from(secret)
    const forms = [secret, utf8.toString('hex'), utf8.toString('base64').replace(/.{0,3}$/, ''), JSON.stringify(secret)]
    return files.flatMap(([name, bytes]) =>
      forms.some((form) => bytes.includes(form) || name.includes(form)) ? [`${secret} in ${name}`] : [],
    )
  })
}

async function plantedDesk(planted: Planted) {
  const broker = await startEmbeddedBroker(0)
  onTestFinished(() => broker.stop())
  const { written, cards, mistaken } = planted
  const folder = join(temporaryFolder(), written.folder)
  mkdirSync(join(folder, 'profiles'), { recursive: true })
  const configFile = join(folder, 'deskbridge.yaml')
  const key = makeKey(folder)
  writeFileSync(join(folder, 'profiles', 'own.yaml'), ownProfile(written.profileAuthor))
  const lines = (all: readonly Card[]) => all.map(cardText)
  const devices = [
    { name: 'scanner-1', profile: 'generic.qr-serial', tcp: await says(lines(cards)), counter: 5, role: 'scanner' },
    { name: 'mistaken-1', profile: 'generic.stx-keypad', tcp: await says(lines(mistaken)), counter: 5 },
    { name: 'keypad-1', profile: 'generic.stx-keypad', tcp: await says([press, press]), counter: 5 },
    { name: 'own-1', profile: 'site.keypad', tcp: await says([press]), counter: 5 },
    { name: 'display-1', profile: 'generic.cd5220', tcp: await says([]), counter: 5, role: 'display' },
  ]
  const { host } = new URL(broker.url)
  const source = stringify({
    centre: 'vinh-long',
    desk: 'quay-05',
    data: 'data',
    profiles: './profiles',
    broker: {
      url: `mqtt://${written.username}:${written.inAddress}@${host}`,
      username: written.username,
      password: written.password,
      key: 'desk.key',
    },
    counters: [{ id: 5, pauseReasons: [written.reason] }],
    page: { port: 0, help: written.help },
    devices,
  })
  writeFileSync(configFile, `# ${written.comment}\n${source}`)
  const config = configOf({ configFile })
  const recent = keepRecentLog()
  const log = jsonLog('debug', recent.take, systemClock.wall)
  const agent = await startAgent(config, { clock: systemClock, random: systemRandom, log })
  const control = await serveControl(agent, config.dataFolder, log, { page: () => ({ url: 'x' }), log: recent.all })
  let stopped: Promise<void> | undefined
  const stop = () => (stopped ??= control.stop().then(() => agent.stop()))
  onTestFinished(stop)
  await until('it is connected', async () => (await agent.status()).online, 60_000)
  await until('all is read', () => devicesHeard(agent))
  await speak(agent, planted)
  // What devices say is written down a moment later.
  await until('it is recorded', async () => {
    const recorded = await readRecordings(recordingsFolder(config.dataFolder))
    return ['scanner-1', 'mistaken-1', 'keypad-1', 'own-1'].every((name) =>
      recorded.some(({ head }) => head.device === name),
    )
  })
  return { agent, configFile, recent, key, stop }
}

/** Scanner, mistaken scanner, keypad and own keypad have been heard. */
function devicesHeard(agent: Agent): boolean {
  const heard = agent.diagnostics() as readonly { session?: { bytes: number; events: number } }[]
  const [scanner, mistaken, keypad, own] = heard.map(({ session }) => session)
  return (scanner?.events ?? 0) >= 40 && (mistaken?.bytes ?? 0) > 1_000 && keypad?.events === 2 && own?.events === 1
}

/** All that officers and the centre say. What is refused has come in all the same. */
async function speak(agent: Agent, { officers, onDisplay, dossiers, reasons, pins }: Planted): Promise<void> {
  const refused = () => undefined
  for (const [index, officer] of officers.entries()) {
    const proof = await pinProof(pins[index] ?? '', '00'.repeat(16), onPage('5', 'sign-out', {}).id)
    await agent.accept(onPage('5', 'sign-in', { officer, proof })).catch(refused)
  }
  for (const name of onDisplay) agent.display('5', [`Mời ${name}`, name])
  for (const code of dossiers) await agent.accept(onPage('5', 'dossier', { code, act: 'attach' })).catch(refused)
  for (const reason of reasons) {
    await agent.accept(onPage('5', 'call', { action: 'pause', reason })).catch(refused)
    await agent.accept(onPage('5', 'call', { action: 'open' })).catch(refused)
  }
}

function cardText({ number, name, born }: Card): Buffer {
  return Buffer.from(`${number}|${number.slice(3)}|${name}|${born}|Nam|Phường Bến Nghé|15042021\r\n`)
}

/** A keypad of the site, by somebody who signed it. */
function ownProfile(author: string): string {
  const known = readFileSync(join(libraryFolder, 'generic', 'stx-keypad.yaml'), 'utf8')
  return `# ${author}\n${known.replace('generic.stx-keypad', 'site.keypad').replace('sources:', `sources:\n  - ${author}`)}`
}

/** A private key; returns its lines. */
function makeKey(folder: string): string[] {
  const file = join(folder, 'desk.key')
  execFileSync('openssl', ['genpkey', '-algorithm', 'ED25519', '-out', file], { stdio: 'pipe' })
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.length > 20 && !line.startsWith('-'))
}

/** A device on the network that says this to the first who asks, one thing after the other. */
async function says(all: Uint8Array[]): Promise<string> {
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('error', () => socket.destroy())
    for (const bytes of all.splice(0)) socket.write(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function command(...args: string[]) {
  const out: string[] = []
  let exit = 0
  const io = {
    out: (line: string) => void out.push(line),
    err: () => undefined,
    keptUp: async () => undefined,
    language: () => 'en' as const,
    libraryFolder,
    fail: (code: number) => {
      exit = code
    },
  }
  const program = new Command('deskbridge').addCommand(supportBundleCommand(io)).addCommand(replayCommand(io))
  await program.parseAsync(args, { from: 'user' })
  return { exit, text: out.join('\n') }
}
