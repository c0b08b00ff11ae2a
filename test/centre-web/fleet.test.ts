import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test as vitestTest } from 'vitest'
import { type DeskEnrolment, DeskError, type FleetActs, watchFleet } from '../../src/centre/index.ts'
import { hasBrowser, missingBrowser, openBrowser } from '../demo/browser.ts'
import { systemClock } from '../support/faces.ts'
import { bareKeys, complaints, openPage, testStage } from './browser-stage.ts'
import { openFleetPage, rowOf, well } from './fleet-stage.ts'

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

const desks = ['vinh-long/quay-01', 'vinh-long/quay-02', 'vinh-long/quay-03'] as const

function watchDesks() {
  const books = new Map<string, DeskEnrolment>(
    desks.map((desk) => [desk, { ends: Date.now() + 40.5 * 86_400_000, isBlocked: false }]),
  )
  const watch = watchFleet({ known: [], clock: systemClock, enrolled: () => books })
  onTestFinished(() => watch.stop())
  for (const desk of desks) {
    watch.state(desk, well)
    watch.counters(desk, { counters: [{ counter: desk.slice(-1), sign: { state: 'idle' } }] })
  }
  return watch
}

async function openFleet(acts: FleetActs = {}, size?: readonly [number, number]) {
  const watch = watchDesks()
  const page = await openFleetPage(browser, { watch, acts }, size)
  return { page, watch, row: (desk: string) => rowOf(page, desk) }
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

  test('what the centre cannot do is not offered, and what it refuses is said with the next step', async () => {
    const { page, row } = await openFleet({
      wave: () => Promise.reject(new DeskError('DB-FLT-013')),
    })
    expect(await row(desks[0]).getByRole('button').count()).toBe(0)
    expect(await page.getByRole('button', { name: 'Mã cho máy mới' }).count()).toBe(0)
    expect(await page.locator('#configuration').isVisible()).toBe(false)
    expect(await page.locator('#bundles-of-desks').isVisible()).toBe(false)
    await page.getByRole('button', { name: 'Bắt đầu đợt cập nhật' }).click()
    await page.getByText('Trung tâm này không làm được việc đó. Tải lại trang rồi thử lại.').waitFor()
  })

  test('who is not signed in is sent to where that is done', async () => {
    const watch = watchDesks()
    const stage = await testStage({ fleet: { watch, acts: {} } })
    const page = await openPage(browser, stage, '/may-quay')
    await page.waitForURL('**/quan-ly')
  })

  test.each([
    ['tablet', [768, 1024]],
    ['desktop', [1280, 1024]],
  ] as const)('axe finds nothing on a %s, with alarms', async (_, size) => {
    const { page, watch, row } = await openFleet({ wave: () => Promise.resolve() }, size)
    watch.state(desks[0], { ...well, quarantined: 3, disk: 'failing' })
    await row(desks[0]).getByText('Ổ đĩa bị lỗi').waitFor()
    expect(await complaints(page)).toEqual([])
    expect(await bareKeys(page)).toEqual([])
  })
})
