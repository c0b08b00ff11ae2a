import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { application as asker, startCardDesk } from '../../agent/card/cards.fixture.ts'
import { cardActionsOf } from '../../agent/desk/card-actions.ts'
import { cardView } from '../../agent/desk/card-view.ts'
import { type DeskRefusal, openDesk, type PairedDesk } from '../../src/desk/client/index.ts'
import {
  createDeskServer,
  createFeed,
  type DeskEvent,
  type DeskView,
  forApplications,
  openAccess,
  openDeviceKey,
} from '../../src/desk/index.ts'
import { openBrowser } from '../demo/browser.ts'
import { test as browserTest, openPage, violations } from '../desk-page/pages.ts'
import { silentLog, systemClock, systemRandom } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { until } from '../support/wait.ts'
import { emptyCounter, view } from './counter-desk.ts'
import { codeIn } from './desk.ts'

const application = asker.origin
const user = String(process.getuid?.() ?? '*')
const plainFetch = globalThis.fetch

/** A desk that reads cards, and an application that is paired with it, as its browser would be. */
async function startPaired() {
  const desk = await startCardDesk()
  const folder = temporaryFolder()
  const opened: string[] = []
  const locked = new Set<string>()
  const counterNow = () => ({ ...emptyCounter, card: cardView(desk.cards.reading('5')) })
  const feed = createFeed<DeskView, DeskEvent>({ life: 'a', state: () => ({ ...view, counters: [counterNow()] }) })
  desk.onChange(() => feed.publish({ kind: 'counter', counter: counterNow() }))
  const access = openAccess({
    origins: [application],
    folder,
    clock: systemClock,
    random: systemRandom,
    log: silentLog,
  })
  access.windows.join({ user, open: (path) => opened.push(path) })
  const actions = cardActionsOf({
    agent: { cards: desk.cards },
    locks: { isLocked: (counter) => locked.has(counter) },
    openWindow: (...window) => access.windows.open(...window),
  })
  const server = await createDeskServer({
    port: 0,
    pages: new Map(),
    actions,
    feed,
    applications: {
      access,
      actions,
      feed: forApplications(feed),
      identity: { centre: 'vinh-long', desk: 'quay-05', key: openDeviceKey(folder) },
    },
    clock: systemClock,
    log: silentLog,
  })
  onTestFinished(() => server.stop())
  globalThis.fetch = (url, init) => plainFetch(url, { ...init, headers: { origin: application, ...init?.headers } })
  onTestFinished(() => {
    globalThis.fetch = plainFetch
  })
  const page = await openDesk({
    url: server.url,
    store: { read: () => undefined, write() {} },
    askCode: () => codeIn(access.windows.redeem(tokenOf(opened.at(-1)), user)),
    openSocket: (url, protocols) =>
      new WebSocket(url, protocols, { origin: application }) as unknown as globalThis.WebSocket,
  })
  onTestFinished(() => page.close())
  /** What the desk's own pages and windows ask. */
  const own = async (action: string, body: unknown) => {
    const headers = { 'content-type': 'application/json', origin: server.url.slice(0, -1) }
    const answer = await plainFetch(`${server.url}v1/${action}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    return { status: answer.status, body: (await answer.json()) as { readonly reading?: string } }
  }
  return { ...desk, server, page, own, opened, locked, token: () => tokenOf(opened.at(-1)) }
}

function tokenOf(path: string | undefined): string {
  return path?.split('#')[1] ?? ''
}

const refusalOf = (reading: ReturnType<PairedDesk['readCard']>) =>
  reading.then(
    () => expect.unreachable('read'),
    (error: DeskRefusal) => error.code,
  )

test('an application reads a card: the officer agrees in a window, and the page gets what the procedure may take', async () => {
  const desk = await startPaired()
  const states: string[] = []
  const progress = ({ state }: { readonly state: string }) => states.push(state)
  const reading = desk.page.readCard('5', { procedure: 'ho-tich', progress })
  await until('the window opens', () => desk.opened.length === 2)
  const shown = await desk.own('window', { token: desk.token() })
  expect(shown.body).toEqual({
    kind: 'card',
    origin: application,
    counter: '5',
    procedure: { vi: 'Hộ tịch', en: 'Hộ tịch' },
    fields: expect.objectContaining({ vi: 'Họ và tên, Ngày sinh, Số định danh, Số giấy tờ cũ' }),
  })
  await desk.own('window-agree', { token: desk.token() })
  await until('the card is waited for', () => desk.state() === 'waiting')
  await desk.scan()
  expect(await reading).toEqual({
    fields: [
      { field: 'name', text: 'Trần Văn Bình' },
      { field: 'birthDate', text: '2003-11-07' },
      { field: 'number', text: '079203000456' },
    ],
    photo: null,
  })
  expect(states).toEqual(['consent', 'waiting', 'shown'])
  expect(desk.page.state.counters[0]?.card).toMatchObject({ state: 'shown', fields: ['name', 'birthDate', 'number'] })
  // How it goes is told to all who follow; what is on the card is not.
  expect(JSON.stringify(desk.page.state)).not.toMatch(/Bình|079203000456|2003-11/)
})

test('an officer who did not want it refuses, and the application is told', async () => {
  const desk = await startPaired()
  const refused = refusalOf(desk.page.readCard('5'))
  await until('the window opens', () => desk.opened.length === 2)
  await desk.own('window', { token: desk.token() })
  await desk.own('window-refuse', { token: desk.token() })
  expect(await refused).toBe('DB-CRD-204')
  expect(await refusalOf(desk.page.readCard('5'))).toBe('DB-CRD-204')
})

test('a page that gives up ends the reading', async () => {
  const desk = await startPaired()
  const giveUp = new AbortController()
  const reading = desk.page.readCard('5', { signal: giveUp.signal })
  await until('the window opens', () => desk.opened.length === 2)
  giveUp.abort()
  await expect(reading).rejects.toThrow()
  await until('nothing is read', () => desk.state() === undefined)
})

test('a locked counter reads no card and shows none', async () => {
  const desk = await startPaired()
  await desk.scan()
  desk.locked.add('5')
  expect(await refusalOf(desk.page.readCard('5'))).toBe('DB-AGT-040')
  const reading = desk.cards.reading('5')?.id
  const content = await desk.own('card-content', { counter: '5', reading, show: 'whole' })
  expect(content.body).toMatchObject({ code: 'DB-AGT-040' })
})

test('our own page sees masks until somebody wants to read', async () => {
  const desk = await startPaired()
  const { body } = await desk.own('card-read', { counter: '5', procedure: 'ho-tich' })
  await desk.scan()
  const content = (show: string) => desk.own('card-content', { counter: '5', reading: body.reading, show })
  expect((await content('masked')).body).toMatchObject({
    fields: [{ text: 'T••• V••• B•••' }, { text: '2003-••-••' }, { text: '•••••••••456' }],
  })
  expect((await content('whole')).body).toMatchObject({ fields: [{ text: 'Trần Văn Bình' }, {}, {}] })
  await desk.own('card-clear', { counter: '5', reading: body.reading })
  expect((await content('whole')).body).toMatchObject({ code: 'DB-CRD-206' })
})

browserTest('the window asks in words, and its buttons do what they say', async () => {
  const desk = await startPaired()
  const reading = desk.page.readCard('5', { procedure: 'ho-tich' })
  await until('the window opens', () => desk.opened.length === 2)
  const browser = await openBrowser()
  try {
    const path = desk.opened[1]?.slice(1) ?? ''
    const page = await openPage(browser, desk.server.url, { path, width: 640, height: 640 })
    await page.locator('#title', { hasText: 'Cho phép đọc thẻ' }).waitFor()
    expect(await page.locator('#vi').textContent()).toContain('Họ và tên, Ngày sinh, Số định danh')
    expect(await page.locator('#origin').textContent()).toBe(application)
    expect(await violations(page)).toEqual([])
    await page.locator('#agree').click()
    await page.locator('#title', { hasText: 'Đã đồng ý' }).waitFor()
    expect(await violations(page)).toEqual([])
    await page.close()
  } finally {
    await browser.close()
  }
  await desk.scan()
  expect((await reading).fields[0]).toEqual({ field: 'name', text: 'Trần Văn Bình' })
})
