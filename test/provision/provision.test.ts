import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { controlClient } from '../../agent/control/client.ts'
import type { PushedDesk } from '../../src/centre/index.ts'
import { serveReferenceCentre } from '../../src/centre/index.ts'
import type { ProvisionReport } from '../../src/contract/index.ts'
import type { DeskView } from '../../src/desk/index.ts'
import { keptLog, systemClock, systemRandom } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { centre as centreAccount, desk as deskAccount, freePort, startMosquitto } from '../support/mosquitto.ts'
import { has, type Running, runDeskbridge, startDeskbridge, untilSaid } from '../support/processes.ts'
import { until } from '../support/wait.ts'

const patience = 60_000

/** IT's file with these lines, for a centre at that broker. */
function writePlan(folder: string, brokerUrl: string, ...lines: readonly string[]): string {
  const file = join(folder, 'provision.yaml')
  const head = [`centre: { name: vinh-long, broker: { url: "${brokerUrl}" } }`, 'desks: [{ name: "quay-{01..30}" }]']
  writeFileSync(file, [...head, ...lines, ''].join('\n'))
  return file
}

/** A real Mosquitto, a running centre, and the shipped program as the desk quay-05, which a person has set up. */
async function startSite() {
  const broker = await startMosquitto()
  const folder = temporaryFolder()
  const data = join(folder, 'centre')
  const centre = await serveReferenceCentre({
    folder: data,
    broker: { url: broker.url, clientId: 'centre', username: centreAccount.name, password: centreAccount.password },
    keepWaiting: 0,
    clock: systemClock,
    random: systemRandom,
    log: keptLog(),
  })
  onTestFinished(() => centre.stop())
  const key = await runDeskbridge('centre', 'provision', 'key', '--data', data)
  const config = join(folder, 'deskbridge.yaml')
  const trust = key.said.trim().replace(' }] }', ' }], trial: 8 }')
  const lines = [
    'centre: vinh-long',
    'desk: quay-05',
    'data: ./data',
    `broker: { url: "${broker.url}", username: "${deskAccount.name}", password: "${deskAccount.password}" }`,
    trust,
    'page: { port: 0 }',
    'counters: [{ id: 5 }]',
    '',
  ]
  writeFileSync(config, lines.join('\n'))
  const start = async () => {
    const desk = startDeskbridge('run', '--config', config)
    await untilSaid(desk, 'is running', patience)
    return desk
  }
  return { broker, folder, data, config, start, client: controlClient(join(folder, 'data')) }
}

type Site = Awaited<ReturnType<typeof startSite>>

/** Whether the running desk can be asked, and is connected. */
const isOnline = ({ client }: Site) =>
  client.status().then(
    ({ online }) => online,
    () => false,
  )

const push = ({ data }: Site, file: string) =>
  runDeskbridge('centre', 'provision', 'push', file, '--data', data, '--desk', 'quay-05')

async function pushed({ data }: Site): Promise<PushedDesk | undefined> {
  const { said } = await runDeskbridge('centre', 'provision', 'status', '--json', '--data', data)
  return (JSON.parse(said.slice(said.indexOf('['))) as PushedDesk[])[0]
}

async function reportOf({ config }: Site): Promise<ProvisionReport | null> {
  const { said } = await runDeskbridge('provision', 'status', '--json', '--config', config)
  return JSON.parse(said) as ProvisionReport | null
}

/** The codes that stand on top of the officer's page. */
async function alarmsOf({ client }: Site): Promise<readonly string[]> {
  const { url = '' } = await client.page()
  const socket = new WebSocket(new URL('/v1', url.replace('http', 'ws')), { origin: new URL(url).origin })
  try {
    const [message] = (await once(socket, 'message')) as [Buffer]
    const { state } = JSON.parse(message.toString()) as { readonly state: Pick<DeskView, 'alarms'> }
    return state.alarms.map(({ code }) => code)
  } finally {
    socket.terminate()
  }
}

async function inForce({ config }: Site, key: string): Promise<{ readonly value: unknown; readonly from: unknown }> {
  const { said } = await runDeskbridge('config', 'show', config, '--json')
  const parts = JSON.parse(said) as { readonly key: string; readonly value: unknown; readonly from: unknown }[]
  const found = parts.find((part) => part.key === key)
  if (!found) throw new Error(`nothing is said of ${key}`)
  return found
}

