import { generateKeyPairSync, sign } from 'node:crypto'
import { appendFileSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { dirname, join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { connectBroker } from '../../src/broker/index.ts'
import { startEmbeddedBroker } from '../../src/centre/index.ts'
import { type DeskState, deskTopics, type Provisioning } from '../../src/contract/index.ts'
import { configurationKeyOf, sealProvisioning } from '../../src/provision/index.ts'
import { keptLog, systemClock } from '../../test/support/faces.ts'
import { freePort } from '../../test/support/mosquitto.ts'
import { until } from '../../test/support/wait.ts'
import { writeDesk } from '../agent.fixture.ts'
import { loadConfig } from '../config/load.ts'
import { startRatingPad } from '../demo/desk/index.ts'
import { keepRecentLog } from '../recent-log.ts'
import { startDesk } from '../run-desk.ts'
import { type DeskKeeper, keepDesk } from './keeper.ts'
import { ProvisionStore, readProvisionState } from './store.ts'

const library = join(import.meta.dirname, '../../device-profiles')
const topics = deskTopics('vinh-long', 'quay-05')
const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const known = configurationKeyOf(publicKey)
const stranger = generateKeyPairSync('ed25519').privateKey

/** As long as a test needs that shows a return; one that works is not held up by it. */
const limits = { trial: 3_000, settled: 200, quiet: 60_000 }

/** A desk that was set up by hand, on an embedded broker, as `deskbridge run` keeps it; and the centre's side, by hand. */
async function startKeptDesk(...lines: readonly string[]) {
  const broker = await startEmbeddedBroker(0)
  onTestFinished(() => broker.stop())
  const file = writeDesk(
    `{ url: "${broker.url}" }`,
    '# written by Lan, 22 November',
    `provisioning: { keys: [{ id: "${known.id}", key: "${known.key}" }] }`,
    'page: { port: 0 }',
    'counters: [{ id: 5 }]',
    ...lines,
  )
  const session = await connectBroker({ url: broker.url, clientId: 'centre' })
  onTestFinished(() => session.end())
  const states: DeskState[] = []
  session.receive(async ({ payload }) => void states.push(JSON.parse(Buffer.from(payload).toString('utf8'))))
  await session.subscribe([topics.state])
  const start = () => keep(file)
  const keeper = await start()
  await until('the desk is online', () => keeper.desk()?.agent.centre().state === 'online')
  const brokerLine = `broker: { url: "${broker.url}" }`
  return {
    file,
    dataFolder: join(dirname(file), 'data'),
    keeper,
    states,
    start,
    brokerLine,
    /** The configuration of this desk with other lines. */
    content: (...more: readonly string[]) =>
      ['centre: vinh-long', 'desk: quay-05', 'data: elsewhere', ...more, ''].join('\n'),
    push: (message: Provisioning) => session.publish(topics.provision, JSON.stringify(message), 'retain'),
    report: () => states.at(-1)?.provision,
  }
}

/** Nobody started this process that would start it again. */
const alone = { restarts: false, healthy: () => undefined, stop: new Promise<void>(() => undefined) }

async function keep(file: string): Promise<DeskKeeper> {
  const { config } = loadConfig(file, library)
  if (!config) throw new Error('the configuration of this test is wrong')
  const recent = keepRecentLog()
  const keeper = await keepDesk({
    clock: systemClock,
    log: keptLog(),
    config,
    load: (over) => loadConfig(file, library, over ? { over } : {}),
    start: (wanted, provision) =>
      startDesk(wanted, { clock: systemClock, recent, write: () => undefined, provision, launcher: alone }),
    limits,
  })
  let stopped: Promise<void> | undefined
  const stop = () => (stopped ??= keeper.stop())
  onTestFinished(stop)
  return { ...keeper, desk: () => keeper.desk(), failed: keeper.failed, stop }
}

function signed(revision: number, content: string, by = privateKey): Provisioning {
  const madeAt = '2026-11-22T08:00:00.000+07:00'
  const signer = { keyId: known.id, sign: (bytes: Uint8Array) => sign(null, bytes, by) }
  return sealProvisioning({ revision, desk: 'vinh-long/quay-05', madeAt, content }, signer)
}

const pauses = (reason: string) => `counters: [{ id: 5, pauseReasons: [${reason}] }]`
const reasonsOf = (keeper: DeskKeeper) => keeper.desk()?.agent.rules('5').pauseReasons

describe('configuration that the centre sends', () => {
  it('is tried and kept, while what a person wrote stays as it is', async () => {
    const { keeper, push, content, brokerLine, report, file, states, dataFolder } = await startKeptDesk()
    const written = readFileSync(file, 'utf8')
    await push(signed(7, content(brokerLine, pauses('Họp giao ban'))))
    await until('the desk says that it is in force', () => report()?.revision === 7 && !report()?.trying)
    expect(reasonsOf(keeper)).toEqual(['Họp giao ban'])
    expect(states.some(({ provision }) => provision?.trying === 7)).toBe(true)
    expect(readFileSync(file, 'utf8')).toBe(written)
    // Not what it says of the data folder: the journal stays where it is.
    expect(loadConfig(file, library).config).toMatchObject({ dataFolder, revision: 7 })
  }, 120_000)

  it('with which the desk does not find its broker is given back, and the centre is told', async () => {
    const { keeper, push, content, report } = await startKeptDesk()
    const before = reasonsOf(keeper)
    const nowhere = `broker: { url: "mqtt://127.0.0.1:${await freePort()}" }`
    await push(signed(7, content(nowhere, pauses('Họp giao ban'))))
    await until('it is refused', () => report()?.refused !== undefined)
    expect(report()).toEqual({ revision: 0, refused: { revision: 7, error: 'DB-PRV-018 broker' } })
    expect(reasonsOf(keeper)).toEqual(before)
    await until('the desk is online', () => keeper.desk()?.agent.centre().state === 'online')
  }, 120_000)

  it('that is no sound configuration here is refused without a restart', async () => {
    const { keeper, push, content, brokerLine, report } = await startKeptDesk()
    const running = keeper.desk()
    await push(
      signed(
        7,
        content(brokerLine, pauses('A'), 'devices: [{ name: k, profile: generic.stx-keypd, port: x, counter: 5 }]'),
      ),
    )
    await until('it is refused', () => report()?.refused?.revision === 7)
    expect(report()?.refused?.error).toMatch(/^DB-PRV-015 DB-CFG-005/)
    await push(signed(8, content(brokerLine, 'counters: [{ id: 5 }').replace('quay-05', 'quay-06')))
    await until('it is refused', () => report()?.refused?.revision === 8)
    expect(keeper.desk()).toBe(running)
  }, 120_000)

  it('of a stranger is refused, and does not keep the true one of that number out', async () => {
    const { keeper, push, content, brokerLine, report } = await startKeptDesk()
    const text = content(brokerLine, pauses('Họp giao ban'))
    await push(signed(7, text, stranger))
    await until('it is refused', () => report()?.refused?.error === 'DB-PRV-012')
    await push(signed(7, text))
    await until('the true one is in force', () => report()?.revision === 7)
    expect(reasonsOf(keeper)).toEqual(['Họp giao ban'])
  }, 120_000)

  it('that is older than what is in force changes nothing', async () => {
    const { keeper, push, content, brokerLine, report } = await startKeptDesk()
    await push(signed(7, content(brokerLine, pauses('B'), 'provisioning: { trial: 20 }')))
    await until('it is in force', () => report()?.revision === 7)
    await push(signed(6, content(brokerLine, pauses('A'))))
    await push(signed(8, content(brokerLine, pauses('C'))))
    await until('the newer one is in force', () => report()?.revision === 8)
    expect(reasonsOf(keeper)).toEqual(['C'])
    expect(report()?.refused).toBeUndefined()
  }, 120_000)
})

describe('a device', () => {
  it('that works no more with what the centre sent brings back what was', async () => {
    const pad = await startRatingPad({ changed: () => undefined })
    onTestFinished(() => pad.stop())
    const deviceLine = (address: string) =>
      `devices: [{ name: pad, profile: generic.rating-pad-5, tcp: "${address}", counter: 5 }]`
    const { keeper, push, content, brokerLine, report } = await startKeptDesk(deviceLine(pad.address))
    const ready = () => keeper.desk()?.agent.devices()[0]?.state === 'ready'
    await until('the pad is ready', ready)
    const closed = await closedAddress()
    await push(signed(7, content(brokerLine, 'counters: [{ id: 5 }]', deviceLine(closed))))
    await until('it is refused', () => report()?.refused !== undefined)
    expect(report()?.refused?.error).toMatch(/^DB-PRV-018 pad: /)
    await until('the pad is ready again', ready)
  }, 120_000)
})

describe('a program that ends while it tries a configuration', () => {
  it('tries it again, and after the third time goes on with what it had', async () => {
    const { keeper, start, content, brokerLine, dataFolder } = await startKeptDesk()
    await keeper.stop()
    const store = new ProvisionStore(dataFolder)
    store.stage(7, content(brokerLine, pauses('Họp giao ban')))
    for (let n = 0; n < 2; n++) store.begin({ isOnline: true, ready: [] })
    const again = await start()
    await until('it is in force', () => readProvisionState(dataFolder).inForce?.revision === 7)
    expect(reasonsOf(again)).toEqual(['Họp giao ban'])
    await again.stop()
    const later = new ProvisionStore(dataFolder)
    later.stage(8, content(brokerLine, pauses('Nghỉ trưa')))
    for (let n = 0; n < 3; n++) later.begin({ isOnline: true, ready: [] })
    const last = await start()
    expect(reasonsOf(last)).toEqual(['Họp giao ban'])
    expect(readProvisionState(dataFolder)).toMatchObject({
      inForce: { revision: 7 },
      trial: null,
      refused: { revision: 8, error: 'DB-PRV-019' },
    })
  }, 120_000)
})

describe('what a person wrote', () => {
  it('can be changed beside what the centre sent, and wins where the centre says nothing', async () => {
    const { keeper, push, content, brokerLine, report, file } = await startKeptDesk()
    await push(signed(7, content(brokerLine, pauses('Họp giao ban'))))
    await until('it is in force', () => report()?.revision === 7)
    await keeper.stop()
    appendFileSync(file, 'log: debug\nretentionDays: 9\n')
    const { config } = loadConfig(file, library)
    expect(config).toMatchObject({ logLevel: 'debug', retentionDays: 9 })
    expect(config?.counters[0]?.settings.pauseReasons).toEqual(['Họp giao ban'])
  }, 120_000)
})

async function closedAddress(): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return `127.0.0.1:${typeof address === 'object' && address ? address.port : 1}`
}
