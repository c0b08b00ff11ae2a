import type { Page } from 'playwright-core'
import { expect, onTestFinished, test as vitestTest } from 'vitest'
import { hasBrowser, missingBrowser, openBrowser } from '../demo/browser.ts'
import { attackTools, type BrowserAttack, browserAttacks } from './browser-attacks.ts'
import { type ApiDesk, application, startApiDesk } from './desk.ts'
import { namedHere, startWebSite } from './web-site.ts'

// T31: real Chromium, and pages that it does not even keep from reaching loopback: they come from this machine.

const canRun = hasBrowser() || Boolean(process.env.CI)
if (!canRun) process.stderr.write(`\n${missingBrowser}\n\n`)
const test = vitestTest.runIf(canRun)

/** A desk with a paired application, and somebody else's site. */
async function scene() {
  const desk = await startApiDesk()
  const session = await desk.pair(application)
  const site = (scheme: 'http' | 'https') =>
    startWebSite(scheme, ({ url }, response) => {
      if (url === '/redirect') return void response.writeHead(307, { location: `${desk.server.url}v1/press` }).end()
      response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>evil</title><body>')
    })
  const [plain, secure] = [await site('http'), await site('https')]
  const browser = await openBrowser(namedHere('evil.test', 'rebound.test'))
  onTestFinished(() => browser.close())
  return { desk, session, plain, secure, browser }
}

/** Tries everything from one page; gives what it learnt. */
async function attackAll(page: Page, url: string, desk: ApiDesk, attacks: readonly BrowserAttack[]) {
  const learnt: string[] = []
  for (const { name, script } of attacks) {
    await page.goto(url)
    const code = `(async () => {
      const desk = ${JSON.stringify(desk.server.url)}, evil = location.origin + '/'
      ${attackTools}
      try { return String((await soon(${script})) ?? '') } catch { return '' }
    })()`
    const read = await page.evaluate<string>(code)
    if (read !== '') learnt.push(`${name}: ${read.slice(0, 80)}`)
  }
  return learnt
}

test.each([
  ['a site without TLS', (port: Ports) => `http://evil.test:${port.plain}/`],
  ['a site with TLS', (port: Ports) => `https://evil.test:${port.secure}/`],
  ['another program on this PC', (port: Ports) => `http://127.0.0.1:${port.plain}/`],
])('%s does nothing and learns nothing at the desk', { timeout: 400_000 }, async (_, address) => {
  const { desk, plain, secure, browser } = await scene()
  const page = await browser.newPage()
  const before = desk.opened.length
  const url = address({ plain: plain.port, secure: secure.port })
  const learnt = await attackAll(page, url, desk, browserAttacks)
  const windows = desk.opened.length - before
  expect({ learnt, done: desk.done, windows }).toEqual({ learnt: [], done: [], windows: 0 })
  // Hundreds of refusals, a handful of lines.
  expect(desk.log.lines.length).toBeLessThan(12)
})

test('a name that was rebound to this PC gets no page of ours', { timeout: 120_000 }, async () => {
  const { desk, browser } = await scene()
  const page = await browser.newPage()
  const answer = await page.goto(`http://rebound.test:${desk.server.port}/`)
  expect(answer?.status()).toBe(421)
  expect(
    await page.evaluate<string>(`fetch('/v1/press', { method: 'POST', headers: { 'content-type': 'application/json' },
    body: '{"key":"next"}' }).then((answer) => answer.text())`),
  ).toContain('DB-DSK-001')
  expect(desk.done).toEqual([])
})

test('the attacks would work if the desk let them: our own page does what they try', { timeout: 120_000 }, async () => {
  const { desk, browser } = await scene()
  const page = await browser.newPage()
  const attacks = browserAttacks.filter(({ name }) => ['fetch with JSON', 'socket', 'image of the page'].includes(name))
  const learnt = await attackAll(page, desk.server.url, desk, attacks)
  expect(learnt.map((line) => line.split(':')[0])).toEqual(['fetch with JSON', 'socket'])
  expect(desk.done).toEqual(['page next'])
})

interface Ports {
  readonly plain: number
  readonly secure: number
}
