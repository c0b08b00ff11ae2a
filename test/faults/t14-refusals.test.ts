import { describe, expect, it } from 'vitest'
import { deskTopics, type Fact } from '../../src/contract/index.ts'
import { fakeClock } from '../support/faces.ts'
import { draftFact, openTestJournal } from '../support/journals.ts'
import { startTestLink, untilInTime } from '../support/links.ts'
import { type Script, startScriptedBroker } from '../support/scripted-broker.ts'
import { until } from '../support/wait.ts'

const topics = deskTopics('vinh-long', 'quay-05')
const codes = [0x10, 0x80, 0x83, 0x87, 0x88, 0x89, 0x90, 0x93, 0x95, 0x97, 0x99, 0x9b, 0x9f] as const
type Code = (typeof codes)[number]
const hex = (code: number) => `0x${code.toString(16)}`

/** What goes out in the end, and how long the link waits at least before it tries again. */
interface Outcome {
  readonly facts: 'whole' | 'too-large' | 'refused'
  readonly wait: number
  readonly alarm?: string
}

const transient: Outcome = { facts: 'whole', wait: 500 }
const refused: Outcome = { facts: 'refused', wait: 0 }

const onPuback: Readonly<Record<Code, Outcome>> = {
  16: { facts: 'whole', wait: 0 },
  128: transient,
  131: transient,
  135: { facts: 'whole', wait: 2_500, alarm: 'DB-LNK-007' },
  136: transient,
  137: transient,
  144: refused,
  147: transient,
  149: { facts: 'too-large', wait: 0 },
  151: { facts: 'whole', wait: 1_000 },
  153: refused,
  155: refused,
  159: transient,
}

/** The first attempts after a refused CONNACK: at once with jitter, or only when somebody may have acted. */
const slow = 15_000
const onConnack: Readonly<Record<Code, { readonly wait: number; readonly error: string }>> = {
  16: { wait: 0, error: 'DB-LNK-001' },
  128: { wait: 0, error: 'DB-LNK-001' },
  131: { wait: 0, error: 'DB-LNK-001' },
  135: { wait: slow, error: 'DB-LNK-002' },
  136: { wait: 0, error: 'DB-LNK-001' },
  137: { wait: 0, error: 'DB-LNK-001' },
  144: { wait: slow, error: 'DB-LNK-002' },
  147: { wait: 0, error: 'DB-LNK-001' },
  149: { wait: slow, error: 'DB-LNK-002' },
  151: { wait: 0, error: 'DB-LNK-001' },
  153: { wait: slow, error: 'DB-LNK-002' },
  155: { wait: slow, error: 'DB-LNK-009' },
  159: { wait: 0, error: 'DB-LNK-001' },
}

const onDisconnect: Readonly<Record<Code, Outcome>> = {
  16: { facts: 'whole', wait: 0 },
  128: { facts: 'whole', wait: 0 },
  131: { facts: 'whole', wait: 0 },
  135: { facts: 'whole', wait: slow },
  136: { facts: 'whole', wait: 0 },
  137: { facts: 'whole', wait: 0 },
  144: refused,
  147: { facts: 'whole', wait: 0 },
  149: { facts: 'too-large', wait: 0 },
  151: { facts: 'whole', wait: 0 },
  153: refused,
  155: refused,
  159: { facts: 'whole', wait: 0 },
}

const fateOf = (fact: Fact) => (fact.type.endsWith('tombstone') ? String(fact.data.reason) : 'whole')
const isPoison = (packet: { topic: string; payload: string | Buffer }) =>
  packet.topic === topics.facts && String(packet.payload).includes('"poison"')

