import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { createDeskServer, createFeed, type DeskEvent, type DeskView } from '../../src/desk/index.ts'
import { silentLog, systemClock, systemRandom } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { until } from '../../test/support/wait.ts'
import { openApplications } from './applications.ts'
import { startSessionHelper } from './helper.ts'
import { sessionDoorPath } from './paths.ts'

const origin = 'https://motcua.test'

test('a desk with an application in its configuration shows a code through the helper and lets the page follow', async () => {
  const dataFolder = temporaryFolder()
  const world = { clock: systemClock, random: systemRandom, log: silentLog }
  const view = { desk: { centre: 'vinh-long', desk: 'quay-05', version: '0', language: 'vi' }, officers: ['lan'] }
  const feed = createFeed<DeskView, DeskEvent>({ life: 'a', state: () => view as unknown as DeskView })
  const config = { applications: [origin], centre: 'vinh-long', desk: 'quay-05', dataFolder }
  const applications = openApplications({ ...world, config, actions: {}, feed, changed: () => {} })
  const { served } = applications
  const server = await createDeskServer({
    ...world,
    port: 0,
    pages: new Map(),
    actions: {},
    feed,
    applications: served,
  })
  onTestFinished(() => server.stop())
  const door = await applications.openDoor(() => server.url)
  onTestFinished(() => door.stop())
  const opened: string[] = []
  let isThere = false
  const helper = startSessionHelper({
    door: sessionDoorPath(dataFolder),
    clock: systemClock,
    open: (url) => opened.push(url),
    changed: (isConnected) => {
      isThere = isConnected
    },
  })
  onTestFinished(() => helper.stop())
  await until('the helper', () => isThere)

  const ask = async (name: string, body: unknown, from = origin) => {
    const headers = { origin: from, 'content-type': 'application/json' }
    const answer = await fetch(`${server.url}v1/${name}`, { method: 'POST', headers, body: JSON.stringify(body) })
    return (await answer.json()) as { code: string; session: string }
  }
  await ask('pair', {})
  await until('the window', () => opened.length === 1)
  const { code } = await ask('window', { token: opened[0]?.split('#')[1] }, server.url.slice(0, -1))
  const { session } = await ask('pair-confirm', { code })
  const socket = new WebSocket(`${server.url.replace('http', 'ws')}v1`, ['deskbridge-v1', `session.${session}`], {
    origin,
  })
  onTestFinished(() => socket.terminate())
  const first = await new Promise<string>((resolve) => socket.once('message', (data) => resolve(String(data))))
  expect(first).toContain('quay-05')
  expect(first).not.toContain('officers')
  expect(applications.alarms()).toEqual([])
})
