import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test as vitestTest } from 'vitest'
import { askOrder, type DeskIdentity, renewIdentity } from '../../src/identity/index.ts'
import { hasBrowser, missingBrowser, openBrowser } from '../demo/browser.ts'
import { newDeskFolder } from '../enrolment/enrolling-centre.ts'
import { keptLog } from '../support/faces.ts'
import { bareKeys, complaints } from './browser-stage.ts'
import { agree, type EnrolledFleet, enrolFleet, openAct, openFleetPage, rowOf, well } from './fleet-stage.ts'

// Browser, pages, server, the books of the centre and the PCs that are enrolled with the codes are real.

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

const desk = 'vinh-long/quay-05'

/** A centre with two desks, and its page. */
async function openCentre(size?: readonly [number, number]) {
  const fleet = await enrolFleet('quay-05', 'quay-06')
  const page = await openFleetPage(browser, { watch: fleet.watch, acts: { desks: fleet.acts } }, size)
  return { ...fleet, page, old: fleet.identities.get('quay-05') as DeskIdentity }
}

const codeOn = async (page: Page) => (await page.locator('#the-code').textContent()) ?? ''
const isGood = async (identity: DeskIdentity) => {
  const options = { folder: newDeskFolder(), log: keptLog(), prove: async () => undefined }
  return await renewIdentity(identity, options).then(
    () => true,
    () => false,
  )
}
const stateOf = async ({ centre }: EnrolledFleet, name: string) =>
  (await centre.enrolment.desks()).find((one) => one.desk === name)

describe('the acts with one desk', () => {
  test('a dead PC is replaced: it is said what happens, asked once, and the code makes another PC this desk', async () => {
    const site = await openCentre()
    const { page, old } = site
    await openAct(page, desk, 'Thay máy hỏng')
    await page.locator('#act').getByText('Máy cũ bị chặn ngay').waitFor()
    await page.getByRole('button', { name: 'Thôi' }).click()
    expect(await stateOf(site, desk)).toMatchObject({ state: 'enrolled' })
    await openAct(page, desk, 'Thay máy hỏng')
    await agree(page)
    const code = await codeOn(page)
    await page.locator('#act').getByText('deskbridge enrol').waitFor()
    expect(await stateOf(site, desk)).toMatchObject({ state: 'revoked', denied: 'replaced' })
    const fresh = await site.enrol('quay-05', code)
    expect(await stateOf(site, desk)).toMatchObject({ state: 'enrolled', denied: undefined })
    expect(await isGood(old)).toBe(false)
    expect(await isGood(fresh)).toBe(true)
  })

  test('a PC moves to another counter, but not onto the name of a PC that works', async () => {
    const site = await openCentre()
    const { page, old } = site
    await openAct(page, desk, 'Chuyển sang quầy khác')
    await page.locator('#act-name').fill('quay-06')
    await agree(page)
    await page.locator('#act-problem').getByText('Đã có máy mang tên quay-06').waitFor()
    expect(await stateOf(site, desk)).toMatchObject({ state: 'enrolled' })
    await page.locator('#act-name').fill('Quay-07 ')
    await page.locator('#act-name').press('Enter')
    const moved = await site.enrol('quay-07', await codeOn(page))
    expect(moved.desk).toBe('quay-07')
    expect(await stateOf(site, desk)).toMatchObject({ state: 'revoked', denied: 'moved' })
    expect(await isGood(old)).toBe(false)
  })

  test('a stolen PC is shut out at once and is to forget everything; when it is found that is taken back', async () => {
    const site = await openCentre()
    const { page, old } = site
    await openAct(page, desk, 'Báo mất cắp')
    await agree(page)
    await page.locator('#act').getByText('Đã làm: Báo mất cắp').waitFor()
    await page.getByRole('button', { name: 'Đóng' }).click()
    await rowOf(page, desk).getByText('Chờ xóa dữ liệu khi gặp máy').waitFor()
    expect(await stateOf(site, desk)).toMatchObject({ state: 'revoked', denied: 'stolen', isToForget: true })
    expect(await askOrder(old)).toMatchObject({ reason: 'stolen' })
    await openAct(page, desk, 'Bỏ chặn')
    await agree(page)
    const again = await site.enrol('quay-05', await codeOn(page))
    expect(await askOrder(old)).toBeUndefined()
    expect(await isGood(again)).toBe(true)
  })

  test('a PC that goes away is to forget everything, and works on until it is reached', async () => {
    const site = await openCentre()
    const { page, centre } = site
    await openAct(page, desk, 'Xóa máy không dùng nữa')
    await agree(page)
    await page.locator('#act').getByText('Theo dõi ở đây').waitFor()
    expect(await centre.enrolment.wipes()).toEqual([desk])
    expect(await stateOf(site, desk)).toMatchObject({ state: 'enrolled', isToForget: true })
  })

  test('a desk is blocked, which is shown at once, and what can be done with it is then something else', async () => {
    const site = await openCentre()
    const { page } = site
    await openAct(page, desk, 'Chặn máy này')
    await agree(page)
    await page.locator('#act').getByText('Muốn dùng lại').waitFor()
    await page.getByRole('button', { name: 'Đóng' }).click()
    await rowOf(page, desk).getByText('Đã bị chặn').waitFor()
    await rowOf(page, desk).getByRole('button', { name: 'Thao tác' }).click()
    expect(await page.locator('#act .choices button').allTextContents()).toEqual([
      ...['Bỏ chặn', 'Thay máy hỏng', 'Báo mất cắp'],
    ])
  })

  test('a new desk gets its code by the name that it will have', async () => {
    const { page, enrol } = await openCentre()
    await page.getByRole('button', { name: 'Mã cho máy mới' }).click()
    await page.locator('#act-name').fill('quầy 9')
    await agree(page)
    await page.locator('#act-problem').getByText('Tên "quầy 9" không dùng được').waitFor()
    await page.locator('#act-name').fill('quay-09')
    await agree(page)
    await page.locator('#act').getByText('Mã cho quay-09, dùng một lần').waitFor()
    expect((await enrol('quay-09', await codeOn(page))).desk).toBe('quay-09')
  })

  test('who takes a PC away that has not sent everything is told so', async () => {
    const { page, watch } = await openCentre()
    watch.state(desk, { ...well, backlog: 12 })
    await rowOf(page, desk).locator('td.count').getByText('12').waitFor()
    await openAct(page, desk, 'Thay máy hỏng')
    await page.locator('#act').getByText('Máy này còn 12 sự kiện chưa gửi').waitFor()
  })

  test.each([
    ['telephone', [390, 844]],
    ['desktop', [1280, 1024]],
  ] as const)('are clean for axe at each step on a %s', async (_, size) => {
    const { page } = await openCentre(size)
    const isClean = async () => expect([...(await complaints(page)), ...(await bareKeys(page))]).toEqual([])
    await rowOf(page, desk).getByRole('button', { name: 'Thao tác' }).click()
    await isClean()
    await page.locator('#act').getByRole('button', { name: 'Chuyển sang quầy khác' }).click()
    await page.locator('#act-name').fill('quay-06')
    await agree(page)
    await page.locator('#act-problem').waitFor()
    await isClean()
    await page.locator('#act-name').fill('quay-07')
    await agree(page)
    await page.locator('#the-code').waitFor()
    await isClean()
  })
})
