import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openBrowser } from '../demo/browser.ts'
import { openFloor, pins } from '../scenarios/floor.ts'
import { canShow, openScreens } from '../scenarios/screens.ts'
import { callNext, issue, onlyDesk, quick, sitDown } from './counter.ts'

const isShown = canShow()
let browser: Browser

beforeAll(async () => {
  if (isShown) browser = await openBrowser()
})
afterAll(() => browser?.close())

describe.runIf(isShown)('R8 the public display and the voice', () => {
  it('have the number and the counter, and no name of anybody', async () => {
    const floor = await openFloor({ settings: quick })
    const desk = onlyDesk(floor)
    const screens = await openScreens(browser, floor)
    const wall = await screens.centre('/bang')
    // Whatever the page is told, shown or not: the voice makes its words of it.
    const heard: string[] = []
    wall.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(String(payload))))
    await wall.reload()
    await issue(floor, 1)
    await sitDown(floor, desk, 'cb-a', pins['cb-a'])
    const ticket = await callNext(desk)
    await wall.locator('#latest-ticket', { hasText: ticket }).waitFor()

    const glass = desk.display.lines().join(' ')
    expect(glass).toContain(ticket)
    const shown = String(await wall.evaluate('document.body.innerText'))
    expect(shown).toContain(ticket)
    expect(shown).toMatch(/\b5\b/)
    expect(heard.join()).toContain(ticket)
    for (const told of [glass, shown, heard.join()]) expect(told).not.toMatch(/cb-a|Nguyễn|Nguyen/)
  }, 180_000)
})
