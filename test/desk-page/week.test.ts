import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { openBrowser } from '../demo/browser.ts'
import { scale } from '../faults/scale.ts'
import { until } from '../support/wait.ts'
import { type DeskWorld, startDeskWorld } from './desk-world.ts'
import { isBrowserHere, openDesk, test } from './pages.ts'

// A page that nobody closes for a week: its clock is turned forward, everything else is as it is.

const week = { days: 7, nights: 3 }
const [hour, day] = [3_600_000, 86_400_000]
const { days, nights } = scale.pick({ short: { days: 2, nights: 1 }, whole: week, long: week })
let world: DeskWorld
let browser: Browser

beforeAll(async () => {
  if (!isBrowserHere) return
  world = await startDeskWorld({ config: { counters: [{ id: 5, doublePress: 0 }] } })
  browser = await openBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await world?.stop()
}, 60_000)

const phase = (page: Page, name: string) => page.locator(`#show[data-phase=${name}]`).waitFor()
const glass = () => world.display.lines().join(' ')

/** A page whose clock the test has. */
async function openWithClock(): Promise<Page> {
  const page = await openDesk(browser, world.url, { prepare: (empty) => empty.clock.install() })
  await page.locator('#link[data-link=online]').waitFor()
  return page
}

/** What the page holds: elements, and bytes of its memory after a collection. */
async function weigh(page: Page): Promise<{ readonly elements: number; readonly megabytes: number }> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  await session.detach()
  return {
    elements: Number(await page.evaluate('document.querySelectorAll("*").length')),
    megabytes: usedSize / 2 ** 20,
  }
}

test(`a page that stays open for ${days} days follows every visit, and holds no more at its end than at its begin`, {
  timeout: 300_000,
}, async () => {
  const page = await openWithClock()
  const visit = async () => {
    world.panel.press('next')
    await phase(page, 'called')
    const number = (await page.locator('#ticket').textContent()) ?? ''
    await until('the display has the same', () => glass().includes(number))
    await page.locator('[data-key=begin]').click()
    await phase(page, 'running')
    await page.locator('[data-key=finish]').click()
    await phase(page, 'none')
    return number
  }
  const numbers = [await visit()]
  const before = await weigh(page)
  for (let n = 0; n < days; n++) {
    // An hour with each of its moments, and the rest of the day as a PC that was left alone.
    await page.clock.runFor(hour)
    await page.clock.fastForward(day - hour)
    numbers.push(await visit())
  }
  expect(new Set(numbers).size).toBe(days + 1)
  const after = await weigh(page)
  // Notices and toasts come and go; what is drawn again and again must not pile up.
  expect(after.elements).toBeLessThan(before.elements + 60)
  expect(after.megabytes).toBeLessThan(before.megabytes + 4)
  // Who enters a visit from paper finds the day of today, not that on which the page was opened.
  await page.locator('#nav [data-view=late]').click()
  const today = await page.evaluate(`new Intl.DateTimeFormat('en-GB').format(new Date())`)
  expect(await page.locator('#late-date').inputValue()).toBe(today)
})

test('a page that was left open finds the desk again after the nights on which the PC was off', {
  timeout: 300_000,
}, async () => {
  const page = await openWithClock()
  for (let night = 0; night < nights; night++) {
    const starts = world.agent.starts()
    world.agent.kill()
    await until('the desk is there again', () =>
      world.client.status().then(
        ({ online }) => online && world.agent.starts() > starts,
        () => false,
      ),
    )
    await page.clock.fastForward(day)
    await until(
      'the page has found the desk',
      async () => {
        await page.clock.runFor(1_000)
        return await page.locator('#page-lost').isHidden()
      },
      60_000,
    )
    world.panel.press('next')
    await phase(page, 'called')
    await page.locator('[data-key=skip]').click()
    await phase(page, 'none')
  }
})
