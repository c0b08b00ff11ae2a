import { describe, expect, it } from 'vitest'
import { systemClock, systemRandom } from '../../test/support/faces.ts'
import { draftFact, openTestJournal } from '../../test/support/journals.ts'
import { startTestLink } from '../../test/support/links.ts'
import { type Script, startScriptedBroker } from '../../test/support/scripted-broker.ts'
import { until } from '../../test/support/wait.ts'
import { deskTopics, formatTime } from '../contract/index.ts'
import { uuidv7 } from '../core/index.ts'
import type { Journal } from '../journal/index.ts'

const topics = deskTopics('vinh-long', 'quay-05')
const command = () => ({
  id: uuidv7(systemClock.wall(), systemRandom),
  name: 'display.text',
  counter: '5',
  args: { lines: ['Xin chào'] },
  madeAt: formatTime(systemClock.wall()),
})

describe('a command', () => {
  it('is acknowledged to the broker only when it is on disk (finding 5)', async () => {
    const [broker, journal] = await Promise.all([startScriptedBroker(), openTestJournal()])
    const gate = Promise.withResolvers<void>()
    const slow: Journal = {
      ...journal,
      inbox: { ...journal.inbox, accept: async (incoming) => gate.promise.then(() => journal.inbox.accept(incoming)) },
    }
    startTestLink({ url: broker.url, journal: slow })
    // Before its first fact the link waits for the broker's answers, which come behind the command that is held here.
    const facts = () => broker.published.filter(({ topic }) => topic === topics.facts).length
    await journal.commit({ facts: [draftFact()] })
    await until('the first fact is out', () => facts() === 1)
    broker.connections[0]?.send({
      cmd: 'publish',
      topic: topics.commands,
      payload: JSON.stringify(command()),
      qos: 1,
      messageId: 77,
      dup: false,
      retain: false,
    })
    // The peer reads in order, so a hasty acknowledgement would be seen before the next fact.
    await journal.commit({ facts: [draftFact()] })
    await until('a later fact is out', () => facts() === 2)
    expect(broker.acknowledged).not.toContain(77)
    gate.resolve()
    await until('it is acknowledged', () => broker.acknowledged.includes(77))
    expect(await journal.inbox.pending()).toHaveLength(1)
  })

  it('that came with the CONNACK is not lost', async () => {
    const early = command()
    const script: Script = {
      publish: (packet, peer) => {
        if (packet.topic === topics.state)
          peer.send({
            cmd: 'publish',
            topic: topics.commands,
            payload: JSON.stringify(early),
            qos: 1,
            messageId: 9,
            dup: false,
            retain: false,
          })
        return 'acknowledge'
      },
    }
    const [broker, journal] = await Promise.all([startScriptedBroker(script), openTestJournal()])
    const received: string[] = []
    startTestLink({ url: broker.url, journal, command: ({ id }) => received.push(id) })
    await until('it came', () => received.length > 0)
    expect(received).toEqual([early.id])
  })

  it('repeated by the broker or the centre is carried out once, and answered each time', async () => {
    const [broker, journal] = await Promise.all([startScriptedBroker(), openTestJournal()])
    const received: string[] = []
    const link = startTestLink({
      url: broker.url,
      journal,
      command: ({ id }) => {
        received.push(id)
        void journal.commit({ results: [{ id, state: 'done' }] })
      },
    })
    await until('it is connected', () => link.status().online)
    const same = command()
    const send = (messageId: number) =>
      broker.connections[0]?.send({
        cmd: 'publish',
        topic: topics.commands,
        payload: JSON.stringify(same),
        qos: 1,
        messageId,
        dup: messageId > 1,
        retain: false,
      })
    const results = () => broker.published.filter((packet) => packet.topic === topics.results).length
    send(1)
    await until('the result is out', () => results() === 1)
    send(2)
    await until('the result is out again', () => results() === 2)
    expect(received).toEqual([same.id])
  })

  it('that makes no sense is refused, not repeated for ever', async () => {
    const [broker, journal] = await Promise.all([startScriptedBroker(), openTestJournal()])
    const link = startTestLink({ url: broker.url, journal })
    await until('it is connected', () => link.status().online)
    const nonsense = { ...command(), name: 'desk.explode' }
    broker.connections[0]?.send({
      cmd: 'publish',
      topic: topics.commands,
      payload: JSON.stringify(nonsense),
      qos: 1,
      messageId: 5,
      dup: false,
      retain: false,
    })
    await until('it is refused', () => broker.published.some((packet) => packet.topic === topics.results))
    expect(
      JSON.parse(String(broker.published.find((packet) => packet.topic === topics.results)?.payload)),
    ).toMatchObject({ id: nonsense.id, state: 'refused' })
    expect(broker.acknowledged).toContain(5)
  })
})
