import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test as vitestTest } from 'vitest'
import type { DeskState } from '../../src/centre/index.ts'
import { type DeskEnrolment, DeskError, type FleetActs, watchFleet } from '../../src/centre/index.ts'
import { hasBrowser, missingBrowser, openBrowser } from '../demo/browser.ts'
import { systemClock } from '../support/faces.ts'
import { bareKeys, complaints, openPage, signIn, testStage } from './browser-stage.ts'

// Browser, pages, server and the watch over desks are real; what desks say is what the test says.

const canRun = hasBrowser() || Boolean(process.env.CI)
if (!canRun) process.stderr.write(`\n${missingBrowser}\n\n`)
const test = vitestTest.runIf(canRun)
let browser: Browser

beforeAll(async () => {
  if (canRun) browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
})

const well: DeskState = { online: true, version: '1.2.0', backlog: 0, disk: 'room', clock: 'synced' }
const desks = ['vinh-long/quay-01', 'vinh-long/quay-02', 'vinh-long/quay-03'] as const

async function openFleet(acts: FleetActs = {}, size?: readonly [number, number]) {
  const books = new Map<string, DeskEnrolment>(
    desks.map((desk) => [desk, { ends: Date.now() + 40.5 * 86_400_000, isBlocked: false }]),
  )
  const watch = watchFleet({ known: [], clock: systemClock, enrolled: () => books })
  for (const desk of desks) {
    watch.state(desk, well)
    watch.counters(desk, { counters: [{ counter: desk.slice(-1), sign: { state: 'idle' } }] })
  }
  const stage = await testStage({ fleet: { watch, acts } })
  const office = await openPage(browser, stage, '/quan-ly?lang=vi', size ? { size } : {})
  await signIn(office)
  await office.getByRole('link', { name: 'Máy ở các quầy' }).waitFor()
  const page = await openPage(browser, stage, '/may-quay?lang=vi', {
    context: office.context(),
    expected: /status of 4\d\d/,
  })
  await page.locator('[data-desk]').first().waitFor()
  return { page, watch, books, row: (desk: string) => page.locator(`[data-desk="${desk}"]`) }
}

describe('the page of all desks', () => {
  test('says in one line whether anybody is needed, and puts the desk that needs somebody first, with what to do', async () => {
    const { page, watch, row } = await openFleet()
    await page.getByText('3 trên 3 máy đang kết nối, 0 máy cần xem. Mọi máy đều tốt').waitFor()
    const reason = 'DB-SER-004'
    watch.devices(desks[2], {
      devices: [
        { name: 'rating-1', profile: 'generic.rating-pad-5', role: 'rating-pad', counter: '3', state: 'lost', reason },
      ],
    })
    watch.state(desks[2], { ...well, disk: 'full' })
    await page.getByText('3 trên 3 máy đang kết nối, 1 máy cần xem').waitFor()
    expect(await page.locator('[data-desk]').first().getAttribute('data-desk')).toBe(desks[2])
    const words = await row(desks[2]).innerText()
    expect(words).toContain('Ổ đĩa đầy')
    expect(words).toContain('Giải phóng dung lượng')
    expect(words).toContain('Thiết bị rating-1')
    expect(words).toContain('0/1 sẵn sàng')
    expect(await row(desks[0]).innerText()).toContain('còn 40 ngày')
    await page.locator('#only-alarms').check()
    expect(await page.locator('[data-desk]').count()).toBe(1)
  })

  test('a desk is blocked only after it was asked twice', async () => {
    const blocked: string[] = []
    const { page, watch, books, row } = await openFleet({
      block: async (desk) => {
        blocked.push(desk)
        books.set(desk, { ends: Date.now() + 1e10, isBlocked: true })
        watch.state(desk, { ...well, online: false })
      },
    })
    const button = row(desks[1]).getByRole('button', { name: 'Chặn máy này' })
    await button.click()
    await page.getByRole('button', { name: 'Thôi' }).click()
    expect(blocked).toEqual([])
    await button.click()
    await page.locator('#sure-words').getByText('Chặn vinh-long/quay-02?').waitFor()
    await page.locator('#sure').getByRole('button', { name: 'Chặn máy này' }).click()
    await page.getByText('Đã làm: Chặn máy này').waitFor()
    await row(desks[1]).getByText('Đã bị chặn').waitFor()
    expect(blocked).toEqual([desks[1]])
    expect(await button.count()).toBe(0)
  })

  test('what the centre cannot do is not offered, and what it refuses is said with the next step', async () => {
    const { page, row } = await openFleet({
      wave: () => Promise.reject(new DeskError('DB-FLT-013')),
    })
    expect(await row(desks[0]).getByRole('button').count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Gửi cấu hình' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Bắt đầu đợt cập nhật' }).click()
    await page.getByText('Trung tâm này không làm được việc đó. Tải lại trang rồi thử lại.').waitFor()
  })

  test('who is not signed in is sent to where that is done, and told nothing', async () => {
    const watch = watchFleet({ known: [], clock: systemClock })
    watch.state(desks[0], well)
    const stage = await testStage({ fleet: { watch, acts: {} } })
    const page = await openPage(browser, stage, '/may-quay')
    await page.waitForURL('**/quan-ly')
    const asked = await fetch(stage.at('/v1/fleet/block'), {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: new URL(stage.web.url).origin },
      body: JSON.stringify({ desk: desks[0] }),
    })
    expect(asked.status).toBe(401)
  })

  test.each([
    ['tablet', [768, 1024]],
    ['desktop', [1280, 1024]],
  ] as const)('axe finds nothing on a %s, with alarms and in the question', async (_, size) => {
    const { page, watch, row } = await openFleet(
      { block: () => Promise.resolve(), wave: () => Promise.resolve() },
      size,
    )
    watch.state(desks[0], { ...well, quarantined: 3, disk: 'failing' })
    await row(desks[0]).getByText('Ổ đĩa bị lỗi').waitFor()
    expect(await complaints(page)).toEqual([])
    expect(await bareKeys(page)).toEqual([])
    await row(desks[0]).getByRole('button', { name: 'Chặn máy này' }).click()
    expect(await complaints(page)).toEqual([])
  })
})
