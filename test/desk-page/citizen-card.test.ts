import { expect, onTestFinished } from 'vitest'
import { configurationKey, rotateSealingKey } from '../../src/centre/index.ts'
import { startScanner } from '../card/scanner.ts'
import { openBrowser } from '../demo/browser.ts'
import { systemClock, systemRandom } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { until } from '../support/wait.ts'
import { startDeskWorld } from './desk-world.ts'
import { openDesk, test, violations } from './pages.ts'

/** Each card is another: a scanner says the same code again only after a while. */
let cards = 0
function nextCode(): string {
  cards++
  return `079203000${400 + cards}||Trần Văn Bình|07112003|Nam|2 Đường Mẫu, Phường Thử, TP. Hồ Chí Minh|01062022`
}

test('a scanned card is on the page, masked until touched, with what it proves, and gone when it is taken away', async () => {
  const scanner = await startScanner()
  const device = {
    name: 'scanner-1',
    profile: 'generic.qr-serial',
    tcp: scanner.address,
    counter: 5,
    role: 'scanner',
  } as const
  const world = await startDeskWorld({ config: { devices: [device] } })
  onTestFinished(() => world.stop())
  const browser = await openBrowser()
  onTestFinished(() => browser.close())
  const page = await openDesk(browser, world.url)
  await until('the scanner is connected', () => scanner.isConnected())

  // Before the centre has a sealing key the card is seen, and nothing of it is kept.
  scanner.scans(nextCode())
  await page.locator('#citizen[data-state=shown]').waitFor()
  expect(await page.locator('#citizen-state').textContent()).toContain('không có gì của người dân được lưu')
  await page.locator('#citizen-clear').click()
  await page.locator('#citizen[data-state=none]').waitFor()

  const signer = configurationKey(temporaryFolder())
  const rotation = { signer, passphrase: undefined, now: systemClock.wall(), random: systemRandom }
  await rotateSealingKey(world.centre.store.database, rotation)
  // The hall tells its desks with the next thing that happens in it.
  await page.locator('[data-key=next]').click()
  await page.locator('#ticket', { hasText: /^A\d+/ }).waitFor()
  const scanAgain = async () => {
    if ((await page.locator('#citizen[data-state=shown]').count()) > 0) await page.locator('#citizen-clear').click()
    await page.locator('#citizen[data-state=none]').waitFor()
    scanner.scans(nextCode())
    await page.locator('#citizen[data-state=shown]').waitFor()
    return (await page.locator('#citizen-state').textContent())?.includes('niêm phong') ?? false
  }
  await until('the card is kept under seal', scanAgain, 60_000)
  await page.locator('#citizen-fields dd').first().waitFor()
  expect(await page.locator('#citizen-fields dd').allTextContents()).toEqual([`•••••••••${400 + cards}`])
  expect(await page.locator('#citizen-verdicts li').count()).toBe(3)
  expect(await violations(page)).toEqual([])
  await page.locator('#citizen-show').click()
  await page.locator('#citizen-fields dd', { hasText: `079203000${400 + cards}` }).waitFor()
  await until('the fact is at the centre', () => world.facts.some(({ data }) => data.sealed !== undefined))
  const fact = world.facts.find(({ data }) => data.sealed !== undefined)
  expect(JSON.stringify(fact)).not.toContain('079203000')
  await page.locator('#citizen-clear').click()
  await page.locator('#citizen[data-state=none]').waitFor()
  expect(await page.locator('#citizen-fields').textContent()).toBe('')
  expect(await page.content()).not.toContain('079203000')
}, 180_000)
