import { expect } from 'vitest'
import { openBrowser } from '../demo/browser.ts'
import { openPage, test, violations } from '../desk-page/pages.ts'
import { application, startApiDesk } from './desk.ts'

test('the window of a pairing shows who asks and the code; "this was not me" refuses the page', async () => {
  const desk = await startApiDesk()
  await desk.post('pair', {}, { origin: application })
  const browser = await openBrowser()
  try {
    const page = await openPage(browser, desk.server.url, {
      path: desk.opened[0]?.slice(1) ?? '',
      width: 640,
      height: 600,
    })
    await page.locator('#origin', { hasText: application }).waitFor()
    const code = await page.locator('#code').textContent()
    expect(code).toMatch(/^\d{8}$/)
    expect(await violations(page)).toEqual([])
    await page.locator('#refuse').click()
    await page.locator('#title', { hasText: 'Đã từ chối' }).waitFor()
    expect(await page.locator('#code').textContent()).toBe('')
    expect(await violations(page)).toEqual([])
    const answer = await desk.post('pair-confirm', { code }, { origin: application })
    expect([answer.status, await answer.text()]).toEqual([403, expect.stringContaining('DB-DSK-030')])
    expect(desk.access.alarms().map(({ code: alarm }) => alarm)).toEqual(['DB-DSK-031'])
    await page.close()
  } finally {
    await browser.close()
  }
})
