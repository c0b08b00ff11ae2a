import { openBrowser } from '../../demo/browser.ts'
import { openOneDesk } from './one-desk.ts'

/** In the page: presses a key and waits until what it shows has changed. */
const press = (key: string, phase: string) => `new Promise((resolve) => {
  const show = document.querySelector('#show')
  const begun = performance.now()
  const watch = new MutationObserver(() => {
    if (show.dataset.phase !== '${phase}') return
    watch.disconnect()
    resolve(performance.now() - begun)
  })
  watch.observe(show, { attributes: true })
  document.querySelector('[data-key=${key}]').click()
})`

/** From the click on a key of the officer's page until the page shows what it did, in a real browser. */
export async function measurePage(folder: string, count: number): Promise<number[]> {
  await using one = await openOneDesk(folder)
  const browser = await openBrowser()
  try {
    const page = await browser.newPage()
    await page.goto(one.url)
    await page.locator('#link[data-link=online]').waitFor()
    const times: number[] = []
    for (let n = 0; n < count; n++) {
      await page.locator('[data-key=next]').click()
      await page.locator('#show[data-phase=called]').waitFor()
      times.push(Number(await page.evaluate(press('begin', 'running'))))
      await page.locator('[data-key=finish]').click()
      await page.locator('#show[data-phase=none]').waitFor()
    }
    return times
  } finally {
    await browser.close()
  }
}
