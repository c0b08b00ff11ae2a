import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test as vitestTest } from 'vitest'
import { type Demo, startDemo } from '../../agent/demo/start-demo.ts'
import { systemClock, systemRandom } from '../../agent/system.ts'
import { until } from '../support/wait.ts'
import { hasBrowser, missingBrowser, openBrowser } from './browser.ts'

// Everything here is real: browser, page, agent process, sockets, broker, centre.

const canRun = hasBrowser() || Boolean(process.env.CI)
if (!canRun) process.stderr.write(`\n${missingBrowser}\n\n`)
const test = vitestTest.runIf(canRun)

let folder: string
let demo: Demo
let browser: Browser

beforeAll(async () => {
  if (!canRun) return
  folder = mkdtempSync(join(tmpdir(), 'deskbridge-page-'))
  const entry = join(import.meta.dirname, '../../agent/deskbridge.ts')
  demo = await startDemo({
    dataFolder: folder,
    port: 0,
    language: 'vi',
    entry,
    clock: systemClock,
    random: systemRandom,
  })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await demo?.stop()
  if (folder) rmSync(folder, { recursive: true, force: true })
})

/** A page with its agent online; fails the test afterwards if anything left the page's own origin or went wrong on it. */
async function openPage(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1024, height: 768 } })
  const page = await context.newPage()
  const strange: string[] = []
  const origin = new URL(demo.url).origin
  const note = (url: string) => {
    if (!url.startsWith(`${origin}/`) && !url.startsWith(`${origin.replace('http', 'ws')}/`)) strange.push(url)
  }
  page.on('request', (request) => note(request.url()))
  page.on('websocket', (socket) => note(socket.url()))
  page.on('pageerror', (error) => strange.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') strange.push(message.text())
  })
  onTestFinished(async () => {
    await context.close()
    expect(strange).toEqual([])
  })
  await page.goto(demo.url)
  await page.locator('#agent[data-state=online]').waitFor()
  return page
}

const press = (page: Page, key: string) => page.locator(`[data-key=${key}]`).click()
const countsOf = async (page: Page, row: string) => (await page.locator(`#${row} td`).allTextContents()).map(Number)
const numberIn = async (page: Page, id: string) => Number(await page.locator(`#${id}`).textContent())

/** The facts on the page, oldest first. */
const factsOn = (page: Page) =>
  page
    .locator('#facts li')
    .evaluateAll((rows) =>
      rows.map((row) => ({ sequence: Number(row.dataset.sequence), type: String(row.dataset.type) })).reverse(),
    )

test('a press of a virtual key goes over the wire and comes back as a fact with its delays', async () => {
  const page = await openPage()
  await press(page, 'next')
  await page.locator('#facts li[data-type="call.requested"]').waitFor()
  await page.locator('#facts li[data-type="ticket.shown"]').waitFor()
  expect(await page.locator('#presses li').first().textContent()).toBe('1Gọi sốđã ghi')
  expect(await page.locator('#facts li .delay').allTextContents()).toEqual(
    Array.from({ length: 4 }, () => expect.stringMatching(/^\d+ ms$/)),
  )
  await until('the called number on the display', async () =>
    ((await page.locator('#vfd').getAttribute('aria-label')) ?? '').includes('Moi so A001'),
  )
})

test('a rating on the virtual pad is thanked for with its lamp', async () => {
  const page = await openPage()
  const { pad } = demo.world
  const calledBefore = await numberIn(page, 'called')
  await press(page, 'next')
  await until('another number called', async () => (await numberIn(page, 'called')) > calledBefore)
  await press(page, 'begin')
  await page.locator('#facts li[data-type="service.begin"]').waitFor()
  await press(page, 'finish')
  await page.locator('[data-level="1"][data-lamp=lit]').waitFor()
  await page.locator('[data-level="4"]').click()
  await until('the press at the pad', () => pad.presses().includes(4) && pad.lost() === 0)
  await until('thanks at the pad', () => pad.thanks().includes(4))
  await page.locator('[data-level="1"][data-lamp=dark]').waitFor()
  await page.locator('[data-level="4"][data-lamp=lit]').waitFor()
  await page.locator('#facts li[data-type="rating.touched"]').first().waitFor()
})

