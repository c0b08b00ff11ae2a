import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished, test as vitestTest } from 'vitest'
import { type Demo, startDemo } from '../../agent/demo/start-demo.ts'
import { systemClock, systemRandom } from '../../agent/system.ts'
import { lint, runVectors } from '../../src/profile/index.ts'
import { serialPair } from '../support/serial.ts'
import { until } from '../support/wait.ts'
import { hasBrowser, missingBrowser, openBrowser } from './browser.ts'

// Everything here is real but the plastic of the keypad: its bytes come over a tty.

const canRun = hasBrowser() || Boolean(process.env.CI)
if (!canRun) process.stderr.write(`\n${missingBrowser}\n\n`)
const test = vitestTest.runIf(canRun)

/** The keypad that nobody knows: STX, unit, key, ETX and the XOR of what is between. */
const says: Readonly<Record<string, string>> = { 'Gọi tiếp': '023031310333', 'Gọi lại': '023031320330' }
const bytesOf = (key: string) => Buffer.from(says[key] ?? '', 'hex')

let folder: string
let demo: Demo
let browser: Browser

beforeAll(async () => {
  if (!canRun) return
  folder = mkdtempSync(join(tmpdir(), 'deskbridge-learn-page-'))
  const entry = join(import.meta.dirname, '../../agent/deskbridge.ts')
  const faces = { clock: systemClock, random: systemRandom }
  demo = await startDemo({ dataFolder: folder, port: 0, language: 'vi', entry, ...faces })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await demo?.stop()
  if (folder) rmSync(folder, { recursive: true, force: true })
})

/** The page with the panel open; fails the test afterwards if anything went wrong on it that is not `refused`. */
async function openPanel(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } })
  const page = await context.newPage()
  const strange: string[] = []
  page.on('pageerror', (error) => strange.push(error.message))
  onTestFinished(async () => {
    await context.close()
    expect(strange).toEqual([])
  })
  await page.goto(demo.url)
  await page.locator('#agent[data-state=online]').waitFor()
  await page.locator('#learn-open').focus()
  await page.keyboard.press('Enter')
  await page.locator('#learn[open]').waitFor()
  return page
}

/** Starts with the port of a keypad that is in no list, as ttys are not. */
async function start(page: Page, port: string, baud = '') {
  await page.locator('#learn-port').fill(port)
  await page.locator('#learn-baud').selectOption(baud)
  await page.locator('#learn-start button').click()
}

const step = (page: Page, words: string) => page.locator('#learn-step', { hasText: words }).waitFor()
const pictures = process.env.PICTURES
const picture = async (page: Page, name: string) => {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) })
}

