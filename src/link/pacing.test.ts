import { describe, expect, it } from 'vitest'
import { fakeClock, keptLog } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { draftFact, openTestJournal } from '../../test/support/journals.ts'
import { startTestLink, untilInTime } from '../../test/support/links.ts'
import { startScriptedBroker } from '../../test/support/scripted-broker.ts'
import { until } from '../../test/support/wait.ts'
import { type DeskConfig, deskTopics } from '../contract/index.ts'
import { openSiteConfig } from './site-config.ts'

const topics = deskTopics('vinh-long', 'quay-05')
const isFact = (packet: { topic: string }) => packet.topic === topics.facts
const say = (config: DeskConfig) => [topics.config, JSON.stringify(config), 'retain'] as const

async function startDesk(config: DeskConfig, backlog: number) {
  const clock = fakeClock()
  const [broker, journal] = await Promise.all([startScriptedBroker(), openTestJournal({ clock })])
  const drafts = Array.from({ length: backlog }, () => draftFact())
  if (backlog > 0) await journal.commit({ facts: drafts })
  broker.deliver(...say(config))
  const link = startTestLink({ url: broker.url, journal, clock })
  const facts = () => broker.published.filter(isFact).length
  return { clock, broker, journal, link, facts }
}

describe('the pace that the centre sets', () => {
  it('holds while a backlog drains, and does not slow what happens now', async () => {
    const { clock, journal, link, facts } = await startDesk({ revision: 1, pacing: { drainRate: 50 } }, 100)
    await until('it is known', async () => (await journal.state('site-config')) !== undefined)
    await until('it is online', () => link.status().online)
    clock.advance(250)
    await until('the first is out', () => facts() > 0)
    const waited = await untilInTime(clock, 'the backlog is out', () => facts() === 100, 20)
    expect(waited).toBeGreaterThanOrEqual(1_850)
    // Under a clock that stands still only what is not paced goes out.
    for (let n = 0; n < 20; n++) await journal.commit({ facts: [draftFact()] })
    await until('what happens now is out', () => facts() === 120)
  })

  it('is known again after a restart, before the centre can be reached', async () => {
    const folder = temporaryFolder()
    const first = await openTestJournal({ folder })
    const config: DeskConfig = { revision: 7, pacing: { reconnectSpread: 60_000 } }
    await openSiteConfig(first, keptLog(), () => undefined).take(config)
    await first.close()
    const site = openSiteConfig(await openTestJournal({ folder }), keptLog(), () => undefined)
    await until('it is read', () => site.current() !== undefined)
    expect(site.current()).toEqual(config)
  })

  it('of an older revision changes nothing and is logged; the same again is not written again', async () => {
    const journal = await openTestJournal()
    const log = keptLog()
    let commits = 0
    const counted: typeof journal = {
      ...journal,
      commit(commit) {
        commits++
        return journal.commit(commit)
      },
    }
    await openSiteConfig(journal, log, () => undefined).take({ revision: 3, pacing: { drainRate: 10 } })
    const counting = openSiteConfig(counted, log, () => undefined)
    await counting.take({ revision: 3, pacing: { drainRate: 10 } })
    await counting.take({ revision: 2, pacing: { drainRate: 99 } })
    expect(commits).toBe(0)
    expect(counting.current()).toMatchObject({ revision: 3, pacing: { drainRate: 10 } })
    expect(log.lines.filter((line) => line.level === 'warn')).toHaveLength(1)
    await counting.take({ revision: 4, pacing: { drainRate: 20 } })
    expect([commits, counting.current()?.revision]).toEqual([1, 4])
  })

  it('spreads the return of the desks after an outage', async () => {
    const returns: number[] = []
    for (let desk = 0; desk < 8; desk++) {
      const { clock, broker, journal, link } = await startDesk({ revision: 1, pacing: { reconnectSpread: 300_000 } }, 0)
      await until('it is known', async () => (await journal.state('site-config')) !== undefined)
      await until('it is online', () => link.status().online)
      broker.connections[0]?.destroy()
      await until('it is offline', () => !link.status().online)
      returns.push(await untilInTime(clock, 'it is back', () => broker.connections.length === 2, 1_000))
      await link.stop()
    }
    expect(Math.max(...returns)).toBeGreaterThan(60_000)
    expect(new Set(returns).size).toBeGreaterThan(4)
  })
})

describe('a request during a drain of many thousand facts', () => {
  it('overtakes all but the facts that are under way', async () => {
    let asked = false
    let between = 0
    let arrived = false
    const clock = fakeClock()
    const [broker, journal] = await Promise.all([
      startScriptedBroker({
        publish(packet) {
          if (packet.topic === topics.requests) arrived = true
          else if (asked && !arrived && isFact(packet)) between++
          return 'acknowledge'
        },
      }),
      openTestJournal(),
    ])
    const drafts = Array.from({ length: 500 }, () => draftFact())
    for (let n = 0; n < 20; n++)
      await journal.commit({ facts: drafts.map((draft) => ({ ...draft, id: draftFact().id })) })
    const link = startTestLink({ url: broker.url, journal, receipts: 'none' })
    await until('the drain is on', () => broker.published.filter(isFact).length > 2_000, 60_000)
    const at = clock.wall()
    asked = true
    link.request({
      id: draftFact().id,
      name: 'call.next',
      counter: '5',
      args: {},
      madeAt: new Date(at).toISOString(),
      notAfter: new Date(at + 5_000).toISOString(),
      clock: 'synced',
    })
    await until('the request is out', () => arrived)
    expect(broker.published.filter(isFact).length).toBeLessThan(10_000)
    expect(between).toBeLessThanOrEqual(1_024)
  })
})
