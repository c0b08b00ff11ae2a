import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test as vitestTest } from 'vitest'
import { qrCodeOf } from '../../src/centre/web/page/qr/qr.ts'
import { hasBrowser, missingBrowser, openBrowser } from '../demo/browser.ts'
import { openPage, quickest, testStage, textOf } from './browser-stage.ts'
import { placeOf } from './hall-plan.ts'

// Browser, pages and server are real; the hall does what the test tells it.

const canRun = hasBrowser() || Boolean(process.env.CI)
if (!canRun) process.stderr.write(`\n${missingBrowser}\n\n`)
const test = vitestTest.runIf(canRun)

let browser: Browser

beforeAll(async () => {
  if (canRun) browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
})

describe('the ticket page', () => {
  test('gives a number in two touches, says how many are before it, and returns', async () => {
    const stage = await testStage()
    await stage.hall.issue('ho-tich')
    const page = await openPage(browser, stage, '/lay-so')
    await page.locator('[data-field=ho-tich]').click()
    await page.locator('#priority').click()
    await page.locator('#at-number').waitFor()
    expect(await textOf(page, '#number')).toBe('B002')
    expect(await textOf(page, '#ahead')).toBe('Còn 1 người phía trước')
    expect(await page.locator('#slip-priority').isVisible()).toBe(true)
    await page.locator('#at-fields').waitFor()
    expect(await page.locator('#at-number').isVisible()).toBe(false)
  })

  test('has targets of at least 72 px, and nothing sticks out on an upright screen', async () => {
    const stage = await testStage()
    const page = await openPage(browser, stage, '/lay-so', { size: [768, 1024] })
    await page.locator('[data-field=ho-tich]').waitFor()
    const small = await page
      .locator('.field-button')
      .evaluateAll((all) =>
        all.map((one) => one.getBoundingClientRect()).filter(({ width, height }) => Math.min(width, height) < 72),
      )
    expect(small).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth > window.innerWidth')).toBe(false)
    expect(await page.evaluate('document.documentElement.scrollHeight > window.innerHeight')).toBe(false)
  })

  test('can be used with the keyboard alone', async () => {
    const stage = await testStage()
    const page = await openPage(browser, stage, '/lay-so')
    await page.locator('[data-field=dat-dai]').waitFor()
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.locator('#at-who').waitFor()
    await page.keyboard.press('Enter')
    await page.locator('#at-number').waitFor()
    expect(await textOf(page, '#number')).toBe('A001')
    await page.keyboard.press('Enter')
    await page.locator('#at-fields').waitFor()
  })

  test('prints a slip of 72 mm with the number and no buttons', async () => {
    const stage = await testStage()
    const page = await openPage(browser, stage, '/lay-so')
    await page.locator('[data-field=dat-dai]').click()
    await page.locator('#normal').click()
    await page.locator('#at-number').waitFor()
    await page.emulateMedia({ media: 'print' })
    const width = await page.locator('.slip').evaluate((slip) => (slip.getBoundingClientRect().width / 96) * 25.4)
    expect(Math.round(width)).toBe(72)
    expect(await page.locator('#number').isVisible()).toBe(true)
    expect(await page.locator('header').isVisible()).toBe(false)
    expect(await page.locator('#done').isVisible()).toBe(false)
  })

  test('shows a code that telephones follow the number with, unless its own address leads to itself', async () => {
    const stage = await testStage()
    const taken = async (path: string) => {
      const page = await openPage(browser, stage, path)
      await page.locator('[data-field=dat-dai]').click()
      await page.locator('#normal').click()
      await page.locator('#at-number').waitFor()
      return page
    }
    const page = await taken('/lay-so?address=https://so.vinhlong.gov.vn')
    const ticket = await textOf(page, '#number')
    const drawn = await page.locator('#look path').getAttribute('d')
    const code = qrCodeOf(`https://so.vinhlong.gov.vn/ve/${ticket}`) ?? []
    expect(drawn?.match(/M/g)).toHaveLength(code.flat().filter(Boolean).length)
    expect(await page.locator('#look').isVisible()).toBe(true)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('#look svg').isVisible()).toBe(true)
    expect(await (await taken('/lay-so')).locator('#look').isVisible()).toBe(false)
  })

  test('says so when the centre cannot be reached, and goes on when it is back', async () => {
    const stage = await testStage()
    const page = await openPage(browser, stage, '/lay-so', { expected: /ERR_|WebSocket/ })
    await page.locator('[data-field=dat-dai]').click()
    const { port } = stage.web
    await stage.web.stop()
    await page.locator('#normal').click()
    await page.locator('#at-failed').waitFor()
    expect(await textOf(page, '#failed-why')).toBe('Mất kết nối với máy chủ')
    await testStage({ port })
    await page.locator('#lost').waitFor({ state: 'hidden' })
  })

  test('speaks English after one touch, and Vietnamese again for the next citizen', async () => {
    const stage = await testStage()
    const page = await openPage(browser, stage, '/lay-so')
    await page.locator('#language').click()
    await page.locator('h2').getByText('What are you here for?').waitFor()
    await page.locator('[data-field=dat-dai]').click()
    await page.locator('#normal').click()
    await page.locator('#ahead').getByText('You are next').waitFor()
    await page.locator('#done').click()
    await page.locator('h2').getByText('Ông/bà cần làm việc gì?').waitFor()
  })
})

