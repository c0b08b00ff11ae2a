import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect } from 'vitest'
import { openBrowser } from '../demo/browser.ts'
import { until } from '../support/wait.ts'
import { type DeskWorld, pins, startDeskWorld } from './desk-world.ts'
import { isBrowserHere, openDesk, test } from './pages.ts'

// Two officers at one counter, and two tabs of one page.

let world: DeskWorld
let browser: Browser

beforeAll(async () => {
  if (!isBrowserHere) return
  world = await startDeskWorld({ config: { counters: [{ id: 5 }, { id: 6 }] } })
  browser = await openBrowser()
}, 120_000)

afterAll(async () => {
  await browser?.close()
  await world?.stop()
}, 60_000)

const factsOf = (type: string) => world.facts.filter((fact) => fact.type === `deskbridge.${type}`)
const phase = (page: Page, name: string) => page.locator(`#show[data-phase=${name}]`).waitFor()
const officer = (page: Page, name: string) => page.locator('#officer', { hasText: name }).waitFor()
const shown = (page: Page) => page.locator('#ticket').textContent()

async function openTwo(): Promise<readonly [Page, Page]> {
  const tabs = [await openDesk(browser, world.url), await openDesk(browser, world.url)] as const
  for (const tab of tabs) {
    await tab.locator('#link[data-link=online]').waitFor()
    await until(
      'who may sign in is known',
      async () => (await tab.locator('#roster').getAttribute('data-shown')) !== '',
    )
  }
  return tabs
}

async function signIn(page: Page, name: string, pin: string, parting?: 'hand-over' | 'finish'): Promise<void> {
  await page.locator('#sign-in').click()
  await page.locator('#roster button', { hasText: name }).click()
  if (parting) await page.locator(`[value=${parting}]`).check()
  await page.locator('#pin').fill(pin)
  await page.locator('#signing-go').click()
  await page.locator('#signing').waitFor({ state: 'hidden' })
}

test('what is done in one tab stands in the other; both pressed at once are one call', {
  timeout: 180_000,
}, async () => {
  const [one, two] = await openTwo()
  const before = factsOf('call.requested').length
  // Pressed by the pages themselves: a busy PC takes too long to move two mice at the same moment.
  for (const tab of [one, two]) await tab.locator('[data-key=next]').waitFor()
  await Promise.all([one, two].map((tab) => tab.evaluate("document.querySelector('[data-key=next]').click()")))
  for (const tab of [one, two]) await phase(tab, 'called')
  expect(await shown(one)).toBe(await shown(two))
  await until('the books have both presses', () => factsOf('call.ignored').length > 0)
  expect(factsOf('call.requested').length - before).toBe(1)
  await two.locator('[data-key=begin]').click()
  await phase(one, 'running')
  await one.locator('[data-key=finish]').click()
  await phase(two, 'none')
})

test('each tab shows the counter that was chosen in it', { timeout: 180_000 }, async () => {
  const [one, two] = await openTwo()
  await one.locator('#tab-list [data-counter="5"]').click()
  await two.locator('#tab-list [data-counter="6"]').click()
  await two.locator('[data-key=next]').click()
  await phase(two, 'called')
  const number = (await shown(two)) ?? ''
  await one.locator('#tab-list [data-counter="6"]', { hasText: number }).waitFor()
  expect(await one.locator('#show').getAttribute('data-phase')).toBe('none')
  await two.reload()
  await phase(two, 'called')
  expect(await shown(two)).toBe(number)
  await two.locator('[data-key=skip]').click()
  await phase(two, 'none')
})

test('an officer who sits down in one tab takes the counter over in both, and the one before is told so', {
  timeout: 180_000,
}, async () => {
  const [ofAn, ofBinh] = await openTwo()
  await signIn(ofAn, 'Nguyễn Thị An', pins['cb-an'])
  await officer(ofBinh, 'Nguyễn Thị An')
  await ofAn.locator('[data-key=next]').click()
  await phase(ofAn, 'called')
  await ofAn.locator('[data-key=begin]').click()
  await phase(ofBinh, 'running')
  // An has the dialog open, too, and is later.
  await ofAn.locator('#sign-in').click()
  await signIn(ofBinh, 'Trần Văn Bình', pins['cb-binh'], 'hand-over')
  await officer(ofAn, 'Trần Văn Bình')
  await ofAn.locator('#signing-cancel').click()
  await ofAn.locator('[data-key=finish]').click()
  await phase(ofBinh, 'none')
  await until('the books have it', () =>
    factsOf('service.end').some(({ data }) => 'officer' in data && data.officer === 'cb-binh'),
  )
  const changes = factsOf('officer.changed').map(({ data }) => ('to' in data ? data.to : undefined))
  expect(changes.slice(-2)).toEqual(['cb-an', 'cb-binh'])
})

test('two who sit down at the same moment: one of them does, both tabs say who, and the facts are as the tabs', {
  timeout: 180_000,
}, async () => {
  const [one, two] = await openTwo()
  const sitDown = async (page: Page, name: string, pin: string) => {
    await page.locator('#sign-in').click()
    await page.locator('#roster button', { hasText: name }).click()
    await page.locator('#pin').fill(pin)
  }
  await sitDown(one, 'Nguyễn Thị An', pins['cb-an'])
  await sitDown(two, 'Trần Văn Bình', pins['cb-binh'])
  await Promise.all([one, two].map((tab) => tab.locator('#signing-go').click()))
  const seats = async () => Promise.all([one, two].map((tab) => tab.locator('#officer').textContent()))
  const lastFact = () => factsOf('officer.changed').at(-1)?.data as { readonly to?: string } | undefined
  const names: Readonly<Record<string, string>> = { 'cb-an': 'Nguyễn Thị An', 'cb-binh': 'Trần Văn Bình' }
  await until('both tabs say the same as the books', async () => {
    const [first, second] = await seats()
    return first === second && first === names[lastFact()?.to ?? '']
  })
})

test('a lock in one tab locks the other, and outlives the program; its officer opens both', {
  timeout: 180_000,
}, async () => {
  const [one, two] = await openTwo()
  await signIn(one, 'Nguyễn Thị An', pins['cb-an'])
  await officer(two, 'Nguyễn Thị An')
  await two.locator('#lock').click()
  for (const tab of [one, two]) await tab.locator('#locked').waitFor()
  await world.agent.kill()
  await until(
    'the desk is there again',
    () =>
      world.client.status().then(
        ({ online }) => online,
        () => false,
      ),
    60_000,
  )
  for (const tab of [one, two]) {
    await tab.locator('#page-lost').waitFor({ state: 'hidden' })
    expect(await tab.locator('#locked').isVisible()).toBe(true)
  }
  await one.locator('#unlock').click()
  await one.locator('#pin').fill(pins['cb-an'])
  await one.locator('#signing-go').click()
  for (const tab of [one, two]) await tab.locator('#locked').waitFor({ state: 'hidden' })
})
