// Takes the pictures of the centre's pages, to be looked at by people: node test/centre-web/pictures.ts
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { openBrowser } from '../demo/browser.ts'
import { until } from '../support/wait.ts'
import { dayReport, placeOf } from './hall-plan.ts'
import { openStage, password, type Stage } from './stage.ts'

const folder = join(import.meta.dirname, 'pictures')
mkdirSync(folder, { recursive: true })

interface Scene {
  readonly name: string
  readonly path: string
  readonly size: readonly [number, number]
  readonly counters?: number
  /** Brings the page where the picture is taken. */
  act?(page: Page, stage: Stage): Promise<void>
}

const kiosk = [1280, 1024] as const
const wall = [1920, 1080] as const
const tablet = [1024, 768] as const
const pad = `/danh-gia/${placeOf(1)}`

const scenes: readonly Scene[] = [
  { name: 'lay-so-1', path: '/lay-so', size: kiosk, act: async (_, { hall }) => void (await issueSome(hall)) },
  {
    name: 'lay-so-2-uu-tien',
    path: '/lay-so',
    size: kiosk,
    act: (page) => page.locator('[data-field=ho-tich]').click(),
  },
  {
    ...{ name: 'lay-so-3-so', path: '/lay-so?address=https://so.vinhlong.gov.vn', size: kiosk },
    async act(page, { hall }) {
      await issueSome(hall)
      await page.locator('[data-field=ho-tich]').click()
      await page.locator('#priority').click()
      await page.locator('#number').getByText('B00').waitFor()
    },
  },
  {
    ...{ name: 'lay-so-4-phieu-in', path: '/lay-so?address=https://so.vinhlong.gov.vn', size: [302, 480] },
    async act(page, { hall }) {
      await issueSome(hall)
      await page.locator('[data-field=ho-tich]').click()
      await page.locator('#priority').click()
      await page.locator('#number').getByText('B00').waitFor()
      await page.emulateMedia({ media: 'print' })
    },
  },
  {
    ...{ name: 'lay-so-5-mat-ket-noi', path: '/lay-so', size: kiosk },
    async act(page, { web }) {
      await page.locator('[data-field=ho-tich]').waitFor()
      await web.stop()
      await page.locator('#lost').waitFor()
    },
  },
  { name: 'lay-so-dung', path: '/lay-so', size: [768, 1024] },
  { name: 'bang-8-quay', path: '/bang', size: wall, act: async (_, { hall }) => busy(hall, 8) },
  { name: 'bang-30-quay', path: '/bang', size: wall, counters: 30, act: async (_, { hall }) => busy(hall, 30) },
  {
    ...{ name: 'bang-mat-ket-noi', path: '/bang', size: wall, counters: 30 },
    async act(page, { hall, web }) {
      busy(hall, 30)
      await page.locator('#latest').waitFor()
      await web.stop()
      await page.locator('#lost').waitFor()
    },
  },
  { name: 'bang-chua-goi', path: '/bang?voice=1', size: [1280, 720], counters: 4 },
  { name: 'danh-gia-1-ghep', path: pad, size: tablet },
  { name: 'danh-gia-2-cho', path: pad, size: tablet, act: pairPad },
  { name: 'danh-gia-3-hoi', path: pad, size: tablet, act: armPad },
  {
    ...{ name: 'danh-gia-4-da-bam', path: pad, size: tablet },
    async act(page, stage) {
      await armPad(page, stage)
      await page.locator('[data-level="4"]').click()
      await page.locator('.news[data-state=recorded]').waitFor()
    },
  },
  {
    ...{ name: 'danh-gia-5-cau-them', path: pad, size: tablet },
    async act(page, stage) {
      await armPad(page, stage)
      await page.locator('[data-level="4"]').click()
      await page.locator('#skip').waitFor()
    },
  },
  {
    ...{ name: 'danh-gia-6-cam-on', path: pad, size: tablet },
    async act(page, stage) {
      await armPad(page, stage)
      await page.locator('[data-level="4"]').click()
      await page.locator('#skip').click()
      await page.locator('#skip').click()
      await page.locator('body[data-at=thanks]').waitFor()
    },
  },
  {
    ...{ name: 'danh-gia-7-loi', path: pad, size: tablet },
    async act(page, stage) {
      await armPad(page, stage)
      stage.hall.failPresses(true)
      await page.locator('[data-level="2"]').click()
      await page.locator('.news[data-state=failed]').waitFor()
    },
  },
  {
    ...{ name: 'danh-gia-8-mat-ket-noi', path: pad, size: tablet },
    async act(page, stage) {
      await pairPad(page, stage)
      await stage.web.stop()
      await page.locator('#lost').waitFor()
    },
  },
  { name: 'danh-gia-dung', path: `${pad}?lang=en`, size: [768, 1024], act: armPad },
  { name: 'quan-ly-1-dang-nhap', path: '/quan-ly?lang=vi', size: tablet },
  { name: 'quan-ly-2', path: '/quan-ly?lang=vi', size: [1280, 1100], act: openOffice },
  { name: 'quan-ly-en', path: '/quan-ly?lang=en', size: tablet, act: openOffice },
  {
    ...{ name: 've-cho', path: '/ve/B003', size: [390, 700] },
    async act(page, { hall }) {
      await issueSome(hall)
      await page.reload()
      await page.locator('body[data-state=waiting]').waitFor()
    },
  },
  {
    ...{ name: 've-den-luot', path: '/ve/B001', size: [390, 700] },
    async act(page, { hall }) {
      await issueSome(hall)
      hall.call(placeOf(2), 'B001')
      await page.reload()
      await page.locator('body[data-state=called]').waitFor()
    },
  },
]

