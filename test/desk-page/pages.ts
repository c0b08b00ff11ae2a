import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, Page } from 'playwright-core'
import { expect, onTestFinished, test as vitestTest } from 'vitest'
import { hasBrowser, missingBrowser } from '../demo/browser.ts'

const canRun = hasBrowser() || Boolean(process.env.CI)
if (!canRun) process.stderr.write(`\n${missingBrowser}\n\n`)

/** A test in a real browser; left out, and said so, where there is none. */
export const test = vitestTest.runIf(canRun)
/** Whether there is one. */
export const isBrowserHere = canRun

/** How a page is opened. */
export interface OpenOptions {
  readonly width?: number
  readonly height?: number
  readonly path?: string
  /** What is done with the empty page, before its first script runs. */
  readonly prepare?: (page: Page) => Promise<void>
}

/** Opens a page of the desk; fails the test afterwards if it asked anybody else for anything, or had an error. */
export async function openPage(
  browser: Browser,
  base: string,
  { width = 1024, height = 768, path = '', prepare }: OpenOptions = {},
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height }, locale: 'vi-VN' })
  const page = await context.newPage()
  const strange: string[] = []
  const { origin, host } = new URL(base)
  const note = (url: string) => {
    if (!url.startsWith(`${origin}/`) && !url.startsWith(`ws://${host}/`)) strange.push(url)
  }
  page.on('request', (request) => note(request.url()))
  page.on('websocket', (socket) => note(socket.url()))
  page.on('pageerror', (error) => strange.push(error.message))
  onTestFinished(async () => {
    await context.close()
    expect(strange).toEqual([])
  })
  await prepare?.(page)
  await page.goto(`${base}${path}`)
  return page
}

/** The officer's page, with the state on it. */
export async function openDesk(browser: Browser, base: string, options: OpenOptions = {}): Promise<Page> {
  const page = await openPage(browser, base, options)
  await page.locator('body.drawn').waitFor()
  return page
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

interface AxeRun {
  readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[]
}

/** What WCAG 2.2 AA has against the page as it is now; nothing, it is to be hoped. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axeSource)
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
  const run = (await page.evaluate(
    `axe.run(document, { runOnly: { type: 'tag', values: ${JSON.stringify(tags)} } })`,
  )) as AxeRun
  return run.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`))
}

/** Whether anything is wider than the window. */
export function sticksOut(page: Page): Promise<boolean> {
  return page.evaluate('document.documentElement.scrollWidth > document.documentElement.clientWidth')
}
