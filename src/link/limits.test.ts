import { describe, expect, it } from 'vitest'
import { fakeClock } from '../../test/support/faces.ts'
import { draftFact, openTestJournal } from '../../test/support/journals.ts'
import { startTestLink, untilInTime } from '../../test/support/links.ts'
import { type Script, startScriptedBroker } from '../../test/support/scripted-broker.ts'
import { until } from '../../test/support/wait.ts'
import { deskTopics } from '../contract/index.ts'

const topics = deskTopics('vinh-long', 'quay-05')
const isFact = (packet: { topic: string }) => packet.topic === topics.facts

async function startDesk(script: Script, count: number) {
  const clock = fakeClock()
  const [broker, journal] = await Promise.all([startScriptedBroker(script), openTestJournal({ clock })])
  for (let n = 0; n < count; n++) await journal.commit({ facts: [draftFact()] })
  const link = startTestLink({ url: broker.url, journal, clock })
  const facts = () => broker.published.filter(isFact).length
  return { clock, broker, journal, link, facts }
}

describe('a broker that', () => {
  it('cannot carry QoS 1 is not used: the desk says why, and asks again now and then', async () => {
    const properties = (connection: number) => (connection > 2 ? {} : { maximumQoS: 0 })
    const { clock, broker, link, facts } = await startDesk(
      { connack: (connection) => ({ reasonCode: 0, properties: properties(connection) }) },
      3,
    )
    await until('it is refused', () => link.status().state === 'refused')
    expect(link.status().error?.code).toBe('DB-LNK-009')
    expect(facts()).toBe(0)
    const waited = await untilInTime(clock, 'it is online', () => link.status().online, 250)
    expect(waited).toBeGreaterThanOrEqual(15_000)
    expect(broker.connections).toHaveLength(3)
  })

  it('keeps no retained messages is not sent any', async () => {
    const { clock, broker, link, facts } = await startDesk(
      { connack: () => ({ reasonCode: 0, properties: { retainAvailable: false } }) },
      3,
    )
    await untilInTime(clock, 'the facts are out', () => facts() === 3)
    expect(link.status().online).toBe(true)
    expect(broker.published.some((packet) => packet.topic === topics.state)).toBe(true)
    expect(broker.published.filter((packet) => packet.retain)).toEqual([])
  })

  it('does not even take a will is used without one', async () => {
    const wills: boolean[] = []
    const { link } = await startDesk(
      {
        connack(_, packet) {
          wills.push(packet.will !== undefined)
          return { reasonCode: packet.will ? 0x9a : 0 }
        },
      },
      0,
    )
    await until('it is online', () => link.status().online)
    expect(wills).toEqual([true, false])
  })

  it.each([1, 2, 3, 5])('takes %i messages at once gets no more, facts and all others together', async (most) => {
    const { clock, broker, link, facts, journal } = await startDesk(
      { connack: () => ({ reasonCode: 0, properties: { receiveMaximum: most } }) },
      50,
    )
    await untilInTime(clock, 'some are out', () => facts() > 10)
    for (let n = 0; n < 5; n++) {
      link.devices([])
      await journal.results.repeat(JSON.stringify({ id: draftFact().id, state: 'done' }))
      await journal.commit({ facts: [draftFact()] })
    }
    await untilInTime(clock, 'all are out', () => facts() === 55)
    await untilInTime(
      clock,
      'results too',
      () => broker.published.filter((p) => p.topic === topics.results).length === 5,
    )
    expect(broker.mostInFlight).toBeLessThanOrEqual(most)
  })

  it('forbids the subscription is asked slowly, and gets nothing that could be lost', async () => {
    let forbid = true
    const { clock, link, facts, broker } = await startDesk(
      { subscribe: (packet) => (forbid ? { suback: packet.subscriptions.map(() => 0x87) } : 'grant') },
      3,
    )
    await untilInTime(clock, 'it is refused', () => link.status().error?.code === 'DB-LNK-022')
    expect(link.status().state).toBe('refused')
    expect(facts()).toBe(0)
    const began = clock.mono()
    await untilInTime(clock, 'two minutes have passed', () => clock.mono() - began > 120_000, 200)
    expect(broker.connections.length).toBeLessThanOrEqual(10)
    forbid = false
    await untilInTime(clock, 'the facts are out', () => facts() >= 3, 200)
  })
})