const only = process.argv.slice(2)
const browser = await openBrowser()
try {
  for (const scene of scenes) if (only.length === 0 || only.some((name) => scene.name.includes(name))) await take(scene)
} finally {
  await browser.close()
}

async function take(scene: Scene): Promise<void> {
  const stage = await openStage({ counters: scene.counters ?? 8, day: dayReport })
  const page = await openPage(browser, scene.size)
  try {
    await page.goto(stage.at(scene.path))
    await until('the page', () => page.evaluate('document.readyState === "complete"'))
    await page.waitForLoadState('networkidle')
    await scene.act?.(page, stage)
    await page.waitForTimeout(300)
    await page.screenshot({ path: join(folder, `${scene.name}.png`) })
  } finally {
    await page.context().close()
    await stage.web.stop()
  }
}

async function openPage(browser: Browser, [width, height]: readonly [number, number]): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height } })
  return await context.newPage()
}

async function issueSome(hall: Stage['hall']): Promise<void> {
  for (const [field, count] of [
    ['dat-dai', 7],
    ['ho-tich', 3],
    ['bao-tro', 12],
  ] as const) {
    for (let index = 0; index < count; index++) await hall.issue(field)
  }
}

function busy(hall: Stage['hall'], counters: number): void {
  for (let number = 1; number <= counters; number++) {
    const letter = 'ABCDEK'[(number - 1) % 6] ?? 'A'
    if (number % 7 === 3) hall.sign(placeOf(number), { state: 'paused', reason: 'Nghỉ giữa giờ' })
    else if (number % 11 === 5) hall.sign(placeOf(number), { state: 'closed' })
    else if (number % 9 !== 4) hall.call(placeOf(number), `${letter}${String(number * 7).padStart(3, '0')}`)
  }
  hall.online(placeOf(6), false)
  hall.call(placeOf(1), 'A012')
}

async function pairPad(page: Page, stage: Stage): Promise<void> {
  const operator = await page.context().browser()?.newContext()
  const office = await operator?.newPage()
  if (!office) return
  await signIn(office, stage)
  await office
    .locator(`[data-place="${placeOf(1)}"] .pads button`)
    .first()
    .click()
  const code = (await office.locator('.code b').textContent()) ?? ''
  await office.context().close()
  await page.locator('#code').fill(code.replace(/\D/g, ''))
  await page.locator('#pair button').click()
  await page.locator('#idle').waitFor()
}

async function armPad(page: Page, stage: Stage): Promise<void> {
  await pairPad(page, stage)
  stage.hall.arm(placeOf(1), '019ab3f0-0000-7000-8000-000000000001', 'reception')
  await page.locator('#asking').waitFor()
}

async function signIn(page: Page, stage: Stage): Promise<void> {
  await page.goto(stage.at('/quan-ly?lang=vi'))
  await page.locator('#password').fill(password)
  await page.locator('#password').press('Enter')
  await page.locator('#inside').waitFor()
}

async function openOffice(page: Page, stage: Stage): Promise<void> {
  const { hall } = stage
  await issueSome(hall)
  busy(hall, 8)
  hall.arm(placeOf(2), '019ab3f0-0000-7000-8000-000000000002')
  hall.conflict({
    ...{ id: 1, ticket: 'A003', places: [placeOf(1), placeOf(7)], settled: null },
    at: [Date.UTC(2026, 10, 22, 2, 11), Date.UTC(2026, 10, 22, 2, 19)],
  })
  await page.locator('#password').fill(password)
  await page.locator('#password').press('Enter')
  await page.locator('#inside').waitFor()
  await page.locator('#report').getByText('quay-01').waitFor()
  await page
    .locator(`[data-place="${placeOf(4)}"] .pads button`)
    .first()
    .click()
  await page.locator('.code b').waitFor()
}
