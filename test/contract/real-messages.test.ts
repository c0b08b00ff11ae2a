import { describe, expect, it, onTestFinished } from 'vitest'
import { CounterRuntime } from '../../agent/counter-runtime.ts'
import { connectBroker } from '../../src/broker/index.ts'
import { startEmbeddedBroker } from '../../src/centre/index.ts'
import {
  type CallAction,
  type CounterCommand,
  type DeskInput,
  defaultRoot,
  parseTopic,
} from '../../src/contract/index.ts'
import { uuidv7 } from '../../src/core/index.ts'
import { defaultSettings } from '../../src/counter/index.ts'
import { openTestCentre } from '../support/centres.ts'
import { keptLog, systemClock, systemRandom } from '../support/faces.ts'
import { draftFact, openTestJournal } from '../support/journals.ts'
import { startTestLink } from '../support/links.ts'
import { until } from '../support/wait.ts'
import { messagesIn } from './document.ts'

interface Heard {
  readonly topic: string
  readonly payload: unknown
}

/** How long a slow machine may take for what takes a moment. */
const patience = 15_000

/** Hears everything that goes through the broker. */
async function listen(url: string): Promise<readonly Heard[]> {
  const heard: Heard[] = []
  const session = await connectBroker({ url, clientId: 'witness' })
  onTestFinished(() => session.end())
  session.receive(async ({ topic, payload }) => {
    heard.push({ topic, payload: JSON.parse(Buffer.from(payload).toString('utf8')) })
  })
  await session.subscribe([`${defaultRoot}/#`])
  return heard
}

/** A desk with one counter and a reference centre, over the embedded broker. */
async function startDesk() {
  const broker = await startEmbeddedBroker(0)
  onTestFinished(() => broker.stop())
  const heard = await listen(broker.url)
  const [journal] = await Promise.all([openTestJournal(), openTestCentre(broker.url)])
  const link = startTestLink({
    url: broker.url,
    journal,
    command: (command) => void counter.command(command as CounterCommand),
  })
  const counter = await CounterRuntime.start('5', defaultSettings, {
    journal,
    clock: systemClock,
    random: systemRandom,
    log: keptLog(),
    clockQuality: () => link.clockQuality(),
    show: () => undefined,
    request: (request) => link.request(request),
  })
  onTestFinished(() => counter.stop())
  return { counter, journal, link, heard }
}

const named = (heard: readonly Heard[], name: string) => heard.filter(({ topic }) => parseTopic(topic)?.name === name)
const input = (source: string) => ({ id: uuidv7(systemClock.wall(), systemRandom), source, counter: '5' })
const press = (action: CallAction): DeskInput => ({ ...input('keypad-1'), kind: 'call', action, via: 'keypad' })

describe('what really goes over the broker', () => {
  it('is what the document says, each message exactly one of its topic', async () => {
    const { counter, journal, link, heard } = await startDesk()
    await until('the link is up', () => link.status().online, patience)
    link.devices([
      { name: 'keypad-1', profile: 'generic/stx-keypad', role: 'call-keypad', counter: '5', state: 'ready' },
    ])
    for (const action of ['open', 'next', 'next'] as const) await counter.accept(press(action))
    await until('a number is shown', () => counter.sign.state === 'serving', patience)
    await counter.accept(press('begin'))
    await counter.accept({ ...input('scanner-1'), kind: 'scan', text: '000.00.01.H62-261122-0007' })
    await counter.accept(press('finish'))
    await counter.accept({ ...input('rating-1'), kind: 'rating', level: 5, via: 'keypad' })
    await counter.accept(press('pause'))
    await until('the centre has all', async () => (await journal.status()).backlog === 0, patience)
    const topics = ['facts', 'requests', 'receipts', 'commands', 'results', 'state', 'devices', 'time']
    await until('every topic was used', () => topics.every((name) => named(heard, name).length > 0), patience)

    const misfits = heard.filter(({ topic, payload }) => messagesIn(topic, payload).length !== 1)
    expect(misfits).toEqual([])
    const types = new Set(heard.flatMap(({ topic, payload }) => messagesIn(topic, payload)))
    expect([...types].filter((name) => name.startsWith('fact.')).length).toBeGreaterThanOrEqual(9)
  }, 60_000)

  it('also when a number goes out as a tombstone', async () => {
    const broker = await startEmbeddedBroker(0)
    onTestFinished(() => broker.stop())
    const [heard, journal] = await Promise.all([listen(broker.url), openTestJournal(), openTestCentre(broker.url)])
    await journal.commit({ facts: [draftFact(), draftFact()] })
    const [first] = await journal.delivery.read(await journal.delivery.start(), 1)
    if (!first) throw new Error('no fact to quarantine')
    await journal.delivery.quarantine(first.position, 'too-large')
    startTestLink({ url: broker.url, journal })
    await until('the centre has both', async () => (await journal.status()).backlog === 0, patience)
    const facts = named(heard, 'facts').map(({ topic, payload }) => messagesIn(topic, payload))
    expect(facts.slice(0, 2)).toEqual([['fact.tombstone'], ['fact.counter.paused']])
  }, 60_000)
})
