import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { openBrowser } from '../demo/browser.ts'
import { type DeskWorld, pins, startDeskWorld } from './desk-world.ts'
import { isBrowserHere, openDesk, openPage, sticksOut, test, violations } from './pages.ts'

// Walks through every state of the page as an officer does, takes a picture of each, and has each judged by axe.
// With PICTURES=keep the pictures replace those beside this file; else every run would change them by its clock.

const pictures = process.env.PICTURES === 'keep' ? join(import.meta.dirname, 'pictures') : undefined
let world: DeskWorld
let browser: Browser

beforeAll(async () => {
  if (!isBrowserHere) return
  world = await startDeskWorld({ config: { counters: [{ id: 5 }, { id: 6 }] } })
  browser = await openBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await world?.stop()
}, 60_000)

const wrong: string[] = []

/** Takes a picture and what axe has against it. */
async function look(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0)
  await page.waitForFunction('document.fonts.status === "loaded"')
  await page.screenshot(pictures ? { path: join(pictures, `${name}.png`) } : {})
  for (const one of await violations(page)) wrong.push(`${name}: ${one}`)
  if (await sticksOut(page)) wrong.push(`${name}: sticks out`)
}

const key = (page: Page, name: string) => page.locator(`[data-key=${name}]`)
const ticket = (page: Page, words: string | RegExp) => page.locator('#ticket', { hasText: words }).waitFor()

async function signIn(page: Page, name: string, pin: string): Promise<void> {
  await page.locator('#roster button', { hasText: name }).click()
  await page.locator('#pin').fill(pin)
  await page.locator('#signing-go').click()
}

test('every state of the page has its picture, and axe has nothing against any', { timeout: 240_000 }, async () => {
  const page = await openDesk(browser, world.url)
  await page.locator('#waiting', { hasText: /\d/ }).waitFor()
  await look(page, '01-start')
  await page.locator('#sign-in').click()
  await page.locator('#signing[open]').waitFor()
  await page.locator('#roster button', { hasText: 'Nguyễn Thị An' }).click()
  await page.locator('#pin').fill('1234')
  await look(page, '02-sign-in')
  await page.locator('#signing-go').click()
  await page.locator('#signing-state:not([hidden])').waitFor()
  await look(page, '03-sign-in-refused')
  await signIn(page, 'Nguyễn Thị An', pins['cb-an'])
  await page.locator('#signing').waitFor({ state: 'hidden' })

  await key(page, 'next').click()
  await ticket(page, /^A\d+/)
  await look(page, '04-called')
  await key(page, 'begin').click()
  await page.locator('#show[data-phase=running]').waitFor()
  await page.locator('#dossier-code').fill('000.00.01.H62-261122-0007')
  await page.locator('#dossier-form button').click()
  await page.locator('#dossiers li').waitFor()
  // A key that does nothing now says why.
  await key(page, 'begin').click({ force: true })
  await look(page, '05-serving')
  await key(page, 'transfer').click()
  await look(page, '06-transfer')
  await page.locator('#choose-cancel').click()
  await page.locator('#sign-in').click()
  await page.locator('#roster button', { hasText: 'Trần Văn Bình' }).click()
  await page.locator('#parting').waitFor()
  await look(page, '07-hand-over')
  await page.locator('#signing-cancel').click()
  await page.locator('#rating-go').click()
  await page.locator('#rating-state[data-rating=open]').waitFor()
  await look(page, '08-rating')

  const second = await openPage(browser, world.url, { path: 'danh-gia#quay=5', width: 1280, height: 800 })
  await second.locator('[data-at=asking]').waitFor()
  await look(second, '20-pad')
  await second.locator('[data-level="5"]').click()
  await second.locator('#step', { hasText: '2/2' }).waitFor()
  await look(second, '20-pad-more')
  await second.locator('#language').click()
  await look(second, '20-pad-english')
  await second.locator('#language').click()
  await second.locator('#skip').click()
  await second.locator('[data-at=thanks]').waitFor()
  await look(second, '21-pad-thanks')
  await second.setViewportSize({ width: 768, height: 1024 })
  await look(second, '22-pad-upright')
  await page.locator('#rating-state[data-rating=touched]').waitFor()
  await look(page, '09-rating-touched')

  await page.keyboard.press('Shift+F4')
  await page.locator('#locked').waitFor()
  await look(page, '10-locked')
  await page.locator('#unlock').click()
  await signIn(page, 'Nguyễn Thị An', pins['cb-an'])
  await page.locator('#locked').waitFor({ state: 'hidden' })

  await world.cable.pull()
  await page.locator('#link[data-link=offline]').waitFor()
  await key(page, 'finish').click()
  await page.locator('#show[data-phase=none]').waitFor()
  await key(page, 'next').click()
  await page.locator('#provisional').waitFor()
  await look(page, '11-offline')
  await page.setViewportSize({ width: 768, height: 1024 })
  await look(page, '12-offline-tablet')
  await page.setViewportSize({ width: 1280, height: 800 })
  await look(page, '13-offline-wide')
  await page.setViewportSize({ width: 1024, height: 768 })
  await page.goto(`${world.url}#tu-kiem-tra`)
  await page.locator('#check-state[data-state=bad]').waitFor()
  await look(page, '14-self-test-offline')
  await world.cable.plug()
  await page.locator('#link[data-link=online]').waitFor()

  await page.goto(`${world.url}#quay`)
  await key(page, 'hold').click()
  await page.locator('#held button').waitFor()
  await look(page, '23-on-hold')
  await page.keyboard.press('F3')
  await page.locator('#choose[open]').waitFor()
  await look(page, '24-call-back')
  await page.locator('#choose-list button').first().click()
  await page.locator('#show[data-phase=called]').waitFor()
  await key(page, 'pause').click()
  await look(page, '15-pause-reasons')
  await page.locator('#choose-list button').nth(1).click()
  await page.locator('#show[data-mode=paused]').waitFor()
  await look(page, '16-paused')
  await page.keyboard.press('F1')
  await look(page, '17-shortcuts')
  await page.keyboard.press('Escape')
  await key(page, 'close').click()
  await page.locator('#choose-go').click()
  await page.locator('#show[data-mode=closed]').waitFor()
  await look(page, '18-closed')
  await page.locator('#language').click()
  await look(page, '19-closed-english')
  await page.locator('#language').click()

  await page.goto(`${world.url}#thiet-bi`)
  await page.locator('[data-device=rating-1][data-state=ready]').waitFor()
  await look(page, '30-devices')
  await page.locator('#learn-open').click()
  await page.locator('#learn[open]').waitFor()
  await look(page, '31-learn')
  await page.keyboard.press('Escape')
  await world.panel.stop()
  await page.locator('[data-device=keypad-1]:not([data-state=ready])').waitFor()
  await page.locator('[data-device=keypad-1] .trouble').waitFor()
  await look(page, '32-device-lost')
  await page.goto(`${world.url}#ghi-bu`)
  await page.locator('#late button').click()
  await page.locator('#late-problem:not([hidden])').waitFor()
  await look(page, '33-late-entry')
  await page.goto(`${world.url}#tu-kiem-tra`)
  await page.locator('#check-state[data-state=bad]').waitFor()
  await look(page, '34-self-test')
  await page.goto(`${world.url}#ky-thuat`)
  await page.locator('#about .card').first().waitFor()
  await look(page, '35-for-it')
  await page.setViewportSize({ width: 768, height: 1024 })
  await look(page, '36-for-it-tablet')
  expect(wrong).toEqual([])
})
