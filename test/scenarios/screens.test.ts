import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openBrowser } from '../demo/browser.ts'
import { issue, pressBy, quick, sitDown } from '../requirements/counter.ts'
import { until } from '../support/wait.ts'
import { counterOf, type FloorDesk, openFloor, pins } from './floor.ts'
import { canShow, openScreens } from './screens.ts'

// The acceptance scenarios in which a screen is named, as those who look at it see them.

const isShown = canShow()
const show = it.runIf(isShown)
let browser: Browser

beforeAll(async () => {
  if (isShown) browser = await openBrowser()
})
afterAll(() => browser?.close())

show(
  'S1 on the wall: the number stands there with its counter within a second, called once, and nobody else has it',
  async () => {
    const floor = await openFloor({ desks: 2, settings: quick })
    const [five, six] = floor.desks as [FloorDesk, FloorDesk]
    const screens = await openScreens(browser, floor)
    const wall = await screens.centre('/bang')
    const [ticket = '', other = ''] = await issue(floor, 2)
    await sitDown(floor, five, 'cb-a', pins['cb-a'])
    await wall.locator('[data-counter="5"][data-state=idle]').waitFor()

    const pressed = performance.now()
    await five.press('next')
    await wall.locator('#latest-ticket', { hasText: ticket }).waitFor()
    // A second is what was agreed, and what `npm run bench:counter` measures; a machine that runs other tests beside gets more.
    expect(performance.now() - pressed).toBeLessThan(15_000)
    expect(await wall.locator('#latest-counter').textContent()).toContain('5')
    expect(await wall.locator('[data-counter="5"][data-state=serving]').textContent()).toContain(ticket)
    await six.press('next')
    await wall.locator('#latest-ticket', { hasText: other }).waitFor()
    expect(await wall.locator('[data-counter="6"][data-state=serving]').textContent()).toContain(other)
    expect(floor.centre.hall.picture().calls.map((call) => call.ticket)).toEqual([other, ticket])
  },
  180_000,
)

show(
  'S3 on the page: it says that the connection is lost and that work goes on, counts what is unsent, and all is sent when the cable is back',
  async () => {
    const floor = await openFloor({ settings: quick })
    const [desk] = floor.desks as [FloorDesk]
    const screens = await openScreens(browser, floor)
    const page = await screens.desk(desk)
    const tickets = await issue(floor, 8)
    await until('the desk knows who waits', async () => (await counterOf(desk)).waiting?.count === 8, 60_000)
    await page.locator('#link[data-link=online]').waitFor()
    await desk.cable.pull()
    await page.locator('#link-state', { hasText: 'Mất kết nối – vẫn làm việc được' }).waitFor()
    await page.locator('#offline-state', { hasText: /Mất kết nối – vẫn làm việc được, từ \d\d:\d\d/ }).waitFor()

    const unsent = async () =>
      Number(/^(\d+) việc chưa gửi$/.exec((await page.locator('#link-unsent').textContent()) ?? '')?.[1])
    for (const ticket of tickets.slice(0, 3)) {
      await page.locator('[data-key=next]').click()
      await page.locator('#ticket', { hasText: ticket }).waitFor()
      await pressBy('keypad', desk, 'begin')
      await page.locator('[data-key=finish]').click()
      await page.locator('#show[data-phase=none]').waitFor()
      desk.pad.press(4)
      await until('the page counts it', async () => (await unsent()) >= (await desk.backlog()), 60_000)
    }
    expect(await unsent()).toBeGreaterThan(15)
    await desk.cable.plug()
    await page.locator('#link[data-link=online]').waitFor()
    await page.locator('#link-unsent', { hasText: 'đã gửi hết' }).waitFor()
    await floor.settled()
    expect(floor.of(desk, 'service.end').map(({ data }) => data.ticket)).toEqual(tickets.slice(0, 3))
  },
  180_000,
)