/** When the desk wrote its newest line with these words, in wall milliseconds. */
function timeOf(desk: Running, words: string): number {
  const line = desk
    .said()
    .split('\n')
    .findLast((one) => one.includes(words))
  if (line === undefined) throw new Error(`the desk never said ${words}`)
  return Date.parse((JSON.parse(line) as { readonly time: string }).time)
}

const untilPushed = (site: Site, state: string) =>
  until(`the desk is said to be ${state}`, async () => (await pushed(site))?.state === state, patience)

describe.runIf(has('mosquitto'))('IT pushes a file to a desk that works', () => {
  it('and it is in force; a bad one is given back within a minute, and the next good one is taken', async () => {
    const site = await startSite()
    const desk = await site.start()
    await until('the desk is online', () => isOnline(site), patience)

    await push(site, writePlan(site.folder, site.broker.url, 'policies: { pauseReasons: [Họp giao ban] }'))
    await untilPushed(site, 'applied')
    expect(await reportOf(site)).toEqual({ revision: 1 })
    expect(await inForce(site, 'counters')).toMatchObject({
      value: [{ id: '5', pauseReasons: ['Họp giao ban'] }],
      from: 1,
    })
    expect(await inForce(site, 'data')).toMatchObject({ value: './data', from: site.config })

    const nowhere = `mqtt://127.0.0.1:${await freePort()}`
    await push(site, writePlan(site.folder, nowhere, 'policies: { pauseReasons: [Nghỉ trưa] }'))
    await untilPushed(site, 'refused')
    expect(timeOf(desk, 'DB-PRV-018') - timeOf(desk, 'configuration to be tried')).toBeLessThan(60_000)
    expect(await reportOf(site)).toEqual({ revision: 1, refused: { revision: 2, error: 'DB-PRV-018 broker' } })
    expect(await inForce(site, 'counters')).toMatchObject({ value: [{ pauseReasons: ['Họp giao ban'] }], from: 1 })
    await until('the desk is online again', () => isOnline(site), patience)
    // People at the desk are told as well, until a better one is there.
    expect(await alarmsOf(site)).toEqual(['DB-PRV-018'])
    expect((await runDeskbridge('doctor', '--config', site.config)).said).toContain('DB-PRV-018')

    await push(site, writePlan(site.folder, site.broker.url, 'policies: { pauseReasons: [Nghỉ trưa] }'))
    await untilPushed(site, 'applied')
    expect(await reportOf(site)).toEqual({ revision: 3 })
    expect(await alarmsOf(site)).toEqual([])
  }, 300_000)

  it('and one that is away gets it when it comes, also when its power goes while it tries', async () => {
    const site = await startSite()
    await push(site, writePlan(site.folder, site.broker.url, 'policies: { pauseReasons: [Họp giao ban] }'))
    let desk: Running = await site.start()
    const isTried = async () => {
      const report = await reportOf(site)
      return report?.trying === 1 || report?.revision === 1
    }
    await until('it is being tried', isTried, patience)
    desk.kill('SIGKILL')
    await desk.ended
    desk = await site.start()
    await untilPushed(site, 'applied')
    expect(await reportOf(site)).toEqual({ revision: 1 })
    expect(await inForce(site, 'counters')).toMatchObject({ value: [{ pauseReasons: ['Họp giao ban'] }], from: 1 })
  }, 300_000)
})

describe.runIf(has('mosquitto'))('IT walks to a desk with a stick', () => {
  it('and the running desk takes what the centre signed, says so, and can give it up again', async () => {
    const site = await startSite()
    await site.start()
    await until('the desk is online', () => isOnline(site), patience)
    const file = writePlan(site.folder, site.broker.url, 'policies: { pauseReasons: [Họp giao ban] }')
    const stick = join(site.folder, 'stick.json')
    await runDeskbridge('centre', 'provision', 'export', file, stick, '--data', site.data)
    expect(await runDeskbridge('provision', 'apply', stick, '--config', site.config)).toEqual({
      code: 0,
      said: 'Configuration 1 is in force.\n',
    })
    expect(await runDeskbridge('provision', 'apply', stick, '--config', site.config)).toMatchObject({ code: 1 })
    expect(await inForce(site, 'counters')).toMatchObject({ value: [{ pauseReasons: ['Họp giao ban'] }], from: 1 })
    expect(await runDeskbridge('provision', 'drop', '--config', site.config)).toMatchObject({ code: 0 })
    expect(await inForce(site, 'counters')).toMatchObject({ value: [{ id: 5 }], from: site.config })
    await until('the desk is online again', () => isOnline(site), patience)
  }, 300_000)
})
