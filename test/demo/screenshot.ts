// Takes the picture of the demo's page for the README: node test/demo/screenshot.ts
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startDemo } from '../../agent/demo/start-demo.ts'
import { systemClock, systemRandom } from '../../agent/system.ts'
import { openBrowser } from './browser.ts'

const folder = mkdtempSync(join(tmpdir(), 'deskbridge-picture-'))
const entry = join(import.meta.dirname, '../../agent/deskbridge.ts')
const demo = await startDemo({
  dataFolder: folder,
  port: 0,
  language: 'vi',
  entry,
  clock: systemClock,
  random: systemRandom,
})
const browser = await openBrowser()
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
  await page.goto(demo.url)
  await page.locator('#agent[data-state=online]').waitFor()
  const click = async (selector: string) => {
    await page.locator(selector).click()
    await pause(600)
  }
  for (const key of ['next', 'begin', 'finish']) await click(`[data-key=${key}]`)
  await click('[data-level="5"]')
  await click('[data-key=next]')
  await click('#cable-switch')
  for (const key of ['begin', 'recall', 'next']) await click(`[data-key=${key}]`)
  await page.mouse.move(0, 0)
  await page.screenshot({ path: join(import.meta.dirname, 'page.png') })
} finally {
  await browser.close()
  await demo.stop()
  rmSync(folder, { recursive: true, force: true })
}
