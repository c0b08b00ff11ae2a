import { describe, expect, it } from 'vitest'
import { fakeClock, keptLog, systemClock, systemRandom } from '../../test/support/faces.ts'
import { draftFact, openTestJournal } from '../../test/support/journals.ts'
import { startTestLink } from '../../test/support/links.ts'
import { type Script, startScriptedBroker } from '../../test/support/scripted-broker.ts'
import { until } from '../../test/support/wait.ts'
import { deskTopics, type Fact, formatTime, type Receipt } from '../contract/index.ts'
import { uuidv7 } from '../core/index.ts'
import type { Journal } from '../journal/index.ts'

const topics = deskTopics('vinh-long', 'quay-05')
const isFact = (packet: { topic: string }) => packet.topic === topics.facts
const factsOf = (packets: readonly { topic: string; payload: string | Buffer }[]) =>
  packets.filter(isFact).map((packet) => JSON.parse(String(packet.payload)) as Fact)
const sequences = (facts: readonly Fact[]) => facts.map((fact) => Number(fact.sequence))
const factsIn = async (journal: Journal) => {
  const facts: Fact[] = []
  for await (const fact of journal.facts()) facts.push(fact)
  return facts
}
const commit = (journal: Journal, count: number, reason?: string) =>
  Promise.all(Array.from({ length: count }, () => journal.commit({ facts: [draftFact(reason)] })))

const aRequest = () => ({
  id: uuidv7(systemClock.wall(), systemRandom),
  name: 'call.next' as const,
  counter: '5',
  args: {},
  madeAt: formatTime(systemClock.wall()),
  notAfter: formatTime(systemClock.wall() + 5_000),
  clock: 'synced' as const,
})
const requestsOf = (broker: { published: readonly { topic: string }[] }) =>
  broker.published.filter((packet) => packet.topic === topics.requests)

