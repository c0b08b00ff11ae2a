import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../demo/browser.ts'
import { openFloor } from '../scenarios/floor.ts'
import { canShow, openScreens } from '../scenarios/screens.ts'
import { until } from '../support/wait.ts'
import { onlyDesk, quick } from './counter.ts'

const isShown = canShow()
let browser: Browser

beforeAll(async () => {
  if (isShown) browser = await openBrowser()
})
afterAll(() => browser?.close())

describe.runIf(isShown)('R5 a centre without ticket machine, displays and keypads', () => {
  it('works with what the screens show in their place: a ticket, its call, the wall display and the rating', async () => {
    const floor = await openFloor({
      settings: { ...quick, rating: { ...quick.rating, untouched: 60_000 } },
      config: { devices: [], page: { port: 0, pad: true } },
    })
    const desk = onlyDesk(floor)
    const screens = await openScreens(browser, floor)
    const kiosk = await screens.centre('/lay-so')
    await kiosk.locator('[data-field=land]').click()
    await kiosk.locator('#normal').click()
    await kiosk.locator('#number', { hasText: 'A001' }).waitFor()

    const wall = await screens.centre('/bang')
    const officer = await screens.desk(desk)
    await officer.locator('[data-key=next]').click()
    await wall.locator('#latest-ticket', { hasText: 'A001' }).waitFor()
    await wall.locator('[data-counter="5"][data-state=serving]').waitFor()
    await officer.locator('[data-key=begin]').click()
    await officer.locator('#show[data-phase=running]').waitFor()
    await officer.locator('[data-key=finish]').click()

    const pad = await screens.pad(desk)
    await pad.locator('[data-level="4"]').click()
    await until('the centre has it', () => floor.of(desk, 'rating.given').length === 1, 60_000)
    expect(floor.of(desk, 'rating.given').map(({ data }) => [data.ticket, data.level, data.via])).toEqual([
      ['A001', 4, 'screen'],
    ])
    expect((await desk.client.diagnostics()).length).toBe(0)
  }, 180_000)
})
