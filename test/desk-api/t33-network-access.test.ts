import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import type { Frame, Page } from 'playwright-core'
import { expect, onTestFinished, test as vitestTest } from 'vitest'
import { hasBrowser, missingBrowser, openBrowser } from '../demo/browser.ts'
import { projectFolder } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { startCounterDesk } from './counter-desk.ts'
import { namedHere, startWebSite } from './web-site.ts'

// T33: the example application on an HTTPS site that Chromium takes for a public one, so that Local Network Access holds.

const policies = '/etc/chromium/policies/managed'
const canRun = hasBrowser() && process.getuid?.() === 0
if (!canRun) process.stderr.write(`\n${missingBrowser}, and the right to write ${policies}\n\n`)
const test = vitestTest.runIf(canRun || Boolean(process.env.CI))

const folder = join(projectFolder, 'src/desk/example')
const kinds: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript',
  css: 'text/css',
}
/** Pages with the application in a frame, and what that frame is allowed. */
const frames: Readonly<Record<string, string>> = {
  '/framed': '',
  '/allowed': 'allow="loopback-network; local-network-access"',
}

/** A page that wants the desk as soon as it is there. */
const early = `<!doctype html><script type="module">
  import { openDesk } from '/desk.js'
  const url = new URLSearchParams(location.search).get('desk')
  openDesk({ url }).catch(({ code, words }) => { document.title = code + ' ' + words.vi.next })
</script>`

/** The site of the application, its desk, and a browser that has, or has not, the policy. */
async function scene(policy: 'with policy' | 'without policy') {
  const bundled = await build({
    entryPoints: [join(projectFolder, 'src/desk/client/index.ts')],
    bundle: true,
    format: 'esm',
    write: false,
  })
  const sdk = bundled.outputFiles[0]?.text ?? ''
  const pages = new Map([
    ['/desk.js', sdk],
    ['/early.html', early],
  ])
  for (const name of ['index.html', 'app.js', 'style.css'])
    pages.set(`/${name}`, readFileSync(join(folder, name), 'utf8'))
  const site = await startWebSite('https', (request, response) => {
    const [path = '', query = ''] = (request.url ?? '').split('?')
    // The frame is of another site than the page around it, as a portal and its application are.
    const inner = `https://motcua.test:${request.socket.localPort}/index.html?${query}`
    const outer =
      path in frames ? `<!doctype html><iframe name="inner" src="${inner}" ${frames[path]}></iframe>` : undefined
    const body = outer ?? pages.get(path)
    const kind = kinds[path.split('.')[1] ?? 'html'] ?? 'text/plain'
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': kind }).end(body)
  })
  const origin = `https://motcua.test:${site.port}`
  const portal = `https://portal.test:${site.port}`
  if (policy === 'with policy') allow([origin, portal], site.port)
  const desk = await startCounterDesk(origin)
  const browser = await openBrowser([
    ...namedHere('motcua.test', 'portal.test'),
    `--ip-address-space-overrides=127.0.0.1:${site.port}=public`,
  ])
  onTestFinished(() => browser.close())
  const page = await browser.newPage()
  const at = (path: string, host = 'motcua.test') =>
    `https://${host}:${site.port}${path}?desk=${encodeURIComponent(desk.server.url)}`
  return { desk, page, at, origin }
}

/** The policy that the installer puts onto every PC of a centre, for these origins alone. */
function allow(origins: readonly string[], port: number): void {
  const file = join(policies, `deskbridge-test-${port}.json`)
  mkdirSync(policies, { recursive: true })
  writeFileSync(file, JSON.stringify({ LocalNetworkAccessAllowedForUrls: origins }))
  onTestFinished(() => rmSync(file, { force: true }))
}

const words = async (page: Page | Frame) => (await page.textContent('#words')) ?? ''

async function pairAndCall(page: Page | Frame, desk: Awaited<ReturnType<typeof startCounterDesk>>) {
  await page.click('#connect')
  await until('the question or a reason', async () => (await page.isVisible('#pairing')) || (await words(page)) !== '')
  expect(await words(page)).toBe('')
  await page.fill('#code', desk.readCode())
  await page.click('#pairing button[type=submit]')
  await page.waitForSelector('#counter:not([hidden])')
  await page.click('text=Gọi tiếp')
  await until('the number', async () => (await page.textContent('#ticket')) === 'A1')
}

test('with the policy a click is enough: pair, hear, call', { timeout: 120_000 }, async () => {
  const { desk, page, at } = await scene('with policy')
  await page.goto(at('/index.html'))
  await pairAndCall(page, desk)
  expect(desk.asked).toEqual([{ counter: '5', action: 'next' }])
  // The next visit needs no code.
  await page.reload()
  await page.click('#connect')
  await page.waitForSelector('#counter:not([hidden])')
})

test('without the policy a page that was not clicked tries nothing, and after a refusal says where to allow it', {
  timeout: 120_000,
}, async () => {
  const { desk, page, at } = await scene('without policy')
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  await page.goto(at('/early.html'))
  await until('the reason', async () => (await page.title()) !== '')
  expect(await page.title()).toMatch(/^click-needed .*Cho phép/)
  expect(requests.filter((url) => url.startsWith('http:'))).toEqual([])
  // A click lets the browser ask; this one has nobody to answer, and says no.
  await page.goto(at('/index.html'))
  await page.click('#connect')
  await until('the reason', async () => (await words(page)) !== '')
  expect(await words(page)).toContain('Ứng dụng trên thiết bị')
  expect(desk.asked).toEqual([])
})

test('in a frame without allow the reason is the frame', { timeout: 120_000 }, async () => {
  const { page, at } = await scene('without policy')
  await page.goto(at('/framed', 'portal.test'))
  const inner = page.frame('inner') ?? expect.unreachable('no frame')
  await inner.waitForSelector('#connect')
  await inner.click('#connect')
  await until('the reason', async () => (await words(inner)) !== '')
  expect(await words(inner)).toContain('allow="loopback-network; local-network-access"')
})

test('in a frame with allow and the policy it works', { timeout: 120_000 }, async () => {
  const { desk, page, at } = await scene('with policy')
  await page.goto(at('/allowed', 'portal.test'))
  const inner = page.frame('inner') ?? expect.unreachable('no frame')
  await inner.waitForSelector('#connect')
  await pairAndCall(inner, desk)
  expect(desk.asked).toEqual([{ counter: '5', action: 'next' }])
})
