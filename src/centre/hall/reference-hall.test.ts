import { connectAsync, type MqttClient } from 'mqtt'
import { describe, expect, it, onTestFinished } from 'vitest'
import { openBrokerDesk } from '../../../test/support/broker-desk.ts'
import { keptLog, systemClock, systemRandom } from '../../../test/support/faces.ts'
import { temporaryFolder } from '../../../test/support/folder.ts'
import { until } from '../../../test/support/wait.ts'
import {
  type Command,
  type CommandResult,
  type CountersMessage,
  type DeskConfig,
  deskTopics,
  formatTime,
  type Request,
  type WaitingMessage,
} from '../../contract/index.ts'
import { uuidv7 } from '../../core/index.ts'
import { startEmbeddedBroker } from '../embedded-broker.ts'
import { serveReferenceCentre } from '../reference.ts'
import { smallPlan } from './hall.fixture.ts'

const counters = Array.from({ length: 30 }, (_, n) => `quay-${String(n + 1).padStart(2, '0')}/${n + 1}`)
const plan = {
  ...smallPlan,
  fields: [{ id: 'dat-dai', name: { vi: 'Đất đai' }, prefix: 'A', counters }],
  officers: [{ officer: 'cb-an', name: 'Nguyễn Thị An' }],
}

async function openSite() {
  const broker = await startEmbeddedBroker(0)
  onTestFinished(() => broker.stop())
  let online = false
  const centre = await serveReferenceCentre({
    folder: temporaryFolder(),
    broker: { url: broker.url, clientId: 'centre' },
    plan,
    keepWaiting: 0,
    clock: systemClock,
    random: systemRandom,
    log: keptLog(),
    connected: (now) => {
      online = now
    },
  })
  onTestFinished(() => centre.stop())
  await until('the centre is connected', () => online)
  return { url: broker.url, hall: centre.hall, centre }
}

/** What a desk hears and says, as any MQTT client could. */
class PlainDesk {
  waiting: WaitingMessage | undefined
  config: DeskConfig | undefined
  readonly commands: Command[] = []
  readonly #client: MqttClient
  readonly #counter: string
  readonly #topics

