import { expect, onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import type { Fact } from '../../src/contract/index.ts'
import { openBrowser } from '../demo/browser.ts'
import { startDeskWorld } from '../desk-page/desk-world.ts'
import { openDesk, test } from '../desk-page/pages.ts'
import { startDeskbridge, untilSaid } from '../support/processes.ts'
import { until } from '../support/wait.ts'

const application = 'https://motcua.test'

test('an application in the configuration of a running desk is paired by the code that the helper shows, and calls a number', async () => {
  const world = await startDeskWorld({ config: { applications: [application] } })
  onTestFinished(() => world.stop())
  const helper = startDeskbridge('--lang', 'en', 'session', '--config', world.configFile, '--no-browser')
  await untilSaid(helper, 'Connected')

  const ask = async (name: string, body: unknown, { origin = application, session = '' } = {}) => {
    const headers = {
      origin,
      'content-type': 'application/json',
      ...(session ? { authorization: `Bearer ${session}` } : {}),
    }
    const answer = await fetch(`${world.url}v1/${name}`, { method: 'POST', headers, body: JSON.stringify(body) })
    return { status: answer.status, body: (await answer.json()) as Record<string, string> }
  }
  expect((await ask('call', { counter: '5', action: 'next' })).status).toBe(401)
  await ask('pair', {})
  await until('the window opens', () => /#\S+/.test(helper.said()))
  const token = /#(\S+)/.exec(helper.said())?.[1]
  const { body } = await ask('window', { token }, { origin: world.url.slice(0, -1) })
  const session = (await ask('pair-confirm', { code: body.code })).body.session ?? ''

  const socket = new WebSocket(`${world.url.replace('http', 'ws')}v1`, ['deskbridge-v1', `session.${session}`], {
    origin: application,
  })
  onTestFinished(() => socket.terminate())
  const heard: string[] = []
  socket.on('message', (data) => heard.push(String(data)))
  await until('the state', () => heard.length > 0)
  expect(heard[0]).not.toMatch(/salt|needsPin/)
  expect((await ask('call', { counter: '5', action: 'next' }, { session })).status).toBe(200)
  await until('the number is told', () => heard.some((text) => text.includes('"ticket":"A001"')))
  const requested = (): Fact | undefined => world.facts.find(({ type }) => type === 'deskbridge.call.requested')
  await until('the fact is at the centre', () => requested() !== undefined)
  expect(requested()?.data).toMatchObject({ action: 'next', via: 'application' })
  // What is for the officer's page alone is not there.
  expect((await ask('sign-in', { counter: '5', officer: 'cb-an' }, { session })).status).toBe(404)

  // Somebody at the desk looks who is paired, and throws it out.
  const browser = await openBrowser()
  onTestFinished(() => browser.close())
  const page = await openDesk(browser, world.url, { path: '#ky-thuat' })
  const row = page.locator('#pairings li')
  await row.waitFor()
  expect(await row.textContent()).toContain(application)
  await row.getByRole('button').click()
  await page.locator('#pairings .hint').waitFor()
  expect((await ask('call', { counter: '5', action: 'next' }, { session })).status).toBe(401)
  await until('its socket is closed', () => socket.readyState === WebSocket.CLOSED)
})
