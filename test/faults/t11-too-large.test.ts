import { describe, expect, it } from 'vitest'
import { deskTopics, type Fact } from '../../src/contract/index.ts'
import { openTestCentre } from '../support/centres.ts'
import { fakeClock, keptLog } from '../support/faces.ts'
import { draftFact, openTestJournal } from '../support/journals.ts'
import { startTestLink, untilInTime } from '../support/links.ts'
import { centre, desk, startMosquitto } from '../support/mosquitto.ts'
import { has } from '../support/processes.ts'
import { startScriptedBroker } from '../support/scripted-broker.ts'
import { until } from '../support/wait.ts'

const topics = deskTopics('vinh-long', 'quay-05')

describe.runIf(has('mosquitto'))('a fact that is too large for Mosquitto', () => {
  it.each([
    ['max_packet_size 2000', 5_000_000, 'which it names in the CONNACK, so that it is never sent'],
    ['message_size_limit 1500', 5_000, 'which it answers with PUBACK 0x95, a code that the standard has no place for'],
  ])('(%s; %i bytes) gives its number to a tombstone and the others flow: a limit %s', async (limit, bytes) => {
    const log = keptLog()
    const mosquitto = await startMosquitto([limit])
    const receiver = await openTestCentre(mosquitto.url, centre)
    const journal = await openTestJournal()
    await journal.commit({ facts: [draftFact()] })
    await journal.commit({ facts: [draftFact('x'.repeat(bytes))] })
    for (let n = 0; n < 20; n++) await journal.commit({ facts: [draftFact()] })
    const link = startTestLink({ url: mosquitto.url, journal, log, password: () => desk.password })
    await until('all is receipted', async () => (await journal.status()).backlog === 0, 30_000)
    const whole = receiver.facts.filter((fact) => fact.type === 'deskbridge.counter.paused')
    expect(whole.map((fact) => Number(fact.sequence))).toEqual([1, ...Array.from({ length: 20 }, (_, n) => n + 3)])
    expect((await journal.status()).quarantined).toBe(1)
    const alarms = log.lines.filter((line) => line.fields.code === 'DB-LNK-006')
    expect(alarms.map((line) => line.fields)).toMatchObject([{ sequence: 2, reason: 'too-large' }])
    await until('all is well', () => link.status().online)
  })
})

describe('a fact that is too large for a broker which only hangs up', () => {
  it('is found among a backlog while the centre sleeps, and costs the others less than 5 s', async () => {
    const taken = new Set<number>()
    const clock = fakeClock()
    const [broker, journal] = await Promise.all([
      startScriptedBroker({
        publish(packet) {
          if (packet.topic !== topics.facts) return 'acknowledge'
          if (packet.payload.length > 2_000) return { disconnect: 0x95 }
          taken.add(Number((JSON.parse(String(packet.payload)) as Fact).sequence))
          return 'acknowledge'
        },
      }),
      openTestJournal({ clock }),
    ])
    for (let n = 1; n <= 200; n++) await journal.commit({ facts: [draftFact(n === 100 ? 'x'.repeat(3_000) : 'short')] })
    startTestLink({ url: broker.url, journal, clock })
    await untilInTime(clock, 'it strikes', () => taken.size >= 99)
    const waited = await untilInTime(clock, 'all numbers are taken', () => taken.size === 200)
    expect(waited).toBeLessThan(5_000)
    expect((await journal.status()).quarantined).toBe(1)
  })
})
