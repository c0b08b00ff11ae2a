import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, onTestFinished, test as vitestTest } from 'vitest'
import { configurationActs } from '../../agent/commands/centre-push.ts'
import { sendConfigurations } from '../../src/centre/configuration/sending.ts'
import {
  type CommandDraft,
  collectBundles,
  openBundleShelf,
  openSqliteStore,
  watchFleet,
} from '../../src/centre/index.ts'
import type { CommandResult } from '../../src/contract/index.ts'
import { hasBrowser, missingBrowser, openBrowser } from '../demo/browser.ts'
import { silentLog, systemClock, systemRandom } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { projectFolder } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { bareKeys, complaints } from './browser-stage.ts'
import { agree, openAct, openFleetPage, well } from './fleet-stage.ts'

// Browser, pages, server, the books of configuration and the shelf of bundles are real; desks say what the test says.

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

const desks = ['quay-01', 'quay-02', 'quay-03'].map((name) => `vinh-long/${name}`)
const isClean = async (page: Page) => expect([...(await complaints(page)), ...(await bareKeys(page))]).toEqual([])

describe('configuration from the page', () => {
  const head = 'centre: { name: vinh-long, broker: { url: "mqtts://mqtt:8883" } }'
  const sound = [head, 'desks: [{ name: "quay-{01..03}" }]'].join('\n')
  const changed = [head, 'desks: [{ name: "quay-{01..02}" }, { name: quay-03, counters: [{ id: 9 }] }]'].join('\n')
  const wrong = [head, 'desks:', '  - { name: quay-01, counters: [{ id: 1, rating: { set: nothing } }] }'].join('\n')

  async function openCentre() {
    const folder = temporaryFolder()
    const store = await openSqliteStore({ folder })
    const sent: string[] = []
    const sender = sendConfigurations({
      database: store.database,
      send: async (desk) => void sent.push(desk),
      clock: systemClock,
      log: silentLog,
    })
    sender.connected(true)
    onTestFinished(async () => {
      await sender.stop()
      await store.close()
    })
    const watch = watchFleet({ known: [], clock: systemClock })
    onTestFinished(() => watch.stop())
    for (const desk of desks) watch.state(desk, well)
    const libraryFolder = join(projectFolder, 'device-profiles')
    const page = await openFleetPage(browser, {
      watch,
      acts: { configuration: configurationActs(store, { data: folder, libraryFolder }) },
    })
    const check = async (text: string) => {
      await page
        .locator('#plan')
        .setInputFiles({ name: 'provision.yaml', mimeType: 'text/yaml', buffer: Buffer.from(text) })
      await page.getByRole('button', { name: 'Kiểm tra tệp' }).click()
    }
    const says = (desk: string, provision: NonNullable<typeof well.provision>) =>
      sender.state(desk, { ...well, provision })
    return { page, sent, check, says }
  }

  test('a file with a mistake is not sent, and its place is said', async () => {
    const { page, sent, check } = await openCentre()
    await check(wrong)
    await page.locator('#plan-answer').getByText('Tệp có 1 chỗ sai. Chưa gửi gì.').waitFor()
    expect(await page.locator('#plan-answer code').textContent()).toMatch(/^provision\.yaml:3:\d+$/)
    expect(await page.locator('#plan-answer').textContent()).toContain('DB-PRV-005')
    expect(await page.locator('#plan-first').count()).toBe(0)
    await isClean(page)
    expect(sent).toEqual([])
  })

  test('a good one says which desks change, goes to the first, and to the others when these are well', async () => {
    const { page, sent, check, says } = await openCentre()
    await check(sound)
    await page.locator('#plan-answer').getByText('Tệp đúng. 3 trên 3 máy sẽ đổi:').waitFor()
    await isClean(page)
    await page.locator('#plan-first').fill('1')
    await page.getByRole('button', { name: 'Gửi cho 3 máy' }).click()
    await page.getByText('Đã bắt đầu gửi cấu hình 1 cho 3 máy.').waitFor()
    await until('the first desk has it', () => sent.length === 1)
    await page.locator('#pushes').getByText('quay-01: đã gửi, máy đang thử').waitFor()
    await page.locator('#pushes').getByText('quay-03: chờ').waitFor()
    expect(sent).toEqual([desks[0]])
    says(desks[0] ?? '', { revision: 1 })
    await until('the others have it', () => sent.length === 3)
    for (const desk of desks) says(desk, { revision: 1 })
    await page.locator('#pushes').getByText('Cấu hình 1: xong').waitFor()
    await isClean(page)

    await check(sound)
    await page.locator('#plan-answer').getByText('mọi máy đã có cấu hình này').waitFor()
    await check(changed)
    await page.locator('#plan-answer').getByText('Tệp đúng. 1 trên 3 máy sẽ đổi:').waitFor()
    await page.locator('#plan-answer').getByText('quay-03: thay đổi').waitFor()
  })

  test('one that a desk gives back goes to nobody else, and why is said', async () => {
    const { page, sent, check, says } = await openCentre()
    await check(sound)
    await page.getByRole('button', { name: 'Gửi cho 3 máy' }).click()
    await until('the first two have it', () => sent.length === 2)
    says(desks[1] ?? '', { revision: 0, refused: { revision: 1, error: 'DB-PRV-018' } })
    await page.locator('#pushes').getByText('đã dừng vì có máy trả lại').waitFor()
    await page.locator('#pushes [data-state=refused]').getByText('DB-PRV-018').waitFor()
    await page.locator('#pushes').getByText('quay-03: không gửi').waitFor()
    expect(sent).toHaveLength(2)
    await isClean(page)
  })
})