/** Three facts, the second of which the broker objects to. `fates` has those that it took, by number. */
async function startDesk(script: Script) {
  const clock = fakeClock()
  const fates = new Map<number, string>()
  const remembering: Script = {
    ...script,
    publish(packet, peer) {
      const answer = script.publish?.(packet, peer) ?? 'acknowledge'
      if (packet.topic === topics.facts && answer === 'acknowledge') {
        const fact = JSON.parse(String(packet.payload)) as Fact
        fates.set(Number(fact.sequence), fateOf(fact))
      }
      return answer
    },
  }
  const [broker, journal] = await Promise.all([startScriptedBroker(remembering), openTestJournal({ clock })])
  await journal.commit({ facts: [draftFact(), draftFact('poison'), draftFact()] })
  const link = startTestLink({ url: broker.url, journal, clock })
  return { broker, link, clock, fates }
}

describe('a broker that answers a fact with', () => {
  it.each(codes.map((code) => [hex(code), code, onPuback[code]] as const))('PUBACK %s', async (_, code, outcome) => {
    // A code that is not for this message but for now is given once.
    let refusals = 0
    const temporary = outcome.facts === 'whole'
    const { broker, link, clock, fates } = await startDesk({
      publish: (packet) =>
        isPoison(packet) && (!temporary || refusals === 0) && ++refusals ? { puback: code } : 'acknowledge',
    })
    await untilInTime(clock, 'it is refused', () => refusals === 1)
    if (outcome.alarm) await until('the alarm', () => link.status().alarms.some(({ code }) => code === outcome.alarm))
    // 0x10 is no refusal: the broker has the fact, and the receipt will tell.
    const all = () => fates.size === (code === 0x10 ? 2 : 3)
    const waited = await untilInTime(clock, 'all numbers are taken', all)
    expect(waited).toBeGreaterThanOrEqual(outcome.wait)
    expect(fates.get(2)).toBe(code === 0x10 ? undefined : outcome.facts)
    expect([fates.get(1), fates.get(3)]).toEqual(['whole', 'whole'])
    await untilInTime(clock, 'the alarm is over', () => link.status().alarms.length === 0)
    expect(broker.connections).toHaveLength(1)
  })
})

describe('a broker that answers a connection with', () => {
  it.each(codes.map((code) => [hex(code), code, onConnack[code]] as const))('CONNACK %s', async (_, code, outcome) => {
    let attempts = 0
    const { link, clock, fates } = await startDesk({
      connack: () => ({ reasonCode: ++attempts <= 4 ? code : 0 }),
    })
    await until('the first refusal', () => link.status().error !== undefined)
    expect(link.status()).toMatchObject({ online: false, error: { code: outcome.error } })
    expect(link.status().state).toBe(outcome.wait > 0 ? 'refused' : 'offline')
    // Without a will there is one more attempt at once, for a broker that only cannot keep the will.
    const waits = Math.max(1, 5 - attempts)
    const waited = await untilInTime(clock, 'it is tried until it is welcome', () => link.status().online, 250)
    expect(waited).toBeGreaterThanOrEqual(outcome.wait * (code === 0x9b ? 1 : waits))
    await untilInTime(clock, 'everything is taken', () => fates.size === 3)
    expect([...fates.values()]).toEqual(['whole', 'whole', 'whole'])
  })
})

describe('a broker that answers a fact with', () => {
  it.each(codes.map((code) => [hex(code), code, onDisconnect[code]] as const))(
    'DISCONNECT %s',
    async (_, code, outcome) => {
      const temporary = outcome.facts === 'whole'
      let strikes = 0
      const { broker, clock, fates } = await startDesk({
        publish: (packet) =>
          isPoison(packet) && (!temporary || strikes < 2) && ++strikes ? { disconnect: code } : 'acknowledge',
      })
      await untilInTime(clock, 'it strikes', () => strikes === 1)
      const waited = await untilInTime(clock, 'the next connection', () => broker.connections.length === 2, 250)
      expect(waited).toBeGreaterThanOrEqual(outcome.wait)
      await untilInTime(clock, 'all numbers are taken', () => fates.size === 3, 250)
      expect([1, 2, 3].map((number) => fates.get(number))).toEqual(['whole', outcome.facts, 'whole'])
    },
  )
})
