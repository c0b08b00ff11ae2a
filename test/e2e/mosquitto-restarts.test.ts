import { connectAsync } from 'mqtt'
import { describe, expect, it } from 'vitest'
import { deskTopics } from '../../src/contract/index.ts'
import { openBrokerCentre } from '../support/broker-centre.ts'
import { openBrokerDesk } from '../support/broker-desk.ts'
import { centre as centreAccount, desk as deskAccount, startMosquitto } from '../support/mosquitto.ts'
import { has } from '../support/processes.ts'
import { until } from '../support/wait.ts'

/** How Mosquitto may end, and what it remembers of it afterwards. */
const endings = [
  { persistence: 'on', signal: 'SIGTERM', memory: 'remembers everything' },
  { persistence: 'on', signal: 'SIGKILL', memory: 'remembers what it saved half an hour ago' },
  { persistence: 'off', signal: 'SIGTERM', memory: 'forgets everything' },
  { persistence: 'off', signal: 'SIGKILL', memory: 'forgets everything' },
] as const

describe.runIf(has('mosquitto'))('accepted facts across restarts of Mosquitto', () => {
  for (const { persistence, signal, memory } of endings) {
    it(`take effect once and in order, persistence ${persistence}, ended by ${signal}: it ${memory}`, async () => {
      const broker = await startMosquitto([], { persistence })
      const centre = await openBrokerCentre(broker.url, centreAccount)
      const desk = await openBrokerDesk(broker.url, deskAccount)
      for (let round = 1; round <= 3; round++) {
        const before = centre.applied.length
        const load = desk.accept(100)
        await until('the centre takes facts', () => centre.applied.length > before, 60_000)
        await broker.stop(signal)
        await until('the desk has noticed', () => !desk.link.status().online, 30_000)
        await load
        await desk.accept(50)
        await broker.start()
      }
      await desk.untilReceipted()
      expect(centre.takenOf(desk.name)).toEqual(desk.accepted)
    }, 240_000)
  }

  it('survive a broker that acknowledged them and forgot them before the centre ever saw them', async () => {
    const broker = await startMosquitto([], { persistence: 'off' })
    const desk = await openBrokerDesk(broker.url, deskAccount)
    const witness = await connectAsync(broker.url, {
      username: centreAccount.name,
      password: centreAccount.password,
      clientId: 'witness',
      protocolVersion: 5,
    })
    let seen = 0
    witness.on('message', () => seen++)
    await witness.subscribeAsync(deskTopics('+', '+').facts, { qos: 1 })
    await desk.accept(200)
    await until('the broker has had them all', () => seen >= 200, 60_000)
    await witness.endAsync(true)
    await broker.restart('SIGKILL')
    const centre = await openBrokerCentre(broker.url, centreAccount)
    await desk.untilReceipted()
    expect(centre.takenOf(desk.name)).toEqual(desk.accepted)
  }, 120_000)
})