test('ten presses with the cable out arrive in order, each once, and call nobody', async () => {
  const page = await openPage()
  const pressedBefore = demo.world.panel.presses().length
  const calledBefore = await numberIn(page, 'called')
  await page.locator('#cable-switch').click()
  await page.locator('#agent[data-state=offline]').waitFor()
  const keys = ['next', 'recall', 'begin', 'hold', 'skip', 'next', 'finish', 'pause', 'open', 'next']
  for (const key of keys) await press(page, key)
  await until('all recorded', async () => (await countsOf(page, 'count-calls'))[1] === pressedBefore + 10)
  expect((await countsOf(page, 'count-calls'))[2]).toBe(pressedBefore)
  expect(await numberIn(page, 'backlog')).toBeGreaterThanOrEqual(10)

  await page.locator('#cable-switch').click()
  await page.locator('#agent[data-state=online]').waitFor()
  const all = pressedBefore + 10
  await until('all at the centre', async () => (await countsOf(page, 'count-calls')).every((count) => count === all))
  await until('nothing waiting', async () => (await numberIn(page, 'backlog')) === 0)
  const facts = await factsOn(page)
  expect(facts.map(({ sequence }) => sequence)).toEqual(facts.map((_, index) => index + 1))
  expect(
    demo.world.panel
      .presses()
      .slice(pressedBefore)
      .map(({ key }) => key),
  ).toEqual(keys)
  expect(await numberIn(page, 'called')).toBe(calledBefore)
})

test('an agent that is killed comes back, and the panel repeats what it had pressed meanwhile', async () => {
  const page = await openPage()
  const before = await countsOf(page, 'count-calls')
  await page.locator('#kill').click()
  await press(page, 'recall')
  await page.locator('#presses li.repeating').waitFor()
  await page.locator('#presses li.repeating').waitFor({ state: 'detached' })
  await until('the press at the centre', async () => (await countsOf(page, 'count-calls'))[2] === (before[2] ?? 0) + 1)
})

test('the page speaks English after one click, and remembers it', async () => {
  const page = await openPage()
  expect(await page.locator('h1').textContent()).toBe('Bàn quầy ảo')
  await page.locator('#language').click()
  expect(await page.locator('h1').textContent()).toBe('Virtual desk')
  expect(await page.locator('[data-key=next]').textContent()).toBe('Next')
  expect(await page.locator('html').getAttribute('lang')).toBe('en')
  await page.reload()
  await page.locator('#agent[data-state=online]').waitFor()
  expect(await page.locator('h1').textContent()).toBe('Virtual desk')
})

test.each([
  [1024, 768],
  [390, 844],
  [320, 640],
])('nothing sticks out at %i × %i', async (width, height) => {
  const page = await openPage()
  await page.setViewportSize({ width, height })
  const sticksOut = await page.evaluate('document.documentElement.scrollWidth > window.innerWidth')
  expect(sticksOut).toBe(false)
})

test('everything can be done with the keyboard', async () => {
  const page = await openPage()
  const before = demo.world.panel.presses().length
  await page.locator('#language').focus()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await until('the press', () => demo.world.panel.presses().length === before + 1)
  expect(demo.world.panel.presses().at(-1)?.key).toBe('next')
})

test('a page that was closed for a while finds everything again', async () => {
  const page = await openPage()
  await page.locator('#count-calls[data-agrees=true]').waitFor()
  const counts = await countsOf(page, 'count-calls')
  const facts = await factsOn(page)
  await page.close()
  const again = await openPage()
  await until('the same counts', async () => (await countsOf(again, 'count-calls')).join() === counts.join())
  expect((await factsOn(again)).slice(0, facts.length)).toEqual(facts)
})