describe('a fact', () => {
  it('goes out in the order of its number, each once while nothing fails', async () => {
    const [broker, journal] = await Promise.all([startScriptedBroker(), openTestJournal()])
    await commit(journal, 100)
    startTestLink({ url: broker.url, journal })
    await commit(journal, 100)
    await until('all are out', () => factsOf(broker.published).length >= 200)
    expect(sequences(factsOf(broker.published))).toEqual(Array.from({ length: 200 }, (_, index) => index + 1))
  })

  it('larger than the broker takes goes out as a tombstone of its number, and the others flow (finding 1)', async () => {
    const script: Script = {
      connack: () => ({ reasonCode: 0, properties: { maximumPacketSize: 1000 } }),
      publish: (packet) => (String(packet.payload).length > 1000 ? { disconnect: 0x95 } : 'acknowledge'),
    }
    const log = keptLog()
    const [broker, journal] = await Promise.all([startScriptedBroker(script), openTestJournal()])
    await commit(journal, 1)
    await commit(journal, 1, 'x'.repeat(900))
    await commit(journal, 1)
    startTestLink({ url: broker.url, journal, log })
    await until('all three numbers are out', () => factsOf(broker.published).length >= 3)
    const facts = factsOf(broker.published)
    expect(facts.map((fact) => fact.type)).toEqual([
      'deskbridge.counter.paused',
      'deskbridge.tombstone',
      'deskbridge.counter.paused',
    ])
    expect(sequences(facts)).toEqual([1, 2, 3])
    expect(broker.connections).toHaveLength(1)
    expect(log.lines.filter((line) => line.fields.code === 'DB-LNK-006')).toHaveLength(1)
  })

  it.each([
    ['0x90', 0x90],
    ['0x99', 0x99],
  ])('that the broker refuses for good (%s) gives its number to a tombstone', async (_, code) => {
    const script: Script = {
      publish: (packet) =>
        isFact(packet) && String(packet.payload).includes('"poison"') ? { puback: code } : 'acknowledge',
    }
    const [broker, journal] = await Promise.all([startScriptedBroker(script), openTestJournal()])
    await commit(journal, 1, 'poison')
    await commit(journal, 1)
    startTestLink({ url: broker.url, journal })
    await until('the tombstone is out', () => factsOf(broker.published).some((fact) => fact.type.endsWith('tombstone')))
    expect(factsOf(broker.published).find((fact) => fact.type.endsWith('tombstone'))).toMatchObject({
      data: { reason: 'refused' },
    })
  })

  it('that the broker refuses for now (0x87, an ACL slip) is sent again and never given up', async () => {
    let refusing = true
    const script: Script = { publish: (packet) => (isFact(packet) && refusing ? { puback: 0x87 } : 'acknowledge') }
    const [broker, journal] = await Promise.all([startScriptedBroker(script), openTestJournal()])
    await commit(journal, 3)
    startTestLink({ url: broker.url, journal })
    await until('the refusal', () => factsOf(broker.published).length >= 1)
    refusing = false
    const before = factsOf(broker.published).length
    await until('all go out again', () => factsOf(broker.published).length >= before + 3, 8_000)
    const again = factsOf(broker.published).slice(before)
    expect(sequences(again)).toEqual([1, 2, 3])
    expect(again.every((fact) => fact.type === 'deskbridge.counter.paused')).toBe(true)
  })

  it('is under way with no more others than the broker allows (finding 3)', async () => {
    const script: Script = {
      connack: () => ({ reasonCode: 0, properties: { receiveMaximum: 10 } }),
      publish: (packet) => (isFact(packet) ? 'silence' : 'acknowledge'),
    }
    const [broker, journal] = await Promise.all([startScriptedBroker(script), openTestJournal()])
    await commit(journal, 50)
    startTestLink({ url: broker.url, journal })
    await until('the window is full', () => factsOf(broker.published).length >= 6)
    for (let round = 0; factsOf(broker.published).length < 50; round++) {
      const known = broker.published.filter(isFact).slice(round * 6, round * 6 + 6)
      broker.acknowledge(known)
      await until('the next ones', () => factsOf(broker.published).length >= Math.min(50, (round + 2) * 6))
    }
    expect(broker.mostInFlight).toBeLessThanOrEqual(10)
    expect(sequences(factsOf(broker.published))).toEqual(Array.from({ length: 50 }, (_, index) => index + 1))
  })

  it('is not lost among 70,000 that waited, where the message ids of MQTT wrap (finding 4)', async () => {
    const [broker, journal] = await Promise.all([startScriptedBroker(), openTestJournal()])
    await commit(journal, 70_000)
    startTestLink({ url: broker.url, journal, receipts: 'none' })
    await until('all 70,000 are out', () => broker.published.length >= 70_000, 60_000)
    await until('all are marked', async () => (await journal.status()).backlog === 0)
    expect(new Set(factsOf(broker.published).map((fact) => fact.id)).size).toBe(70_000)
  }, 90_000)
})

describe('a broken connection', () => {
  it('sends everything without a receipt again, one at a time until the first acknowledgement', async () => {
    const script: Script = {
      publish: (packet, peer) => (isFact(packet) && peer.number > 1 ? 'silence' : 'acknowledge'),
    }
    const [broker, journal] = await Promise.all([startScriptedBroker(script), openTestJournal()])
    await commit(journal, 5)
    startTestLink({ url: broker.url, journal })
    await until('all are out', () => factsOf(broker.published).length >= 5)
    broker.connections[0]?.destroy()
    await until('the first is out again', () => factsOf(broker.published).length >= 6)
    expect(sequences(factsOf(broker.published)).slice(5)).toEqual([1])
    broker.acknowledge(broker.published.filter(isFact).slice(5))
    await until('the rest follows', () => factsOf(broker.published).length >= 10)
    expect(sequences(factsOf(broker.published)).slice(5)).toEqual([1, 2, 3, 4, 5])
  })

  it('falls back to MQTT 3.1.1 only when the broker refuses the version', async () => {
    const script: Script = { connack: (connection) => ({ reasonCode: connection === 1 ? 0x84 : 0 }) }
    const [broker, journal] = await Promise.all([startScriptedBroker(script), openTestJournal()])
    const link = startTestLink({ url: broker.url, journal })
    await until('it is connected', () => link.status().online)
    expect(link.status().protocol).toBe('MQTT 3.1.1')
  })

  it('taken over by another PC of our name is not fought over', async () => {
    const script: Script = { publish: () => ({ disconnect: 0x8e }) }
    const [broker, journal] = await Promise.all([startScriptedBroker(script), openTestJournal()])
    const errors: (string | undefined)[] = []
    startTestLink({ url: broker.url, journal, changed: ({ error }) => errors.push(error?.code) })
    await until('we were thrown out', () => errors.includes('DB-LNK-003'))
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    expect(broker.connections).toHaveLength(1)
  })
})

