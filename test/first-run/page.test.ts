import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect } from 'vitest'
import { controlClient } from '../../agent/control/client.ts'
import { openBrowser } from '../demo/browser.ts'
import { isBrowserHere, openDesk, openPage, sticksOut, test, violations } from '../desk-page/pages.ts'
import { until } from '../support/wait.ts'
import { startFirstRunCentre, startPc } from './first-run-world.ts'

// With PICTURES=keep the pictures replace those beside this file.

const pictures = process.env.PICTURES === 'keep' ? join(import.meta.dirname, 'pictures') : undefined
const minutes = 60_000
let browser: Browser

beforeAll(async () => {
  if (isBrowserHere) browser = await openBrowser()
}, minutes)

afterAll(() => browser?.close())

/** Takes a picture; fails where axe has something against it, or it is wider than the screen. */
async function look(page: Page, name: string): Promise<void> {
  await page.mouse.move(0, 0)
  await page.waitForFunction('document.fonts.status === "loaded"')
  await page.screenshot({ fullPage: true, ...(pictures ? { path: join(pictures, `${name}.png`) } : {}) })
  expect(await violations(page)).toEqual([])
  expect(await sticksOut(page)).toBe(false)
}

async function openWizard(url: string): Promise<Page> {
  const page = await openPage(browser, url)
  page.setDefaultTimeout(2 * minutes)
  await page.locator('body.drawn').waitFor()
  return page
}

describe('a PC without a configuration', () => {
  test('is made a desk on its page: wrong code first, then right, and goes on as the desk', {
    timeout: 10 * minutes,
  }, async () => {
    const centre = await startFirstRunCentre()
    const pc = await startPc()
    expect(pc.running.said()).toContain(pc.url)
    const page = await openWizard(pc.url)
    await page.locator(`#found button[data-server="${centre.url}"]`).click()
    expect(await page.locator('#server').inputValue()).toBe(centre.url)
    await look(page, '01-found')

    // From here on with the keyboard alone.
    await page.locator('#desk').focus()
    await page.keyboard.type('quay-05')
    expect(await page.locator('#counter').inputValue()).toBe('5')
    await centre.enrolment.code('quay-05')
    for (const key of ['Tab', 'Tab']) await page.keyboard.press(key)
    await page.keyboard.type('0000-0000-0000-0000')
    await page.keyboard.press('Enter')
    await page.locator('#problem', { hasText: 'DB-IDN-010' }).waitFor()
    await look(page, '02-wrong-code')
    await page.locator('#language').click()
    await page.locator('#problem', { hasText: 'Type the code again' }).waitFor()
    await look(page, '03-wrong-code-english')
    await page.locator('#language').click()

    await centre.configure('quay-05', 'centre: vinh-long\ndesk: quay-05\ndata: .\ncounters: [{ id: 5 }, { id: 6 }]\n')
    const { code } = await centre.enrolment.code('quay-05')
    const centreThinks = Promise.withResolvers<void>()
    centre.beforeReply(() => centreThinks.promise)
    await page.locator('#code').fill(code.toLowerCase())
    await page.keyboard.press('Enter')
    await page.locator('#steps [data-step=now]', { hasText: 'Nhận chứng thư' }).waitFor()
    await page.locator('#seconds', { hasText: /[1-9]\d* giây/ }).waitFor()
    await look(page, '04-working')
    centreThinks.resolve()
    await page.locator('#done:not([hidden])').waitFor()
    await look(page, '05-done')

    // The same page becomes that of the counter, and the same program the desk.
    await page.locator('#keys').waitFor()
    await page.waitForURL(pc.url)
    const agent = controlClient(pc.dataFolder)
    await until(
      'the desk is online',
      () =>
        agent.status().then(
          ({ online }) => online,
          () => false,
        ),
      2 * minutes,
    )
    expect(await agent.status()).toMatchObject({ centre: 'vinh-long', desk: 'quay-05', pid: pc.running.process.pid })
    // What the centre has for it, signed by the key that came with the certificate, comes by itself.
    await page.locator('#tab-list [data-counter="6"]').waitFor()
  })

  test('goes on as soon as somebody puts a file there, and says what is wrong with one', {
    timeout: 5 * minutes,
  }, async () => {
    const pc = await startPc()
    const page = await openWizard(pc.url)
    const good = `centre: vinh-long\ndesk: quay-05\ndata: data\nbroker: { url: "mqtt://127.0.0.1:1" }\ncounters: [{ id: 5 }]\n`
    const port = `page: { port: ${new URL(pc.url).port} }\n`
    writeFileSync(pc.file, `${good}${port}devics: []\n`)
    await page.locator('#problem', { hasText: 'DB-DOC-003' }).waitFor()
    writeFileSync(pc.file, good + port)
    await page.locator('#keys').waitFor()
  })
})

describe('a desk that has a configuration and no centre yet', () => {
  test('works, leads to the wizard, and is enrolled there without a restart', { timeout: 5 * minutes }, async () => {
    const centre = await startFirstRunCentre()
    const pc = await startPc((folder) =>
      writeFileSync(
        join(folder, 'deskbridge.yaml'),
        'centre: vinh-long\ndesk: quay-05\ndata: data\ncounters: [{ id: 5 }]\npage: { port: 0 }\n',
      ),
    )
    const agent = controlClient(pc.dataFolder)
    const { url = '' } = await agent.page()
    await agent.press({ action: 'next' })
    const page = await openPage(browser, url)
    page.setDefaultTimeout(2 * minutes)
    await page.locator('#fixed', { hasText: 'vinh-long/quay-05' }).waitFor()
    await look(page, '06-desk-without-centre')

    await page.locator('#later-go').click()
    await page.locator('#keys').waitFor()
    expect(page.url()).toBe(url)
    await page.locator('#offline-why', { hasText: 'Ghi nhận máy này' }).click()

    const { code } = await centre.enrolment.code('quay-05')
    await page.locator('#server').fill(centre.url)
    await page.locator('#code').fill(code)
    await page.locator('#go').click()
    await page.locator('#done:not([hidden])').waitFor()
    await page.locator('#link[data-link=online]').waitFor()
    expect(await agent.status()).toMatchObject({ online: true, identity: { state: 'good' } })
  })

  test('is not led to the wizard when it is enrolled', { timeout: 5 * minutes }, async () => {
    const pc = await startPc((folder) =>
      writeFileSync(
        join(folder, 'deskbridge.yaml'),
        'centre: vinh-long\ndesk: quay-05\ndata: data\nbroker: { url: "mqtt://127.0.0.1:1" }\ncounters: [{ id: 5 }]\npage: { port: 0 }\n',
      ),
    )
    const { url = '' } = await controlClient(pc.dataFolder).page()
    const page = await openDesk(browser, url)
    expect(page.url()).toBe(url)
    expect((await page.request.get(`${url}bat-dau`)).status()).toBe(404)
  })
})
