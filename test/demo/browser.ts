import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

/** Debian's Chromium. */
const executablePath = '/usr/bin/chromium'

const args = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Whether the tests of pages can run here. */
export function hasBrowser(): boolean {
  return existsSync(executablePath)
}

/** A real browser with an empty profile that asks nobody anything on its own. */
export function openBrowser(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({ executablePath, args: [...args, ...more], headless: true })
}

/** What a person reads when the tests of pages are left out. */
export const missingBrowser = `SKIPPED: the tests of the demo's page need ${executablePath} (apt-get install chromium)`
