import { type AddressInfo, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { onPage } from '../../agent/agent.fixture.ts'
import { examineFromWithin, surroundingsHere } from '../../agent/doctor/examine.ts'
import { startSessionHelper } from '../../agent/session/helper.ts'
import { sessionDoorPath } from '../../agent/session/paths.ts'
import { connectBroker } from '../../src/broker/index.ts'
import { makeAuthority } from '../support/authority.ts'
import { tlsListener } from '../support/certificates.ts'
import { systemClock } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { centre, desk, startMosquitto } from '../support/mosquitto.ts'
import { has } from '../support/processes.ts'
import { serialPair } from '../support/serial.ts'
import { until } from '../support/wait.ts'
import { type House, startHouse, tellTime } from './house.ts'
import { codesOf } from './judge.ts'
import { type Change, configOf, newPc, type Pc, type RunOptions } from './pc.ts'
import { policyFolder } from './table/pc-faults.ts'

let house: House
beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const keypad = { name: 'keypad-1', profile: 'generic.stx-keypad', counter: 5 }
const press = Buffer.from('023031310333', 'hex')

describe('the doctor finds nothing wrong with', () => {
  const small: readonly (readonly [string, Change, RunOptions?])[] = [
    ['a desk of one counter', {}],
    ['a desk of three counters', { counters: [{ id: 5 }, { id: 6 }, { id: 'tiep-nhan' }] }],
    ['a desk with its page', {}, { page: 'served' }],
    ['an English desk that logs everything', { language: 'en', log: 'debug' }],
    ['a desk whose centre gives no receipts', { broker: undefined }, { until: 'online' }],
    ['a desk with a level set of its own', { counters: [{ id: 5, rating: { levels: 3, scale: '3-2027' } }] }],
    ['a desk with pause reasons and whom to call', { page: { port: 0, help: '113' }, retentionDays: 7 }],
    ['a desk with a rule for what is plugged in', { adopt: [{ profile: 'sony.buzz', counter: 5 }] }],
    ['a desk with a second screen', { page: { port: 0, pad: true } }, { page: 'served' }],
  ]
  for (const [what, change, options] of small) {
    it(what, async () => {
      const pc = newPc(house)
      pc.write({ ...change, broker: { url: house.url, ...('broker' in change ? { receipts: 'none' } : {}) } })
      await pc.run(options)
      await expectHealthy(pc)
    })
  }

  it('a desk whose broker is called localhost', async () => {
    const pc = newPc(house)
    pc.write({ broker: { url: house.url.replace('127.0.0.1', 'localhost') } })
    await pc.run()
    await expectHealthy(pc)
  })

  it.runIf(has('socat'))('a keypad that nobody has pressed yet', async () => {
    const { pc, agent } = await withDevices([{ ...keypad, port: (await serialPair()).port }])
    await until('it is open', () => agent.devices()[0]?.state === 'ready')
    await expectHealthy(pc)
  })

  it('a keypad that was plugged while it spoke, and was pressed since', async () => {
    const heard = [press.subarray(3), press, press]
    const { pc, agent } = await withDevices([{ ...keypad, tcp: await says(Buffer.concat(heard)) }])
    await until('it is heard', () => statsOf(agent)?.events === 2)
    await expectHealthy(pc)
  })

  it('a keypad with one key that its profile does not know', async () => {
    const foreign = Buffer.from('023031410343', 'hex')
    const { pc, agent } = await withDevices([{ ...keypad, tcp: await says(Buffer.concat([press, foreign])) }])
    await until('it is heard', () => statsOf(agent)?.frames === 2)
    await expectHealthy(pc)
  })

  it('a line on which one frame of twenty was damaged', async () => {
    const damaged = Buffer.from('023031310332', 'hex')
    const bytes = Buffer.concat([...Array.from({ length: 19 }, () => press), damaged, press])
    const { pc, agent } = await withDevices([{ ...keypad, tcp: await says(bytes) }])
    await until('it is heard', () => statsOf(agent)?.events === 20)
    await expectHealthy(pc)
  })

  it('a display, a pad, a scanner at rest and a printer with paper', async () => {
    const printer = { name: 'printer-1', profile: 'epson.tm-status', role: 'display', counter: 5 }
    const { pc, agent } = await withDevices([
      { name: 'display-1', profile: 'generic.cd5220', tcp: await says(Buffer.alloc(0)), counter: 5 },
      { name: 'pad-1', profile: 'generic.rating-pad-5', tcp: await says(Buffer.alloc(0)), counter: 5 },
      { name: 'scanner-1', profile: 'generic.qr-serial', tcp: await says(Buffer.alloc(0)), counter: 5 },
      { ...printer, tcp: await says(Buffer.from('10000000', 'hex')) },
    ])
    await until('all are open', () => agent.devices().every(({ state }) => state === 'ready'))
    await expectHealthy(pc)
  })

  it('a desk with an application, its policy, and an officer who is logged on', async () => {
    const pc = newPc(house)
    pc.write({ applications: ['https://motcua.vinhlong.gov.vn'] })
    await pc.run({ page: 'served' })
    let isThere = false
    const helper = startSessionHelper({
      door: sessionDoorPath(pc.dataFolder),
      clock: systemClock,
      open: () => undefined,
      changed(isConnected) {
        isThere = isConnected
      },
    })
    onTestFinished(() => helper.stop())
    await until('the helper waits', () => isThere)
    await expectHealthy(pc, { policyFolders: [join(pc.folder, 'none'), policyFolder()] })
  })

  it('a desk that runs again after a stop, with facts that wait', async () => {
    const pc = newPc(house)
    const first = await pc.run()
    await first.accept(onPage('5', 'call', { action: 'pause', reason: 'Họp' }))
    await expectHealthy(pc)
  })

  it('a desk that is looked at by its own page', async () => {
    const pc = newPc(house)
    const agent = await pc.run()
    const findings = await examineFromWithin(agent, configOf(pc), { ...surroundingsHere(), policyFolders: [] })
    expect(codesOf(findings)).toEqual([])
  })

  it.runIf(has('mosquitto'))('a desk with a password at Mosquitto, fenced by its rights', async () => {
    const { url } = await startMosquitto()
    const pc = newPc(house)
    pc.write({ broker: { url, username: desk.name, password: desk.password } })
    await runAt(pc, { url, username: centre.name, password: centre.password })
  })

  it.runIf(has('mosquitto') && has('openssl'))('a desk with a certificate at Mosquitto', async () => {
    const authority = makeAuthority(temporaryFolder())
    const broker = authority.issue('broker', 'broker')
    const url = (await startMosquitto(tlsListener(broker))).url.replace('mqtt:', 'mqtts:')
    const pc = newPc(house)
    pc.write({ broker: { url, ...authority.issue('vinh-long/quay-05').files } })
    await runAt(pc, { url, ...authority.issue('centre').texts })
  })
})

/** Runs a desk at a broker of its own, whose centre has this account. */
async function runAt(pc: Pc, account: Omit<Parameters<typeof connectBroker>[0], 'clientId'>): Promise<void> {
  const session = await connectBroker({ ...account, clientId: 'clock' })
  onTestFinished(() => session.end())
  const agent = await pc.run({ until: 'online' })
  await until('it has heard the time', async () => {
    await tellTime(session, systemClock.wall())
    return agent.insight.clockAhead() !== undefined
  })
  await expectHealthy(pc)
}

async function expectHealthy(pc: Pc, surroundings: Parameters<Pc['examine']>[0] = {}): Promise<void> {
  const found = await pc.examine(surroundings)
  expect(codesOf(found), found.map(({ error }) => error?.message ?? '').join('\n')).toEqual([])
  expect(found.length).toBeGreaterThan(5)
}

async function withDevices(devices: readonly object[]) {
  const pc = newPc(house)
  pc.write({ devices })
  return { pc, agent: await pc.run() }
}

function statsOf(agent: Awaited<ReturnType<Pc['run']>>) {
  const [first] = agent.diagnostics() as readonly { readonly session?: { events: number; frames: number } }[]
  return first?.session
}

async function says(bytes: Uint8Array): Promise<string> {
  const open = new Set<Socket>()
  const server = createServer((socket) => {
    open.add(socket)
    socket.on('error', () => socket.destroy())
    socket.write(bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of open) socket.destroy()
    server.close()
  })
  return `127.0.0.1:${(server.address() as AddressInfo).port}`
}