  constructor(client: MqttClient, place: string) {
    const [desk = '', counter = ''] = place.split('/')
    this.#client = client
    this.#counter = counter
    this.#topics = deskTopics('vinh-long', desk)
    client.on('message', (topic, payload) => this.#hear(topic, JSON.parse(payload.toString())))
  }

  static async open(url: string, place: string): Promise<PlainDesk> {
    const client = await connectAsync(url, { clientId: `vinh-long/${place.split('/')[0]}` })
    onTestFinished(() => client.endAsync(true))
    const desk = new PlainDesk(client, place)
    const { commands, waiting, config } = desk.#topics
    await client.subscribeAsync([commands, waiting, config], { qos: 1 })
    await desk.say('state', { online: true, version: '0.0.0' }, true)
    return desk
  }

  async say(topic: 'state' | 'counters' | 'results' | 'requests', message: unknown, retain = false): Promise<void> {
    await this.#client.publishAsync(this.#topics[topic], JSON.stringify(message), { qos: 1, retain })
  }

  /** Asks, and gives the command that answers. */
  async ask(name: Request['name'], args: Request['args'] = {}): Promise<Command> {
    const now = systemClock.wall()
    const id = uuidv7(now, systemRandom)
    const [madeAt, notAfter] = [formatTime(now), formatTime(now + 60_000)]
    await this.say('requests', { id, name, counter: this.#counter, args, madeAt, notAfter, clock: 'synced' })
    const answer = () => this.commands.find(({ inReplyTo }) => inReplyTo === id)
    await until('the answer', () => answer() !== undefined)
    return answer() as Command
  }

  async done({ id }: Command, state: CommandResult['state'] = 'done', error?: string): Promise<void> {
    await this.say('results', { id, state, ...(error === undefined ? {} : { error }) })
  }

  async show(sign: CountersMessage['counters'][number]['sign']): Promise<void> {
    await this.say('counters', { counters: [{ counter: this.#counter, sign }] }, true)
  }

  #hear(topic: string, message: unknown): void {
    if (topic === this.#topics.waiting) this.waiting = message as WaitingMessage
    else if (topic === this.#topics.config) this.config = message as DeskConfig
    else this.commands.push(message as Command)
  }
}

describe('a reference centre with thirty desks', () => {
  it('gives each a ticket of its own when all press at once, and shows and says what they show', async () => {
    const { url, hall } = await openSite()
    for (let n = 0; n < 40; n++) await hall.issue('dat-dai')
    const desks = await Promise.all(counters.map((place) => PlainDesk.open(url, place)))
    await until('every desk knows who waits', () => desks.every(({ waiting }) => waiting?.counters[0]?.waiting === 40))
    const answers = await Promise.all(desks.map((desk) => desk.ask('call.next')))
    const tickets = answers.map(({ args }) => ('ticket' in args ? args.ticket : null))
    expect(new Set(tickets).size).toBe(30)
    for (const [n, desk] of desks.entries()) {
      await desk.done(answers[n] as Command)
      await desk.show({ state: 'serving', ticket: tickets[n] ?? '' })
    }
    await until('the picture shows all thirty', () =>
      hall.picture().counters.every(({ shows, online }) => online && shows?.sign.state === 'serving'),
    )
    await until('the voice has them', () => hall.picture().calls.length === 20)
    await until('every desk knows that ten are left', () =>
      desks.every(({ waiting }) => waiting?.counters[0]?.waiting === 10),
    )
    const [first, second] = desks.map(({ waiting }) => waiting?.counters[0])
    expect(first?.tickets.map(({ ticket }) => ticket)).toEqual(second?.tickets.map(({ ticket }) => ticket))
    expect(first?.numbers?.prefix).not.toBe(second?.numbers?.prefix)
    const blocks = desks.map(({ waiting }) => waiting?.counters[0]?.numbers?.prefix)
    expect(new Set(blocks).size).toBe(30)
    expect(desks[0]?.config).toMatchObject({
      revision: 1,
      officers: [{ officer: 'cb-an' }],
      rating: { scale: '5-2025' },
    })
  })

  it('gives a ticket to the next when its answer came too late', async () => {
    const { url, hall } = await openSite()
    await hall.issue('dat-dai')
    const [one, two] = [await PlainDesk.open(url, 'quay-01/1'), await PlainDesk.open(url, 'quay-02/2')]
    await one.done(await one.ask('call.next'), 'refused', 'late')
    await until('it waits again', async () => (await hall.find('A001'))?.state === 'waiting')
    expect((await two.ask('call.next')).args).toEqual({ ticket: 'A001' })
  })

  it('brings a press on a rating page to the disk of the desk, or says why not', async () => {
    const { url, hall } = await openSite()
    const desk = await PlainDesk.open(url, 'quay-01/1')
    const service = '019ab3f0-0000-7000-8000-000000000001'
    const pressed = hall.press('quay-01/1', { service, level: 4 })
    await until('the desk has the press', () => desk.commands.length === 1)
    expect(desk.commands[0]).toMatchObject({ name: 'rating.press', counter: '1', args: { service, level: 4 } })
    await desk.done(desk.commands[0] as Command)
    await pressed
    const refused = hall.press('quay-01/1', { service, level: 4 })
    const rejected = expect(refused).rejects.toMatchObject({ code: 'DB-HAL-003' })
    await until('the desk has the second', () => desk.commands.length === 2)
    await desk.done(desk.commands[1] as Command, 'refused', 'disk')
    await rejected
    await expect(hall.press('quay-99/9', { service, level: 4 })).rejects.toMatchObject({ code: 'DB-HAL-002' })
  })

  it('takes the facts of a real desk into its records, and learns its counters from them', async () => {
    const { url, hall } = await openSite()
    const desk = await openBrokerDesk(url, { name: 'vinh-long/quay-31' })
    const at = { wall: systemClock.wall(), mono: systemClock.mono(), quality: 'synced' as const }
    const about = { counter: '31', source: 'keypad-1', at }
    const id = () => uuidv7(systemClock.wall(), systemRandom)
    const service = { service: id(), ticket: 'A001', dossiers: [], officer: 'cb-an', provisional: true }
    await hall.issue('dat-dai')
    await desk.journal.commit({
      facts: [
        { ...about, id: id(), type: 'ticket.shown', data: { ticket: 'A001', provisional: true } },
        { ...about, id: id(), type: 'service.begin', data: { ...service, implied: false } },
        { ...about, id: id(), type: 'service.end', data: { ...service, outcome: 'finished' } },
      ],
    })
    await desk.untilReceipted()
    expect(await hall.find('A001')).toMatchObject({ state: 'served', counter: 'quay-31/31' })
    const today = formatTime(systemClock.wall()).slice(0, 10)
    expect((await hall.report(today)).officers).toMatchObject([{ name: 'cb-an', served: 1, notRated: 1 }])
    await until('the counter is there', () => hall.picture().counters.some(({ place }) => place === 'quay-31/31'))
  })
})
