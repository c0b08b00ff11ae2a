import { connectAsync, type MqttClient } from 'mqtt'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { type Command, deskTopics, formatTime, type Receipt } from '../../src/contract/index.ts'
import { uuidv7 } from '../../src/core/index.ts'
import { type BrokerCentre, openBrokerCentre } from '../support/broker-centre.ts'
import { type BrokerDesk, openBrokerDesk } from '../support/broker-desk.ts'
import { systemClock, systemRandom } from '../support/faces.ts'
import { centre as centreAccount } from '../support/mosquitto.ts'
import { hasRabbitMq, type RabbitMq, startRabbitMq } from '../support/rabbitmq.ts'
import { until } from '../support/wait.ts'

const installed = hasRabbitMq()
/** A start of the node takes ten seconds on an idle machine, and these tests start it three times. */
const patience = 180_000
/** Each test has a desk of its own: the node remembers sessions and retained messages from one test to the next. */
const accounts = ['quay-01', 'quay-02', 'quay-03', 'quay-04', 'quay-05', 'quay-06'].map((desk) => ({
  name: `vinh-long/${desk}`,
  password: 'desk secret',
}))
const account = (number: number) => accounts[number - 1] ?? { name: '', password: '' }
const topicsOf = (desk: BrokerDesk) => deskTopics('vinh-long', desk.name.split('/')[1] ?? '')

describe.runIf(installed)('a desk and a centre over RabbitMQ, which speaks MQTT 3.1.1 only', () => {
  let broker: RabbitMq
  beforeAll(async () => {
    broker = await startRabbitMq(accounts)
  }, patience)

  const client = async (user: { name: string; password: string }, clientId: string): Promise<MqttClient> => {
    const { name: username, password } = user
    const connected = await connectAsync(broker.url, { username, password, clientId, protocolVersion: 4 })
    onTestFinished(() => connected.endAsync(true))
    return connected
  }

  it('finds the older version when the node hangs up on MQTT 5 without a word', async () => {
    const desk = await openBrokerDesk(broker.url, account(1))
    await until('a connection', () => desk.link.status().online, 30_000)
    expect(desk.link.status().protocol).toBe('MQTT 3.1.1')
  }, 120_000)

  it('has each fact take effect once and in order, and its receipt retained for the next connection', async () => {
    const centre = await openBrokerCentre(broker.url, centreAccount)
    const desk = await openBrokerDesk(broker.url, account(2))
    await desk.accept(300)
    await desk.untilReceipted()
    expect(centre.takenOf(desk.name)).toEqual(desk.accepted)

    const watcher = await client(centreAccount, 'watcher')
    const receipts: Receipt[] = []
    const repeated: string[] = []
    watcher.on('message', (topic, payload, packet) => {
      if (topic.endsWith('/facts')) repeated.push(payload.toString())
      else if (packet.retain) receipts.push(JSON.parse(payload.toString()) as Receipt)
    })
    const { facts, receipts: receiptTopic } = topicsOf(desk)
    await watcher.subscribeAsync([facts, receiptTopic], { qos: 1 })
    const { epoch } = await desk.journal.status()
    await until('the retained receipt', () => receipts.length > 0)
    expect(receipts[0]).toMatchObject({ epoch, upTo: 300 })

    // The retained receipt is read before the first fact, so a new connection repeats nothing.
    await desk.relink()
    await desk.accept(1)
    await until('the new fact', () => repeated.length > 0)
    await desk.untilReceipted()
    expect(repeated.map((text) => Number((JSON.parse(text) as { sequence: string }).sequence))).toEqual([301])
    expect(centre.takenOf(desk.name)).toEqual(desk.accepted)
  }, 120_000)

  it('takes an acknowledgement for what it is: the broker has it, the centre does not', async () => {
    // The broker knows the centre and keeps a queue for it.
    const away = await openBrokerCentre(broker.url, centreAccount)
    await away.stop()
    const watcher = await client(centreAccount, 'watcher')
    const seen: string[] = []
    watcher.on('message', (_, payload) => seen.push(payload.toString()))
    const desk = await openBrokerDesk(broker.url, account(3))
    await watcher.subscribeAsync(topicsOf(desk).facts, { qos: 1 })
    await desk.accept(100)
    await until('the broker has all', () => seen.length >= 100, 30_000)
    expect((await desk.journal.status()).backlog).toBe(100)

    const centre = await openBrokerCentre(broker.url, centreAccount)
    await desk.untilReceipted()
    expect(centre.takenOf(desk.name)).toEqual(desk.accepted)
  }, 120_000)

  it('brings a command to the desk that was away when it was sent, and carries its result back', async () => {
    const desk = await openBrokerDesk(broker.url, account(4))
    await until('a first connection', () => desk.link.status().online, 30_000)
    await until('its subscription', () => desk.log.lines.some((line) => line.message === 'connected'))
    const centre = await openBrokerCentre(broker.url, centreAccount)
    await desk.accept(1)
    await desk.untilReceipted()
    await desk.link.stop()

    const command: Command = {
      id: uuidv7(systemClock.wall(), systemRandom),
      name: 'display.text',
      counter: '5',
      args: { lines: ['Xin chờ'] },
      madeAt: formatTime(systemClock.wall()),
    }
    const sender = await client(centreAccount, 'sender')
    await sender.publishAsync(topicsOf(desk).commands, JSON.stringify(command), { qos: 1 })
    await desk.relink()
    await until('the command', () => desk.commands.length > 0, 30_000)
    expect(desk.commands.map(({ id }) => id)).toEqual([command.id])
    await desk.journal.commit({ results: [{ id: command.id, state: 'done' }] })
    await until('its result', () => centre.results.some((result) => result.id === command.id), 30_000)
    expect(centre.results.find((result) => result.id === command.id)).toMatchObject({ state: 'done' })
  }, 120_000)

  it('loses, doubles and reorders nothing when the node is killed under load and comes back with its disk', async () => {
    const centre = await openBrokerCentre(broker.url, centreAccount)
    const desk = await openBrokerDesk(broker.url, account(5))
    await killUnderLoad(desk, centre, () => undefined)
  }, 180_000)

  it('loses, doubles and reorders nothing when the node comes back without its disk', async () => {
    const centre = await openBrokerCentre(broker.url, centreAccount)
    const desk = await openBrokerDesk(broker.url, account(6))
    await killUnderLoad(desk, centre, () => broker.forget())
  }, 180_000)

  async function killUnderLoad(desk: BrokerDesk, centre: BrokerCentre, meanwhile: () => void): Promise<void> {
    let killed: Promise<void> | undefined
    const load = async () => {
      while (killed === undefined) await desk.accept(10)
    }
    const loaded = load()
    await until('the centre takes facts', () => centre.takenOf(desk.name).length > 0, 30_000)
    killed = broker.kill()
    await Promise.all([killed, loaded])
    meanwhile()
    await until('the desk has noticed', () => !desk.link.status().online)
    await desk.accept(100)
    expect((await desk.journal.status()).backlog).toBeGreaterThanOrEqual(100)
    await broker.start()
    await desk.accept(50)
    await desk.untilReceipted()
    expect(centre.takenOf(desk.name)).toEqual(desk.accepted)
  }
})
