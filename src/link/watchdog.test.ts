import { describe, expect, it, onTestFinished } from 'vitest'
import { fakeClock, keptLog, seededRandom } from '../../test/support/faces.ts'
import { draftFact, openTestJournal } from '../../test/support/journals.ts'
import { untilInTime } from '../../test/support/links.ts'
import { startScriptedBroker } from '../../test/support/scripted-broker.ts'
import { until } from '../../test/support/wait.ts'
import { connectBroker } from '../broker/index.ts'
import { Alarms } from './alarms.ts'
import { newLessons } from './lessons.ts'
import { Outlet } from './outlet.ts'
import { Sender } from './sender.ts'
import { Watchdog } from './watchdog.ts'

/** A real connection to a peer that acknowledges nothing, with one fact under way, under a clock that the test moves. */
async function watch(ping: 'answer' | 'silence') {
  const clock = fakeClock()
  const [broker, journal] = await Promise.all([
    startScriptedBroker({ publish: () => 'silence', ping: () => ping }),
    openTestJournal({ clock }),
  ])
  const session = await connectBroker({ url: broker.url, clientId: 'vinh-long/quay-05' })
  onTestFinished(() => session.end())
  let ended = false
  void session.closed.then(() => {
    ended = true
  })
  const log = keptLog()
  const alarms = new Alarms(log, () => undefined)
  const outlet = new Outlet(session, clock)
  const sender = new Sender({
    outlet,
    delivery: journal.delivery,
    topic: 't',
    clock,
    random: seededRandom(1),
    log,
    alarms,
    lessons: newLessons(),
    after: 'clean',
    receipts: 'centre',
    drainRate: () => undefined,
  })
  const states: string[] = []
  const watchdog = new Watchdog({
    session,
    outlet,
    sender,
    clock,
    log,
    alarms,
    stalled: (state) => states.push(state),
  })
  await journal.commit({ facts: [draftFact()] })
  sender.start()
  await until('the fact is out', () => broker.published.length === 1)
  return { broker, session, journal, clock, watchdog, sender, states, ended: () => ended }
}

describe('a connection with a fact under way', () => {
  it('that is dead is noticed within 7 s and given up', async () => {
    const { broker, clock, ended } = await watch('silence')
    clock.advance(4_900)
    expect(broker.pings).toBe(0)
    clock.advance(200)
    await until('it is pinged', () => broker.pings === 1)
    expect(ended()).toBe(false)
    clock.advance(2_000)
    await until('it is given up', ended)
  })

  it('that brings messages but acknowledges nothing is given up after 30 s all the same', async () => {
    const { broker, session, clock, watchdog, ended } = await watch('answer')
    for (let second = 5; second < 30; second += 5) {
      clock.advance(5_000)
      await session.ping()
      await watchdog.while(Promise.resolve())
    }
    expect(broker.pings).toBeGreaterThan(0)
    expect(ended()).toBe(false)
    clock.advance(5_100)
    await until('it is given up', ended)
  })

  it('that answers pings but acknowledges nothing is given up after 30 s', async () => {
    const { broker, session, clock, ended } = await watch('answer')
    clock.advance(5_000)
    await until('it is pinged', () => broker.pings === 1)
    await session.ping()
    for (let second = 6; second < 30; second++) {
      clock.advance(1_000)
      // A pong of our own comes after the watchdog's, so that one is in by then.
      await session.ping()
    }
    expect(ended()).toBe(false)
    clock.advance(2_000)
    await until('it is given up', ended)
  })

  it('is left alone when nothing is outstanding any more', async () => {
    const { broker, clock, watchdog, sender, ended } = await watch('silence')
    broker.acknowledge(broker.published)
    await until('it is acknowledged', () => sender.underWay().length === 0)
    watchdog.end()
    clock.advance(600_000)
    expect(broker.pings).toBe(0)
    expect(ended()).toBe(false)
  })

  it('is not blamed for the time in which the disk of this PC keeps a message waiting', async () => {
    const { broker, clock, watchdog, ended } = await watch('silence')
    const disk = Promise.withResolvers<void>()
    const taking = watchdog.while(disk.promise)
    clock.advance(60_000)
    expect([broker.pings, ended()]).toEqual([0, false])
    disk.resolve()
    await taking
    clock.advance(4_000)
    expect(broker.pings).toBe(0)
    clock.advance(2_000)
    await until('it is pinged', () => broker.pings === 1)
  })

  it('is called stalled as long as it owes an answer', async () => {
    const { broker, clock, states } = await watch('answer')
    clock.advance(5_000)
    expect(states).toEqual(['stalled'])
    broker.acknowledge(broker.published)
    await untilInTime(clock, 'it moves', () => states.length === 2)
    expect(states).toEqual(['stalled', 'moving'])
  })
})

describe('facts that the broker has and no receipt covers', () => {
  const settled = async () => {
    const all = await watch('answer')
    all.broker.acknowledge(all.broker.published)
    await until('it is acknowledged', () => all.sender.underWay().length === 0)
    const sent = () => all.broker.published.length
    return { ...all, sent }
  }

  it('go out again after 30 s, then after 60 s, and so on', async () => {
    const { broker, clock, sent } = await settled()
    const again = async (count: number) => {
      const waited = await untilInTime(clock, 'it is out again', () => sent() === count, 500)
      broker.acknowledge(broker.published.slice(-1))
      return waited
    }
    const waits = [await again(2), await again(3)]
    for (const [index, wait] of waits.entries()) {
      expect(wait).toBeGreaterThan(29_000 * 2 ** index)
      expect(wait).toBeLessThan(40_000 * 2 ** index)
    }
  })

  it('go out again a second after the centre has said again where it stands, once', async () => {
    const { broker, clock, sent, watchdog } = await settled()
    clock.advance(10_000)
    watchdog.repeated()
    const waited = await untilInTime(clock, 'it is out again', () => sent() === 2)
    expect(waited).toBeLessThan(3_000)
    broker.acknowledge(broker.published.slice(-1))
    watchdog.repeated()
    clock.advance(20_000)
    expect(sent()).toBe(2)
  })
})
