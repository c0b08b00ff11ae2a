import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBrowser } from '../demo/browser.ts'
import { expectWhole, issue, quick } from '../requirements/counter.ts'
import { until } from '../support/wait.ts'
import { counterOf, type FloorDesk, openFloor } from './floor.ts'
import { canShow, openScreens } from './screens.ts'

const isShown = canShow()
let browser: Browser

beforeAll(async () => {
  if (isShown) browser = await openBrowser()
})
afterAll(() => browser?.close())

it.runIf(isShown)(
  'a PC that slept until the broker had given it up goes on where it was: the page follows, and a press in its sleep is one call',
  async () => {
    const floor = await openFloor({ desks: 2, settings: { ...quick, requestTimeout: 5_000 } })
    const [sleeper, other] = floor.desks as [FloorDesk, FloorDesk]
    const page = await (await openScreens(browser, floor)).desk(sleeper)
    const tickets = await issue(floor, 3)
    await sleeper.press('next')
    await page.locator('#ticket', { hasText: tickets[0] ?? '' }).waitFor()
    await page.locator('[data-key=begin]').click()
    await page.locator('#show[data-phase=running]').waitFor()
    await floor.settled()

    sleeper.sleep()
    // The keypad has its own power: it says its press again until somebody hears it.
    sleeper.panel.press('next')
    const isAway = () => floor.centre.hall.picture().counters.some((one) => one.place === sleeper.place && !one.online)
    await until('the broker has given it up', isAway, 120_000)
    await other.press('next')
    await until('the other counter goes on', () => other.number() !== undefined, 60_000)
    // Whom the hall had dealt to the sleeper is called by others last.
    const left = tickets.slice(1).find((ticket) => ticket !== other.number()) ?? ''
    sleeper.wake()

    await until('the press is on disk', () => sleeper.panel.presses().every((press) => press.acknowledged), 60_000)
    await page.locator('#link[data-link=online]').waitFor({ timeout: 60_000 })
    const isAsked = async () => (await counterOf(sleeper)).asked.length > 0
    await until(
      'the press has its answer, or the officer reads that there is none',
      async () => !(await isAsked()),
      60_000,
    )
    // A request that went into a connection of before is lost; its officer is told so, and presses again.
    if (sleeper.number() !== left) await sleeper.press('next')
    await until('the next number is on show', () => sleeper.number() === left, 60_000)
    await page.locator('#ticket', { hasText: left }).waitFor()
    await floor.settled()
    expect(floor.of(sleeper, 'service.end').map(({ data }) => data.ticket)).toEqual([tickets[0]])
    expect(floor.of(sleeper, 'ticket.shown').map(({ data }) => data.ticket)).toEqual([tickets[0], left])
    expectWhole(floor)
    expect(await floor.centre.hall.conflicts()).toEqual([])
  },
  300_000,
)
