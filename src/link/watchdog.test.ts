import { describe, expect, it } from 'vitest'
import { fakeClock, keptLog } from '../../test/support/faces.ts'
import { draftFact, openTestJournal } from '../../test/support/journals.ts'
import { until } from '../../test/support/wait.ts'
import type { BrokerSession } from '../broker/index.ts'
import { Sender } from './sender.ts'
import { Watchdog } from './watchdog.ts'

/** A connection on which nothing ever comes back, or only answers to pings. */
function deadSession(answersPings: boolean) {
  const seen = { published: 0, pings: 0, ended: 0 }
  const session: BrokerSession = {
    protocol: 'MQTT 5',
    receiveMaximum: 65_535,
    maximumPacketSize: 1_000_000,
    publish: () => (seen.published++, new Promise(() => undefined)),
    subscribe: async () => undefined,
    receive: () => undefined,
    ping: () => (seen.pings++, answersPings ? Promise.resolve() : new Promise(() => undefined)),
    end: () => void seen.ended++,
    closed: new Promise(() => undefined),
  }
  return { session, seen }
}

async function watch(answersPings: boolean) {
  const clock = fakeClock()
  const journal = await openTestJournal({ clock })
  const { session, seen } = deadSession(answersPings)
  const log = keptLog()
  const sender = new Sender({
    session,
    delivery: journal.delivery,
    topic: 't',
    clock,
    log,
    after: 'clean',
    receipts: 'centre',
  })
  const watchdog = new Watchdog(session, sender, clock, log)
  await journal.commit({ facts: [draftFact()] })
  sender.wake()
  await until('the fact is out', () => seen.published === 1)
  watchdog.wake()
  return { clock, seen, watchdog, sender }
}

describe('a connection with a fact under way', () => {
  it('that is dead is noticed within 7 s and given up', async () => {
    const { clock, seen } = await watch(false)
    clock.advance(4_900)
    expect(seen).toMatchObject({ pings: 0, ended: 0 })
    clock.advance(2_200)
    expect(seen).toMatchObject({ pings: 1, ended: 1 })
  })

  it('that answers pings but acknowledges nothing is given up after 30 s', async () => {
    const { clock, seen } = await watch(true)
    for (let second = 0; second < 29; second++) {
      clock.advance(1_000)
      await Promise.resolve()
    }
    expect(seen.ended).toBe(0)
    clock.advance(2_000)
    expect(seen.ended).toBe(1)
  })

  it('sleeps when nothing is outstanding', async () => {
    const { clock, seen, watchdog, sender } = await watch(true)
    sender.end()
    watchdog.end()
    clock.advance(600_000)
    expect(seen).toMatchObject({ pings: 0, ended: 0 })
  })
})
