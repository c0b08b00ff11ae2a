import { connectAsync } from 'mqtt'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test as vitestTest } from 'vitest'
import { serveCentreWeb, serveReferenceCentre, startEmbeddedBroker } from '../../src/centre/index.ts'
import { type Command, deskTopics, formatTime } from '../../src/contract/index.ts'
import { uuidv7 } from '../../src/core/index.ts'
import { hasBrowser, missingBrowser, openBrowser } from '../demo/browser.ts'
import { silentLog, systemClock, systemRandom } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { until } from '../support/wait.ts'
import { openPage, pairScreen, signIn } from './browser-stage.ts'
import { hallPlan, placeOf } from './hall-plan.ts'
import { password } from './stage.ts'

// The pages over the reference centre's own hall, database and broker; only the desk is a plain MQTT client.

const canRun = hasBrowser() || Boolean(process.env.CI)
if (!canRun) process.stderr.write(`\n${missingBrowser}\n\n`)
const test = vitestTest.runIf(canRun)
const place = placeOf(1)
const service = '019ab3f0-0000-7000-8000-000000000001'

let browser: Browser
beforeAll(async () => {
  if (canRun) browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
})

async function openSite() {
  const broker = await startEmbeddedBroker(0)
  onTestFinished(() => broker.stop())
  let online = false
  const common = { clock: systemClock, random: systemRandom, log: silentLog }
  const centre = await serveReferenceCentre({
    ...common,
    ...{
      folder: temporaryFolder(),
      broker: { url: broker.url, clientId: 'centre' },
      plan: hallPlan(2),
      keepWaiting: 0,
    },
    connected(now) {
      online = now
    },
  })
  onTestFinished(() => centre.stop())
  const web = await serveCentreWeb({ ...common, hall: centre.hall, port: 0, host: '127.0.0.1', password })
  onTestFinished(() => web.stop())
  await until('the centre is connected', () => online)
  return { broker, hall: centre.hall, web, at: (path: string) => new URL(path, web.url).href }
}

/** A desk that shows what it is told, and has every press on its disk at once. */
async function openDesk(url: string) {
  const client = await connectAsync(url, { clientId: 'vinh-long/quay-01' })
  onTestFinished(() => client.endAsync(true))
  const topics = deskTopics('vinh-long', 'quay-01')
  const say = (topic: 'state' | 'counters' | 'results' | 'requests', message: unknown) =>
    client.publishAsync(topics[topic], JSON.stringify(message), {
      qos: 1,
      retain: topic === 'state' || topic === 'counters',
    })
  const commands: Command[] = []
  client.on('message', (topic, payload) => {
    if (topic !== topics.commands) return
    const command = JSON.parse(payload.toString()) as Command
    commands.push(command)
    void say('results', { id: command.id, state: 'done' })
    if (command.name === 'counter.show' && command.args.ticket !== null) {
      void say('counters', { counters: [{ counter: '1', sign: { state: 'serving', ticket: command.args.ticket } }] })
    }
  })
  await client.subscribeAsync(topics.commands, { qos: 1 })
  await say('state', { online: true, version: '0.0.0' })
  await say('counters', { counters: [{ counter: '1', sign: { state: 'idle' } }] })
  return {
    commands,
    callNext() {
      const now = systemClock.wall()
      const times = { madeAt: formatTime(now), notAfter: formatTime(now + 60_000), clock: 'synced' }
      return say('requests', { id: uuidv7(now, systemRandom), name: 'call.next', counter: '1', args: {}, ...times })
    },
    arm: () =>
      say('counters', {
        counters: [{ counter: '1', sign: { state: 'idle' }, rating: { service, scale: '5-2025', of: 5 } }],
      }),
  }
}

test('a visit: a number from the kiosk, its call on the wall and on the telephone, and a rating on the pad', async () => {
  const site = await openSite()
  const desk = await openDesk(site.broker.url)
  const opening = { size: [1280, 800] } as const
  const stage = { web: site.web, at: site.at }
  const [kiosk, wall] = [
    await openPage(browser, stage, '/lay-so', opening),
    await openPage(browser, stage, '/bang', opening),
  ]
  await kiosk.locator('[data-field=dat-dai]').click()
  await kiosk.locator('#normal').click()
  await kiosk.locator('#number').getByText('A001').waitFor()

  await desk.callNext()
  await wall.locator('#latest-ticket').getByText('A001').waitFor()
  await wall.locator('[data-counter="1"][data-state=serving]').waitFor()
  const look = await openPage(browser, stage, '/ve/A001?lang=vi', opening)
  await look.locator('body[data-state=called]').waitFor()

  const office = await openPage(browser, stage, '/quan-ly?lang=vi', opening)
  await signIn(office)
  await office.locator(`[data-place="${place}"]`).getByText('A001').waitFor()
  const pad = await openPage(browser, stage, `/danh-gia/${place}`, opening)
  await pairScreen(pad, office, place)
  await desk.arm()
  await pad.locator('[data-level="4"]').click()
  await pad.locator('#question').getByText('Thái độ').waitFor()
  const press = desk.commands.find(({ name }) => name === 'rating.press')
  expect(press?.args).toEqual({ service, level: 4 })
})
