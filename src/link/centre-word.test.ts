import { describe, expect, it } from 'vitest'
import { keptLog } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { openTestJournal } from '../../test/support/journals.ts'
import { startTestLink } from '../../test/support/links.ts'
import { startScriptedBroker } from '../../test/support/scripted-broker.ts'
import { until } from '../../test/support/wait.ts'
import { type CountersMessage, type DeskConfig, deskTopics, type WaitingMessage } from '../contract/index.ts'
import type { Journal } from '../journal/index.ts'
import { readKept } from './index.ts'

const topics = deskTopics('vinh-long', 'quay-05')
const at = '2026-11-22T08:00:00.000+07:00'
const waitingFor = (...tickets: string[]): WaitingMessage => ({
  at,
  counters: [{ counter: '5', tickets: tickets.map((ticket) => ({ ticket })), waiting: tickets.length }],
})
const officers: DeskConfig = { revision: 4, officers: [{ officer: 'cb-an', name: 'Nguyễn Thị An' }] }

/** Starts a link whose listener writes down what it is told. What is retained was said before it came. */
async function startListening(
  journal: Journal,
  retained: readonly (readonly [topic: string, message: unknown])[] = [],
) {
  const broker = await startScriptedBroker()
  for (const [topic, message] of retained) broker.deliver(topic, JSON.stringify(message), 'retain')
  const told: (DeskConfig | WaitingMessage | 'heard')[] = []
  const listener = {
    config: (config: DeskConfig) => void told.push(config),
    waiting: (message: WaitingMessage) => void told.push(message),
    heard: () => void told.push('heard'),
  }
  const link = startTestLink({ url: broker.url, journal, listener })
  await until('it is online', () => link.status().online)
  const shown = () =>
    broker.published.filter(({ topic }) => topic === topics.counters).map(({ payload }) => JSON.parse(String(payload)))
  return { broker, link, told, shown }
}

describe('what the centre says beside commands', () => {
  it('is told, and known again after a restart before the centre can be reached', async () => {
    const folder = temporaryFolder()
    const journal = await openTestJournal({ folder })
    const { told } = await startListening(journal, [
      [topics.waiting, waitingFor('A001', 'A002')],
      [topics.config, officers],
    ])
    await until('both are told', () => told.length >= 2)
    expect(told).toHaveLength(2)
    expect(told).toEqual(expect.arrayContaining([waitingFor('A001', 'A002'), officers]))
    await until('both are on disk', async () => Object.keys(await readKept(journal, keptLog())).length === 2)
    await journal.close()
    const again = await openTestJournal({ folder })
    expect(await readKept(again, keptLog())).toEqual({ config: officers, waiting: waitingFor('A001', 'A002') })
  })

  it('shows that it is there only where it was said just now', async () => {
    const { broker, told } = await startListening(await openTestJournal(), [[topics.waiting, waitingFor('A001')]])
    await until('it is told', () => told.length > 0)
    broker.deliver(topics.time, JSON.stringify({ time: at }))
    await until('both were heard', () => told.length >= 2)
    expect(told).toEqual([waitingFor('A001'), 'heard'])
  })

  it('changes nothing where it does not fit', async () => {
    const { broker, told } = await startListening(await openTestJournal())
    broker.deliver(topics.waiting, JSON.stringify({ at, counters: [{ counter: '5' }] }), 'retain')
    broker.deliver(topics.waiting, JSON.stringify({ ...waitingFor('A001'), name: 'Nguyễn Thị An' }))
    broker.deliver(topics.time, JSON.stringify({ time: at }))
    await until('the last was heard', () => told.length > 0)
    expect(told).toEqual(['heard'])
  })

  it('of who waits is told also when the disk takes nothing', async () => {
    const journal = await openTestJournal()
    const failing: Journal = { ...journal, commit: () => Promise.reject(new Error('disk')) }
    const { broker, told, link } = await startListening(failing)
    broker.deliver(topics.waiting, JSON.stringify(waitingFor('A001')))
    await until('it is told', () => told.includes('heard') && told.length === 2)
    expect(told).toContainEqual(waitingFor('A001'))
    expect(link.status().online).toBe(true)
  })
})

describe('what the counters show', () => {
  const idle: CountersMessage = { counters: [{ counter: '5', sign: { state: 'idle' } }] }

  it('is published retained at once, and again on each connection', async () => {
    const { broker, link, shown } = await startListening(await openTestJournal())
    link.counters(idle)
    await until('it is out', () => shown().length === 1)
    expect(broker.published.find(({ topic }) => topic === topics.counters)).toMatchObject({ retain: true, qos: 1 })
    broker.connections.at(-1)?.destroy()
    await until('it is out again', () => shown().length === 2)
    expect(shown()).toEqual([idle, idle])
  })

  it('is not invented before somebody said it', async () => {
    const { broker, shown } = await startListening(await openTestJournal())
    await until('the devices are out', () => broker.published.some(({ topic }) => topic === topics.devices))
    expect(shown()).toEqual([])
  })
})
