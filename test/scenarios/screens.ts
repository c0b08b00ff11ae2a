import type { Browser, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { serveCentreWeb } from '../../src/centre/index.ts'
import { openPage as openCentrePage } from '../centre-web/browser-stage.ts'
import { password } from '../centre-web/stage.ts'
import { hasBrowser, missingBrowser } from '../demo/browser.ts'
import { openDesk, openPage } from '../desk-page/pages.ts'
import { silentLog, systemClock } from '../support/faces.ts'
import { canPlay, type Floor, type FloorDesk } from './floor.ts'

/** Whether scenarios with a screen can be played here; said aloud where they cannot. */
export function canShow(): boolean {
  const isBrowserHere = hasBrowser() || Boolean(process.env.CI)
  if (!isBrowserHere) process.stderr.write(`\n${missingBrowser}\n\n`)
  return canPlay() && isBrowserHere
}

/** The screens of a floor, in a real browser. */
export interface Screens {
  /** A page of the centre: `/bang`, `/lay-so`, … */
  centre(path: string): Promise<Page>
  /** The officer's page of a desk. */
  desk(desk: FloorDesk, path?: string): Promise<Page>
  /** The rating pad on a second screen of a desk. */
  pad(desk: FloorDesk): Promise<Page>
}

/** Serves the pages of a floor's centre, too. */
export async function openScreens(browser: Browser, { centre }: Floor): Promise<Screens> {
  const { hall } = centre
  const served = { hall, port: 0, host: '127.0.0.1', password, clock: systemClock, log: silentLog }
  const web = await serveCentreWeb(served)
  onTestFinished(() => web.stop())
  const stage = { web, at: (path: string) => new URL(path, web.url).href }
  return {
    centre: (path) => openCentrePage(browser, stage, path, { size: [1280, 800] }),
    async desk(desk, path = '') {
      const { url = '' } = await desk.client.page()
      return await openDesk(browser, url, { path })
    },
    async pad(desk) {
      const { url = '' } = await desk.client.page()
      return await openPage(browser, url, { path: 'danh-gia' })
    },
  }
}
