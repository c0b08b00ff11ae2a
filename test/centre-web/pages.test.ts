import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test as vitestTest } from 'vitest'
import { qrCodeOf } from '../../src/centre/web/page/qr/qr.ts'
import { hasBrowser, missingBrowser, openBrowser } from '../demo/browser.ts'
import { until } from '../support/wait.ts'
import { bareKeys, complaints, openPage, pairScreen, signIn, testStage } from './browser-stage.ts'
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

const textOf = async (page: Page, selector: string) => (await page.locator(selector).textContent())?.trim() ?? ''
/** Milliseconds until a page shows something, from when it was brought about: the quickest of three, for a busy machine. */
async function quickest(page: Page, round: (time: number) => { readonly shows: string; act(): void }): Promise<number> {
  const all: number[] = []
  for (const time of [1, 2, 3]) {
    const { shows, act } = round(time)
    const begun = performance.now()
    act()
    await page.locator(shows).waitFor()
    all.push(performance.now() - begun)
  }
  return Math.min(...all)
}

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