describe('a receipt', () => {
  const sendReceipt = (broker: Awaited<ReturnType<typeof startScriptedBroker>>, receipt: Receipt) =>
    broker.connections.at(-1)?.send({
      cmd: 'publish',
      topic: topics.receipts,
      payload: JSON.stringify(receipt),
      qos: 1,
      messageId: 1,
      dup: false,
      retain: true,
    })

  it('marks facts durably, so that a restart sends only what is left', async () => {
    const [broker, journal] = await Promise.all([startScriptedBroker(), openTestJournal()])
    await commit(journal, 4)
    startTestLink({ url: broker.url, journal })
    await until('all are out', () => factsOf(broker.published).length >= 4)
    const third = factsOf(broker.published)[2]
    sendReceipt(broker, { epoch: third?.epoch ?? '', upTo: 3, chain: third?.chain ?? '' })
    await until('it is marked', async () => (await journal.status()).backlog === 1)
    broker.connections[0]?.destroy()
    await until('the rest is out again', () => factsOf(broker.published).length >= 5)
    expect(sequences(factsOf(broker.published)).slice(4)).toEqual([4])
  })

  it('is waited for on a new connection before the first fact', async () => {
    const [broker, journal] = await Promise.all([startScriptedBroker(), openTestJournal()])
    await commit(journal, 3)
    const [, second] = await factsIn(journal)
    const receipt = { epoch: second?.epoch, upTo: 2, chain: second?.chain }
    broker.deliver(topics.receipts, JSON.stringify(receipt), 'retain')
    // Under a clock that stands still nothing goes out because time has passed.
    startTestLink({ url: broker.url, journal, clock: fakeClock() })
    await until('a fact is out', () => factsOf(broker.published).length >= 1)
    expect(sequences(factsOf(broker.published))).toEqual([3])
  })

  it('that does not come within 250 ms is not waited for any longer', async () => {
    const [broker, journal] = await Promise.all([startScriptedBroker(), openTestJournal()])
    await commit(journal, 1)
    const clock = fakeClock()
    const link = startTestLink({ url: broker.url, journal, clock })
    await until('it is connected', () => link.status().online)
    clock.advance(249)
    link.request(aRequest())
    await until('what is said later is out', () => requestsOf(broker).length === 1)
    expect(factsOf(broker.published)).toEqual([])
    clock.advance(1)
    await until('the fact is out', () => factsOf(broker.published).length === 1)
  })
})

describe('a request', () => {
  it('does not wait for the facts that are being sent', async () => {
    const script: Script = { publish: (packet) => (isFact(packet) ? 'silence' : 'acknowledge') }
    const [broker, journal] = await Promise.all([startScriptedBroker(script), openTestJournal()])
    await commit(journal, 100)
    const link = startTestLink({ url: broker.url, journal })
    await until('the window is full', () => factsOf(broker.published).length >= 32)
    link.request(aRequest())
    await until('the request is out', () => requestsOf(broker).length === 1)
  })

  it('made while offline is never sent later', async () => {
    const [broker, journal] = await Promise.all([
      startScriptedBroker({ connack: (connection) => ({ reasonCode: connection < 3 ? 0x88 : 0 }) }),
      openTestJournal(),
    ])
    const link = startTestLink({ url: broker.url, journal })
    link.request(aRequest())
    await until('it is connected', () => link.status().online)
    await commit(journal, 1)
    await until('a fact is out', () => factsOf(broker.published).length >= 1)
    expect(requestsOf(broker)).toEqual([])
  })
})