describe('the wall display', () => {
  test('shows a call, a pause and an end within a second', async () => {
    const stage = await testStage({ counters: 30 })
    const page = await openPage(browser, stage, '/bang', { size: [1920, 1080] })
    await page.locator('[data-counter="30"]').waitFor()
    const shown = await quickest(page, (time) => ({
      shows: `#latest-ticket:has-text("A01${time}")`,
      act: () => stage.hall.call(placeOf(12), `A01${time}`),
    }))
    expect(await textOf(page, '#latest-counter')).toBe('12')
    const closed = await quickest(page, (time) => ({
      shows: `[data-counter="5"][data-state=paused]:has-text("Họp ${time}")`,
      act: () => stage.hall.sign(placeOf(5), { state: 'paused', reason: `Họp ${time}` }),
    }))
    expect(await textOf(page, '[data-counter="5"] .ticket')).toBe('Tạm nghỉ')
    expect(Math.max(shown, closed)).toBeLessThan(1_000)
    stage.hall.online(placeOf(12), false)
    await page.locator('[data-counter="12"][data-state=away]').waitFor()
  })

  test('holds thirty counters with numbers that can be read from ten metres', async () => {
    const stage = await testStage({ counters: 30 })
    for (let counter = 1; counter <= 30; counter++) stage.hall.call(placeOf(counter), `A${100 + counter}`)
    const page = await openPage(browser, stage, '/bang', { size: [1920, 1080] })
    await page.locator('[data-counter="30"]').waitFor()
    expect(await page.evaluate('document.documentElement.scrollHeight > window.innerHeight')).toBe(false)
    const cells = await page.locator('#counters li').evaluateAll((all) =>
      all.map((cell) => {
        const ticket = cell.querySelector('.ticket')
        const edge = cell.getBoundingClientRect()
        const text = ticket?.getBoundingClientRect()
        const size = text?.height ?? 0
        return { size, fits: text !== undefined && text.right <= edge.right && text.bottom <= edge.bottom }
      }),
    )
    expect(cells.every(({ fits }) => fits)).toBe(true)
    // A line is as high as its letters' size, and a capital 0.7 of that: 60 px of 1080 are 38 mm on a display of 55 inches.
    expect(Math.min(...cells.map(({ size }) => size * 0.7))).toBeGreaterThan(60)
  })

  test('says clearly that it lost the centre, and finds it again by itself', async () => {
    const stage = await testStage()
    const page = await openPage(browser, stage, '/bang', { expected: /ERR_|WebSocket/ })
    await page.locator('[data-counter="1"]').waitFor()
    const { port } = stage.web
    await stage.web.stop()
    await page.locator('#lost').waitFor()
    expect(await textOf(page, '#lost')).toMatch(/^Mất kết nối với máy chủ Thông tin từ \d\d:\d\d/)
    await testStage({ port })
    await page.locator('#lost').waitFor({ state: 'hidden' })
  })
})

describe("the citizen's look", () => {
  test('follows the ticket to its counter', async () => {
    const stage = await testStage()
    await stage.hall.issue('dat-dai')
    const page = await openPage(browser, stage, '/ve/a001?lang=vi', { size: [390, 700] })
    await page.locator('body[data-state=waiting]').waitFor()
    expect(await textOf(page, '#how')).toBe('Sắp đến lượt ông/bà')
    stage.hall.call(placeOf(3), 'A001')
    await page.locator('body[data-state=called]').waitFor()
    expect(await textOf(page, '#how')).toBe('Mời ông/bà đến quầy 3')
  })
})
