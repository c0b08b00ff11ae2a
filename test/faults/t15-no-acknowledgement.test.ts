import { describe, expect, it } from 'vitest'
import { deskTopics, type Fact, formatTime } from '../../src/contract/index.ts'
import { uuidv7 } from '../../src/core/index.ts'
import { fakeClock, keptLog, systemRandom } from '../support/faces.ts'
import { draftFact, openTestJournal } from '../support/journals.ts'
import { startTestLink, untilInTime } from '../support/links.ts'
import { type Script, startScriptedBroker } from '../support/scripted-broker.ts'
import { until } from '../support/wait.ts'
import { scale } from './scale.ts'

const topics = deskTopics('vinh-long', 'quay-05')
const numberOf = (packet: { payload: string | Buffer }) => Number((JSON.parse(String(packet.payload)) as Fact).sequence)
const isFact = (packet: { topic: string }) => packet.topic === topics.facts

async function startDesk(script: Script, count: number) {
  const clock = fakeClock()
  const log = keptLog()
  const [broker, journal] = await Promise.all([startScriptedBroker(script), openTestJournal({ clock })])
  for (let n = 0; n < count; n++) await journal.commit({ facts: [draftFact()] })
  const states: string[] = []
  const link = startTestLink({ url: broker.url, journal, clock, log, changed: ({ state }) => states.push(state) })
  return { clock, log, broker, journal, link, states }
}
const request = (wall: number) => ({
  id: uuidv7(wall, systemRandom),
  name: 'call.next' as const,
  counter: '5',
  args: {},
  madeAt: formatTime(wall),
  notAfter: formatTime(wall + 5_000),
  clock: 'synced' as const,
})

describe('a broker that answers pings and acknowledges', () => {
  it('one fact never: within 31 s a new connection drains, requests flow, and nobody is told that all is well', async () => {
    const script: Script = {
      publish: (packet, peer) =>
        isFact(packet) && numberOf(packet) === 1 && peer.number === 1 ? 'silence' : 'acknowledge',
    }
    const { clock, broker, link, states } = await startDesk(script, 40)
    await untilInTime(clock, 'the facts are out', () => broker.published.filter(isFact).length === 40)
    const toldAfter = await untilInTime(clock, 'it is told', () => link.status().state === 'stalled')
    expect(toldAfter).toBeLessThanOrEqual(6_000)
    link.request(request(clock.wall()))
    await until('the request is out', () => broker.published.some((packet) => packet.topic === topics.requests))
    const renewedAfter = await untilInTime(clock, 'a new connection', () => broker.connections.length === 2)
    expect(toldAfter + renewedAfter).toBeLessThanOrEqual(32_000)
    await untilInTime(clock, 'everything is out again', () => broker.published.filter(isFact).length === 80)
    await until('all is well', () => link.status().online)
    expect(states).toContain('stalled')
    expect(states.at(-1)).toBe('online')
  })

  it('nothing at all: the desk is never called online, and tries for ever', async () => {
    const { clock, broker, link, states } = await startDesk({ publish: () => 'silence' }, 3)
    await untilInTime(clock, 'a third connection', () => broker.connections.length === 3, 200)
    expect(states).not.toContain('online')
    expect(link.status().online).toBe(false)
    expect(broker.published.filter(isFact)).toEqual([])
  })

  it('nothing, not even a subscription', async () => {
    const { clock, broker, states } = await startDesk({ subscribe: () => 'silence' }, 1)
    await untilInTime(clock, 'a third connection', () => broker.connections.length === 3, 200)
    expect(states).not.toContain('online')
  })
})

describe('one fact that the broker never gets past', () => {
  const hangsUp = ['it hangs up each time', { publish: 'destroy' }] as const
  const isSilent = ['it never acknowledges it', { publish: 'silence' }] as const
  it.each(scale.pick({ short: [hangsUp], whole: [hangsUp, isSilent], long: [hangsUp, isSilent] }))(
    '(%s) gives way after ten minutes and five attempts, and the others follow',
    async (_, how) => {
      const poison = (payload: string | Buffer) => String(payload).includes('"bad apple"')
      const taken = new Set<number>()
      const clock = fakeClock()
      const log = keptLog()
      const [broker, journal] = await Promise.all([
        startScriptedBroker({
          publish(packet) {
            if (!isFact(packet)) return 'acknowledge'
            if (poison(packet.payload)) return how.publish
            taken.add(numberOf(packet))
            return 'acknowledge'
          },
        }),
        openTestJournal({ clock }),
      ])
      for (const reason of ['short', 'bad apple', 'short', 'short'])
        await journal.commit({ facts: [draftFact(reason)] })
      const link = startTestLink({ url: broker.url, journal, clock, log })
      // While nothing is connected time may fly.
      const step = () => ({ offline: 1_000, stalled: 200 })[String(link.status().state)] ?? 50
      await untilInTime(clock, 'it strikes', () => broker.connections.length >= 2, step)
      const waited = await untilInTime(clock, 'all numbers are taken', () => taken.size === 4, step)
      expect(waited).toBeGreaterThanOrEqual(570_000)
      expect(waited).toBeLessThanOrEqual(900_000)
      expect(broker.published.filter((packet) => isFact(packet) && poison(packet.payload)).length).toBeGreaterThan(4)
      expect((await journal.status()).quarantined).toBe(1)
      expect(log.lines.find((line) => line.fields.code === 'DB-LNK-006')?.fields).toMatchObject({ reason: 'poison' })
    },
  )

  it('costs no more than that one: where the broker takes nothing on the topic, the rest stays whole', async () => {
    const clock = fakeClock()
    const [broker, journal] = await Promise.all([
      startScriptedBroker({ publish: (packet) => (isFact(packet) ? 'destroy' : 'acknowledge') }),
      openTestJournal({ clock }),
    ])
    for (let n = 0; n < 5; n++) await journal.commit({ facts: [draftFact()] })
    const link = startTestLink({ url: broker.url, journal, clock })
    const step = () => (link.status().state === 'offline' ? 2_000 : 50)
    const later = clock.mono() + scale.pick({ short: 1_500_000, whole: 3_600_000, long: 7_200_000 })
    await untilInTime(clock, 'that time has passed', () => clock.mono() > later, step)
    expect((await journal.status()).quarantined).toBe(1)
    expect((await journal.status()).backlog).toBe(5)
  })
})
