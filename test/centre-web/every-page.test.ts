import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test as vitestTest } from 'vitest'
import { hasBrowser, missingBrowser, openBrowser } from '../demo/browser.ts'
import { bareKeys, complaints, openPage, pairScreen, signIn, testStage } from './browser-stage.ts'
import { dayReport, placeOf } from './hall-plan.ts'

// Browser, pages and server are real; the hall does what the test tells it.

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

describe('every page', () => {
  const open = async (path: string, size: readonly [number, number] = [1280, 900]) => {
    const stage = await testStage({ day: dayReport })
    const page = await openPage(browser, stage, path, { size })
    return { stage, page, hall: stage.hall }
  }
  const isClean = async (page: Page) => expect([...(await complaints(page)), ...(await bareKeys(page))]).toEqual([])

  test.each(['vi', 'en'])('for tickets is clean for axe at each step (%s)', async (language) => {
    const { page } = await open(`/lay-so?lang=${language}`)
    await page.locator('[data-field=dat-dai]').waitFor()
    await isClean(page)
    await page.locator('[data-field=dat-dai]').click()
    await isClean(page)
    await page.locator('#normal').click()
    await page.locator('#at-number').waitFor()
    await isClean(page)
  })

  test.each(['vi', 'en'])('on the wall is clean for axe, with counters in every state (%s)', async (language) => {
    const { page, hall } = await open(`/bang?lang=${language}`)
    await page.locator('[data-counter="1"]').waitFor()
    await isClean(page)
    hall.call(placeOf(2), 'A007')
    hall.sign(placeOf(3), { state: 'paused', reason: 'Họp' })
    hall.sign(placeOf(4), { state: 'closed' })
    hall.call(placeOf(5), 'A012')
    hall.online(placeOf(2), false)
    await page.locator('[data-counter="2"][data-state=away]').waitFor()
    await isClean(page)
  })

  test.each(['vi', 'en'])('for rating is clean for axe in each state (%s)', async (language) => {
    const { stage, page, hall } = await open(`/danh-gia/${place}?lang=${language}`)
    await page.locator('#pair').waitFor()
    await isClean(page)
    const office = await openPage(browser, stage, '/quan-ly')
    await signIn(office)
    await pairScreen(page, office, place)
    await isClean(page)
    hall.arm(place, service)
    await page.locator('[data-level="4"]').click()
    await page.locator('#skip').waitFor()
    await isClean(page)
    await page.locator('#skip').click()
    await page.locator('#skip').click()
    await page.locator('body[data-at=thanks]').waitFor()
    await isClean(page)
  })

  test.each(['vi', 'en'])('of the centre is clean for axe, outside and inside (%s)', async (language) => {
    const { page, hall } = await open(`/quan-ly?lang=${language}`)
    await page.locator('#sign-in').waitFor()
    await isClean(page)
    hall.conflict({ id: 1, ticket: 'A003', places: [place, placeOf(2)], at: [1_000, 2_000], settled: null })
    hall.online(placeOf(2), false)
    hall.sign(placeOf(3), { state: 'paused', reason: 'Họp' })
    await signIn(page)
    await page.locator('.report-table').first().waitFor()
    await page.locator(`[data-place="${place}"] .pads button`).first().click()
    await page.locator('.code').waitFor()
    await isClean(page)
  })

  test.each(['/', '/ve/A001', '/ve/nothing'])('at %s is clean for axe', async (path) => {
    const stage = await testStage()
    await stage.hall.issue('dat-dai')
    const page = await openPage(browser, stage, path, { expected: /404/ })
    if (path !== '/') await page.locator('body[data-state]').waitFor()
    await isClean(page)
  })

  test.each([
    ['/bang', 1024, 768],
    ['/bang', 390, 844],
    ['/quan-ly?lang=vi', 1024, 768],
    ['/quan-ly?lang=vi', 390, 844],
    ['/ve/A001', 320, 640],
    [`/danh-gia/${place}`, 768, 1024],
  ])('at %s does not stick out at %i × %i', async (path, width, height) => {
    const stage = await testStage({ day: dayReport })
    const page = await openPage(browser, stage, path, { size: [width, height], expected: /404/ })
    if (path.startsWith('/quan-ly')) {
      await signIn(page)
      await page.locator('.report-table').first().waitFor()
    }
    await page.waitForLoadState('networkidle')
    expect(await page.evaluate('document.documentElement.scrollWidth > window.innerWidth')).toBe(false)
  })
})