describe('support bundles on the page', () => {
  const zip = Buffer.from('PK\u0003\u0004 what a desk would bring', 'latin1')

  async function openCentre() {
    const answers: PromiseWithResolvers<CommandResult>[] = []
    const drafts: CommandDraft[] = []
    const bundles = collectBundles({
      shelf: openBundleShelf(temporaryFolder()),
      command(_, draft) {
        drafts.push(draft)
        const answer = Promise.withResolvers<CommandResult>()
        answers.push(answer)
        return answer.promise
      },
      ...{ clock: systemClock, random: systemRandom, log: silentLog },
    })
    const watch = watchFleet({ known: [], clock: systemClock })
    onTestFinished(() => watch.stop())
    for (const desk of desks) watch.state(desk, well)
    const page = await openFleetPage(browser, { watch, acts: { bundles } })
    const upload = () => {
      const draft = drafts.at(-1)
      return draft?.name === 'desk.support' ? draft.args.upload : ''
    }
    return { page, bundles, answers, upload }
  }

  test('one is asked for, waited for, and saved as the file that the desk brought', async () => {
    const { page, bundles, answers, upload } = await openCentre()
    const [desk = ''] = desks
    await openAct(page, desk, 'Xin gói hỗ trợ')
    await page.locator('#act').getByText('Cán bộ ở quầy được báo').waitFor()
    await agree(page)
    await page.getByRole('button', { name: 'Đóng' }).click()
    await page.locator('#bundles').getByText('Đang chờ máy gửi').waitFor()
    await isClean(page)
    expect(bundles.isWanted(desk, 'another')).toBe(false)
    await bundles.take(desk, upload(), zip)
    answers[0]?.resolve({ id: '0', state: 'done' })
    const link = page.locator('#bundles a')
    await link.waitFor()
    await isClean(page)
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    expect(download.suggestedFilename()).toMatch(/^vinh-long\.quay-01\.\d{8}-\d{6}\.zip$/)
    expect(readFileSync(await download.path())).toEqual(zip)
  })

  test('one that does not come says why, in words', async () => {
    const { page, answers } = await openCentre()
    await openAct(page, desks[1] ?? '', 'Xin gói hỗ trợ')
    await agree(page)
    await page.getByRole('button', { name: 'Đóng' }).click()
    answers[0]?.resolve({ id: '0', state: 'refused', error: 'not-enrolled' })
    await page.locator('#bundles').getByText('Không lấy được: máy này không được ghép bằng mã').waitFor()
    await isClean(page)
  })
})
