import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test as vitestTest } from 'vitest'
import { hasBrowser, missingBrowser, openBrowser } from '../demo/browser.ts'
import { until } from '../support/wait.ts'
import { openPage, pairScreen, quickest, signIn, testStage, textOf } from './browser-stage.ts'
import { dayReport, placeOf } from './hall-plan.ts'
import { password } from './stage.ts'

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

describe('the rating pad', () => {
  async function pair() {
    const stage = await testStage({ day: dayReport })
    const office = await openPage(browser, stage, '/quan-ly?lang=vi', { expected: /ERR_|WebSocket/ })
    await signIn(office)
    const page = await openPage(browser, stage, `/danh-gia/${place}`, { expected: /409|ERR_|WebSocket/ })
    await pairScreen(page, office, place)
    return { ...stage, page, office }
  }

  test('is paired by a code, is idle until somebody may rate, and idle again when the window closes', async () => {
    const { page, hall, office } = await pair()
    const changed = await quickest(page, (time) =>
      time === 2
        ? { shows: '#idle', act: () => hall.disarm(place) }
        : { shows: '#asking', act: () => hall.arm(place, service, 'supplement') },
    )
    expect(changed).toBeLessThan(1_000)
    expect(await textOf(page, '#occasion')).toBe('Yêu cầu bổ sung hồ sơ')
    expect(await page.locator('.level b').allTextContents()).toEqual([
      ...['Rất không hài lòng', 'Không hài lòng', 'Bình thường', 'Hài lòng', 'Rất hài lòng'],
    ])
    hall.disarm(place)
    await page.locator('#idle').waitFor()
    await office.locator(`[data-place="${place}"]`).getByText('1 màn hình').waitFor()
  })

  test('marks the press, asks more, thanks, and lets the last press win', async () => {
    const { page, hall } = await pair()
    hall.arm(place, service)
    await page.locator('[data-level="4"]').click()
    await page.locator('[data-level="4"][aria-pressed=true]').waitFor()
    await page.locator('#question').getByText('Thái độ của cán bộ').waitFor()
    await page.locator('[data-level="5"]').click()
    await page.locator('#question').getByText('Thời gian giải quyết').waitFor()
    await page.locator('#skip').click()
    await page.locator('body[data-at=thanks]').waitFor()
    await page.locator('[data-level="2"]').click()
    await until('three presses', () => hall.presses.length === 3)
    expect(hall.presses).toEqual([
      { place, service, level: 4 },
      { place, service, level: 5, question: 'thai-do' },
      { place, service, level: 2 },
    ])
    await page.locator('[data-level="2"][aria-pressed=true]').waitFor()
  })

  test('takes the mark away and asks again when a press was not recorded', async () => {
    const { page, hall } = await pair()
    hall.arm(place, service)
    hall.failPresses(true)
    await page.locator('[data-level="1"]').click()
    await page.locator('.news[data-state=failed]').waitFor()
    expect(await page.locator('[aria-pressed=true]').count()).toBe(0)
  })

  test('keeps nothing of one citizen for the next', async () => {
    const { page, hall } = await pair()
    hall.arm(place, service)
    await page.locator('[data-level="1"]').click()
    await until('the press', () => hall.presses.length === 1)
    hall.arm(place, service.replace(/1$/, '2'))
    await page.locator('#asking').waitFor()
    await until('no mark', async () => (await page.locator('[aria-pressed=true]').count()) === 0)
  })

  test('stays paired over a new start of the browser page, and asks for a code once it is unpaired', async () => {
    const { page, office } = await pair()
    await page.reload()
    await page.locator('#idle').waitFor()
    await office.locator(`[data-place="${place}"] .pads button`).nth(1).click()
    await page.locator('#pair').waitFor()
  })

  test('says plainly when the centre or its desk cannot be reached', async () => {
    const { page, hall, web } = await pair()
    hall.online(place, false)
    await page.locator('#desk-away').waitFor()
    await web.stop()
    await page.locator('#lost').waitFor()
    expect(await textOf(page, '#lost')).toBe('Mất kết nối. Ông/bà vui lòng báo cán bộ.')
  })

  test('refuses a wrong code in words', async () => {
    const stage = await testStage()
    const page = await openPage(browser, stage, `/danh-gia/${place}`, { expected: /403/ })
    await page.locator('#code').fill('123456')
    await page.locator('#pair button').click()
    await page.locator('#pair-problem').getByText('Mã ghép không đúng').waitFor()
  })
})

describe('the page of the centre', () => {
  test('opens with the password only, shows the counters live, and closes', async () => {
    const stage = await testStage({ day: dayReport })
    const page = await openPage(browser, stage, '/quan-ly?lang=vi', { expected: /401/ })
    await page.locator('#password').fill('wrong')
    await page.locator('#password').press('Enter')
    await page.locator('#sign-in-problem').getByText('Mật khẩu không đúng').waitFor()
    await page.locator('#password').fill(password)
    await page.locator('#password').press('Enter')
    const row = `[data-place="${place}"]`
    await page.locator(row).getByText('Nguyễn Thị An').waitFor()
    const shown = await quickest(page, (time) => ({
      shows: `${row} .number:has-text("A01${time}")`,
      act: () => stage.hall.call(place, `A01${time}`),
    }))
    expect(shown).toBeLessThan(1_000)
    expect(await textOf(page, '.intro')).toContain('Đây là trung tâm tham chiếu')
    await page.locator('#sign-out').click()
    await page.locator('#sign-in').waitFor()
    await page.reload()
    await page.locator('#sign-in').waitFor()
  })

  test('settles a conflict with words', async () => {
    const stage = await testStage()
    const page = await openPage(browser, stage, '/quan-ly?lang=vi')
    await signIn(page)
    stage.hall.conflict({ id: 7, ticket: 'A003', places: [place, placeOf(2)], at: [1_000, 2_000], settled: null })
    await page.locator('#settle-7').fill('Quầy 2 phục vụ')
    await page.locator('#settle-7').press('Enter')
    await page.locator('#conflicts').getByText('Đã giải quyết: Quầy 2 phục vụ').waitFor()
    expect((await stage.hall.conflicts())[0]?.settled?.words).toBe('Quầy 2 phục vụ')
  })

  test("shows the day's report with 'not rated' apart, and gives it as a file", async () => {
    const stage = await testStage({ day: dayReport })
    const page = await openPage(browser, stage, '/quan-ly?lang=vi')
    await signIn(page)
    const row = page.locator('.report-table').first().locator('tbody tr').first()
    await row.waitFor()
    expect(await row.locator('th, td').allTextContents()).toEqual([
      ...['Nguyễn Thị An', '31', '1', '6:52', '21:00', '5:18', '15:05', '0', '1', '3', '10', '8', '9', '4,31'],
    ])
    expect(await textOf(page, '#report')).toContain('quá ít')
    const download = page.waitForEvent('download')
    await page.locator('#csv-semicolon').click()
    expect((await download).suggestedFilename()).toMatch(/^bao-cao-\d{4}-\d\d-\d\d\.csv$/)
  })
})
