import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { openBrowser } from '../demo/browser.ts'
import { until } from '../support/wait.ts'
import { type DeskWorld, pins, startDeskWorld } from './desk-world.ts'
import { isBrowserHere, openDesk, test } from './pages.ts'

let world: DeskWorld
let browser: Browser

beforeAll(async () => {
  if (!isBrowserHere) return
  world = await startDeskWorld()
  browser = await openBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await world?.stop()
}, 60_000)

const key = (page: Page, name: string) => page.locator(`[data-key=${name}]`)
const phase = (page: Page, name: string) => page.locator(`#show[data-phase=${name}]`).waitFor()
const officer = (page: Page, name: string) => page.locator('#officer', { hasText: name }).waitFor()
const factsOf = (type: string) => world.facts.filter((fact) => fact.type === `deskbridge.${type}`)

async function openSigning(page: Page, name: string, opener = '#sign-in'): Promise<void> {
  await page.locator(opener).click()
  await page.locator('#roster button', { hasText: name }).click()
}

async function enter(page: Page, pin: string): Promise<void> {
  await page.locator('#pin').fill(pin)
  await page.locator('#signing-go').click()
}

const closed = (page: Page) => page.locator('#signing').waitFor({ state: 'hidden' })

/** Whoever sits there is the first officer, confirmed. */
async function asAn(): Promise<Page> {
  const page = await openDesk(browser, world.url)
  await page.locator('#link[data-link=online]').waitFor()
  await until('the roster is there', async () => (await page.locator('#roster').getAttribute('data-shown')) !== '')
  const isAn = (await page.locator('#officer').textContent()) === 'Nguyễn Thị An'
  if (!isAn || (await page.locator('#officer-proof').isVisible())) {
    await openSigning(page, 'Nguyễn Thị An')
    if (await page.locator('#parting').isVisible()) await page.locator('[value=finish]').check()
    await enter(page, pins['cb-an'])
    await closed(page)
  }
  await officer(page, 'Nguyễn Thị An')
  return page
}

test('an officer signs in with a PIN on the pad of the page; the centre confirms it, and the PIN is nowhere', async () => {
  const page = await openDesk(browser, world.url)
  await openSigning(page, 'Nguyễn Thị An')
  expect(await page.locator('#pin').getAttribute('type')).toBe('password')
  for (const digit of pins['cb-an']) await page.locator('#pin-pad button', { hasText: digit }).click()
  await page.locator('#signing-go').click()
  await closed(page)
  await officer(page, 'Nguyễn Thị An')
  expect(await page.locator('#officer-proof').isHidden()).toBe(true)
  await until('the centre knows', () =>
    factsOf('officer.changed').some(({ data }) => 'to' in data && data.to === 'cb-an' && data.proven === true),
  )
  expect(await page.locator('#pin').inputValue()).toBe('')
  const kept = readdirSync(join(world.folder, 'desk'), { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => readFileSync(join(file.parentPath, file.name)).toString('latin1'))
  expect(kept.length).toBeGreaterThan(0)
  expect(kept.some((content) => content.includes(pins['cb-an']))).toBe(false)
})

test('a wrong PIN is refused in words, the dialog stays and its field is empty', async () => {
  const page = await asAn()
  await openSigning(page, 'Trần Văn Bình')
  await enter(page, '99999')
  await page.locator('#signing-state', { hasText: 'Sai mã PIN' }).waitFor()
  expect(await page.locator('#pin').inputValue()).toBe('')
  expect(await page.locator('#officer').textContent()).toBe('Nguyễn Thị An')
  await enter(page, pins['cb-binh'])
  await closed(page)
  await officer(page, 'Trần Văn Bình')
  await page.locator('#notices', { hasText: 'Đã đăng nhập: Trần Văn Bình' }).waitFor()
  // What was refused before is not so any more, and nobody wonders at it.
  expect(await page.locator('#notices').textContent()).not.toContain('Sai mã PIN')
  expect(await page.locator('#toasts').textContent()).not.toContain('Sai mã PIN')
})

test('nobody sits down at a running service without a word on what becomes of it', async () => {
  const page = await asAn()
  await key(page, 'next').click()
  await phase(page, 'called')
  await key(page, 'begin').click()
  await phase(page, 'running')
  await openSigning(page, 'Trần Văn Bình')
  await enter(page, pins['cb-binh'])
  await page.locator('#signing-state', { hasText: 'Chọn cách xử lý' }).waitFor()
  await page.locator('[value=hand-over]').check()
  await enter(page, pins['cb-binh'])
  await closed(page)
  await officer(page, 'Trần Văn Bình')
  expect(await page.locator('#show').getAttribute('data-phase')).toBe('running')
  await page.locator('#sign-out').click()
  await page.locator('[value=finish]').check()
  await page.locator('#signing-go').click()
  await officer(page, 'Chưa đăng nhập')
  await phase(page, 'none')
})

test('a locked page shows nothing and does nothing until its officer has shown the PIN', async () => {
  const page = await asAn()
  const number = await page.locator('#ticket').textContent()
  await page.locator('#lock').click()
  await page.locator('#locked').waitFor()
  expect(await page.locator('#keys').isVisible()).toBe(false)
  expect(await page.locator('#officer').isVisible()).toBe(false)
  await page.keyboard.press('F2')
  // Not by a request of its own, either.
  const status = await page.evaluate(`fetch('/v1/call', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ counter: '5', action: 'next' }),
  }).then(async (answer) => (await answer.json()).code)`)
  expect(status).toBe('DB-AGT-040')
  expect(await page.locator('#ticket').textContent()).toBe(number)
  // Nor by a name without a PIN.
  await page.evaluate(`fetch('/v1/sign-in', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ counter: '5', officer: 'cb-an' }),
  })`)
  expect(await page.locator('#locked').isVisible()).toBe(true)
  await page.locator('#unlock').click()
  await enter(page, '0000')
  await page.locator('#signing-state', { hasText: 'Sai mã PIN' }).waitFor()
  await enter(page, pins['cb-an'])
  await page.locator('#locked').waitFor({ state: 'hidden' })
  await officer(page, 'Nguyễn Thị An')
})

test('without the network a locked page opens for its officer all the same, and says that nobody confirmed it', async () => {
  const page = await asAn()
  await page.locator('#lock').click()
  await page.locator('#locked').waitFor()
  await world.cable.pull()
  await page.locator('#link[data-link=offline]').waitFor()
  await page.locator('#unlock').click()
  await page.locator('#signing-offline', { hasText: 'chưa xác nhận' }).waitFor()
  await enter(page, pins['cb-an'])
  await page.locator('#locked').waitFor({ state: 'hidden' })
  await page.locator('#notices', { hasText: 'trung tâm chưa xác nhận' }).waitFor()
  await world.cable.plug()
  await page.locator('#link[data-link=online]').waitFor()
})

test('an officer without a PIN signs in by name and is marked as not confirmed', async () => {
  const page = await asAn()
  await openSigning(page, 'Lê Thị Kim Chi')
  await page.locator('#pin-none').waitFor()
  await page.locator('#signing-go').click()
  await closed(page)
  await officer(page, 'Lê Thị Kim Chi')
  await page.locator('#officer-proof', { hasText: 'chưa xác nhận' }).waitFor()
})
