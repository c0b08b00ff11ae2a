import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect, onTestFinished } from 'vitest'
import { projectFolder } from '../support/processes.ts'
import { openStage, password, type Stage, type StageOptions } from './stage.ts'

/** A stage that ends with the test. */
export async function testStage(options: StageOptions = {}): Promise<Stage> {
  const stage = await openStage(options)
  onTestFinished(() => stage.web.stop())
  return stage
}

/** What a page may be opened with. */
export interface Opening {
  readonly size?: readonly [number, number]
  readonly context?: BrowserContext
  /** What a test brings about itself, such as a refused password, the browser notes as an error. */
  readonly expected?: RegExp
}

/** A page; the test fails afterwards if anything left the page's own origin or went wrong on it. */
export async function openPage(
  browser: Browser,
  stage: Pick<Stage, 'web' | 'at'>,
  path: string,
  opening: Opening = {},
): Promise<Page> {
  const [width, height] = opening.size ?? [1024, 768]
  const context = opening.context ?? (await browser.newContext({ viewport: { width, height } }))
  const page = await context.newPage()
  const strange: string[] = []
  const origin = new URL(stage.web.url).origin
  const note = (url: string) => {
    if (!url.startsWith(`${origin}/`) && !url.startsWith(`${origin.replace('http', 'ws')}/`)) strange.push(url)
  }
  page.on('request', (request) => note(request.url()))
  page.on('websocket', (socket) => note(socket.url()))
  page.on('pageerror', (error) => strange.push(error.message))
  page.on('console', (message) => {
    if (message.type() === 'error' && !opening.expected?.test(message.text())) strange.push(message.text())
  })
  onTestFinished(async () => {
    await context.close()
    expect(strange).toEqual([])
  })
  await page.goto(stage.at(path))
  return page
}

/** Signs in on the page of the centre. */
export async function signIn(page: Page): Promise<void> {
  await page.locator('#password').fill(password)
  await page.locator('#password').press('Enter')
  await page.locator('#inside').waitFor()
}

/** Pairs a rating screen the way people do it: the code from one page, typed into the other. */
export async function pairScreen(pad: Page, office: Page, place: string): Promise<void> {
  await office.locator(`[data-place="${place}"] .pads button`).first().click()
  const code = (await office.locator(`[data-place="${place}"] .code b`).textContent()) ?? ''
  await pad.locator('#code').fill(code)
  await pad.locator('#pair button').click()
  await pad.locator('#idle').waitFor()
}

const axe = readFileSync(join(projectFolder, 'node_modules/axe-core/axe.min.js'), 'utf8')
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe has to say against a page: nothing. */
export async function complaints(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe)
  const found = (await page.evaluate(`axe.run(document, { runOnly: ${JSON.stringify(rules)} })`)) as {
    readonly violations: readonly { readonly id: string; readonly nodes: readonly { readonly html: string }[] }[]
  }
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
}

/** Texts that nobody translated: keys of the text table on the page. */
export async function bareKeys(page: Page): Promise<readonly string[]> {
  const text = String(await page.evaluate('document.documentElement.outerHTML.replace(/data-words="[^"]*"/g, "")'))
  return text.match(/\bweb\.[a-z][\w.-]+/g) ?? []
}

/** What stands in an element. */
export const textOf = async (page: Page, selector: string): Promise<string> =>
  (await page.locator(selector).textContent())?.trim() ?? ''

/** Milliseconds until a page shows something, from when it was brought about: the quickest of three, for a busy machine. */
export async function quickest(
  page: Page,
  round: (time: number) => { readonly shows: string; act(): void },
): Promise<number> {
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
