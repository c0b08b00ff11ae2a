import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { startAgent } from '../../agent/agent.ts'
import { loadConfig } from '../../agent/config/load.ts'
import { freePort } from '../../agent/demo/free-port.ts'
import { serveDesk } from '../../agent/desk/serve-desk.ts'
import { libraryFolder } from '../../agent/folders.ts'
import { keepRecentLog } from '../../agent/recent-log.ts'
import { type Attached, createBus } from '../../src/bus/index.ts'
import { openBrowser } from '../demo/browser.ts'
import { silentLog, systemClock, systemRandom } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { serialPair } from '../support/serial.ts'
import { until } from '../support/wait.ts'
import { openDesk, test, violations } from './pages.ts'

const world = { clock: systemClock, random: systemRandom, log: silentLog }

/** A library of one scanner that is known by its USB adapter. */
function oneScanner(): string {
  const folder = temporaryFolder()
  const bound = readFileSync(join(libraryFolder, 'honeywell', 'serial-scanner.yaml'), 'utf8')
  const usb = bound.replace(/^match: .*$/m, 'match: [{ usb: { vid: 0x0c2e, pid: [0x0b81] } }]')
  writeFileSync(join(folder, 'scanner.yaml'), usb)
  return folder
}

/** A desk without devices. Only what is plugged in is played: the wires are real. */
async function deskWithSockets() {
  const file = join(temporaryFolder(), 'deskbridge.yaml')
  const port = await freePort()
  const lines = ['centre: vinh-long', 'desk: quay-05', 'data: data', 'broker: { url: "mqtt://127.0.0.1:1" }']
  writeFileSync(file, [...lines, 'counters: [{ id: 5 }]', `page: { port: ${port} }`].join('\n'))
  const { config } = loadConfig(file, oneScanner())
  if (!config) throw new Error('the configuration of this test is wrong')
  const hints = new Set<() => void>()
  let attached: readonly Attached[] = []
  const bus = {
    ...createBus(world),
    attached: async () => attached,
    onHint(listener: () => void) {
      hints.add(listener)
      return () => hints.delete(listener)
    },
  }
  const agent = await startAgent(config, { ...world, bus })
  const page = await serveDesk({ ...world, agent, config, recent: keepRecentLog() })
  onTestFinished(async () => {
    await page.stop()
    await agent.stop()
  })
  const plug = (...now: readonly Attached[]) => {
    attached = now
    for (const hint of hints) hint()
  }
  return { url: `http://127.0.0.1:${port}/`, plug }
}

test('a device that is plugged in is offered on the page, works after a click, is heard, and can be given back', async () => {
  const { url, plug } = await deskWithSockets()
  const cable = await serialPair()
  const browser = await openBrowser()
  onTestFinished(() => browser.close())
  const page = await openDesk(browser, url, { path: '#thiet-bi' })
  await page.locator('#devices-none').waitFor()
  plug({ wire: 'serial', path: cable.port, place: 'socket-1', usb: { vid: 0x0c2e, pid: 0x0b81 } })
  await page.locator('#offer-list li', { hasText: 'Honeywell' }).waitFor()
  expect(await violations(page)).toEqual([])
  await page.locator('#offer-list button').click()
  const device = page.locator('#devices [data-state=ready]')
  await device.waitFor()
  await page.locator('#offers').waitFor({ state: 'hidden' })

  await device.locator('button', { hasText: 'Thử âm thanh' }).click()
  await until('the scanner was told to beep', () => cable.received().includes(Buffer.from('16070d', 'hex')))
  expect(await violations(page)).toEqual([])

  await device.locator('button', { hasText: 'Thôi dùng' }).click()
  await page.locator('#offer-list li', { hasText: 'Honeywell' }).waitFor()
})