test('a keypad that nobody knows is learnt on the page, saved, exported and used', { timeout: 120_000 }, async () => {
  const keypad = await serialPair()
  const page = await openPanel()
  await picture(page, '1-start')
  await page.locator('#learn-name').fill('Bàn phím quầy tiếp dân')
  await start(page, keypad.port)
  await step(page, 'Bấm một phím bất kỳ')
  keypad.send(bytesOf('Gọi tiếp'))
  await step(page, 'Bấm chính phím đó lần nữa')
  expect(await page.locator('#learn-bytes li').first().textContent()).toBe('02 30 31 31 03 33')
  keypad.send(bytesOf('Gọi tiếp'))

  await step(page, 'Thiết bị có những phím nào')
  await picture(page, '2-names')
  expect(await page.locator('#learn-keys-named').inputValue()).toBe('gọi tiếp, gọi lại, bắt đầu, kết thúc, bỏ qua')
  await page.locator('#learn-keys-named').fill('12, Gọi lại')
  await page.locator('#learn-names button').click()
  await page.locator('#learn-problem', { hasText: 'DB-PRO-097' }).waitFor()
  await picture(page, '3-refused')
  await page.locator('#learn-keys-named').fill('Gọi tiếp, Gọi lại')
  await page.locator('#learn-names button').click()
  for (const [round, key] of [
    [1, 'Gọi tiếp'],
    [1, 'Gọi lại'],
    [2, 'Gọi lại'],
    [2, 'Gọi tiếp'],
  ] as const) {
    await step(page, `Lượt ${round}/2: bấm và GIỮ phím “${key}”`)
    keypad.send(bytesOf(key))
    await step(page, `Thả phím “${key}”`)
    if (round === 2 && key === 'Gọi lại') await picture(page, '4-release')
  }

  await step(page, 'Đã học xong 2 phím')
  expect(await page.locator('#learn-keys li[data-presses="2"]').count()).toBe(2)
  const shown = await page.locator('#learn-yaml').inputValue()
  await picture(page, '5-learnt')
  const downloading = page.waitForEvent('download')
  await page.locator('#learn-export').click()
  const download = await downloading
  expect(download.suggestedFilename()).toBe('learnt.ban-phim-quay-tiep-dan.yaml')
  expect(readFileSync(await download.path(), 'utf8')).toBe(shown)

  await page.locator('#learn-save').click()
  await page.locator('#learn-saved', { hasText: 'Đã lưu' }).waitFor()
  const saved = readFileSync(join(folder, 'desk', 'profiles', 'learnt.ban-phim-quay-tiep-dan.yaml'), 'utf8')
  expect(saved).toBe(shown)
  expect(lint(saved)).toEqual([])
  expect(runVectors(saved)).toMatchObject({ failed: 0 })

  await page.locator('#learn-use').click()
  await page.locator('#learn-saved', { hasText: 'Đang dùng ở quầy này' }).waitFor()
  await picture(page, '6-used')
  await page.keyboard.press('Escape')
  await page.locator('#devices li[data-state=ready]', { hasText: 'call-keypad-1' }).waitFor()
  keypad.send(bytesOf('Gọi lại'))
  await page.locator('#facts li', { hasText: 'call-keypad-1' }).first().waitFor()
})

test('what goes wrong is said with code, sentence and next step, in both languages', async () => {
  const page = await openPanel()
  await page.locator('#learn[data-lesson=none], #learn[data-lesson=learnt]').waitFor()
  if (await page.locator('#learn[data-lesson=learnt]').isVisible()) await page.locator('#learn-cancel').click()
  await page.locator('#learn-start').waitFor()
  await start(page, '/dev/tty-nobody', '9600')
  await page.locator('#learn-problem', { hasText: 'DB-SER-001' }).waitFor()
  expect(await page.locator('#learn-sentence').textContent()).toBe('Không thấy cổng /dev/tty-nobody')
  expect(await page.locator('#learn-next').textContent()).not.toBe('')
  await picture(page, '7-failed')
  await page.keyboard.press('Escape')
  await page.locator('#language').click()
  await page.locator('#learn-open').click()
  expect(await page.locator('#learn-sentence').textContent()).toBe('There is no port /dev/tty-nobody')
  await page.locator('#learn-cancel').click()
  await page.locator('#learn-start').waitFor()
})

test('a lesson goes on while the panel is closed, and can be cancelled with the keyboard', async () => {
  const keypad = await serialPair()
  const page = await openPanel()
  await start(page, keypad.port, '9600')
  await step(page, 'Thiết bị có những phím nào')
  expect(await page.evaluate('document.activeElement.id')).toBe('learn-keys-named')
  await page.keyboard.press('Escape')
  await until(
    'the button says so',
    async () => (await page.locator('#learn-open').textContent()) === 'Đang học thiết bị…',
  )
  await page.locator('#learn-open').click()
  await page.locator('#learn-cancel').focus()
  await page.keyboard.press('Enter')
  await page.locator('#learn[data-lesson=none]').waitFor()
})

test.each([
  [1280, 800],
  [390, 844],
  [320, 640],
])('nothing of the panel sticks out at %i × %i', async (width, height) => {
  const page = await openPanel()
  await page.setViewportSize({ width, height })
  const sticksOut = 'document.querySelector("#learn").scrollWidth > document.querySelector("#learn").clientWidth'
  expect(await page.evaluate(sticksOut)).toBe(false)
  const box = await page.locator('#learn').boundingBox()
  expect(box?.x).toBeGreaterThanOrEqual(0)
  expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width)
})
