import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../support/folder.ts'
import { has, start } from '../support/processes.ts'
import { application, startApiDesk } from './desk.ts'

const other = 'https://other.test'
const canBeOthers = process.platform === 'linux' && process.getuid?.() === 0 && has('runuser') && has('curl')

/** What another user of this PC gets with the very same request. */
async function asNobody(url: string, headers: Readonly<Record<string, string>>, body: string): Promise<string> {
  const given = Object.entries(headers).flatMap(([name, value]) => ['-H', `${name}: ${value}`])
  const args = ['-u', 'nobody', '--', 'curl', '-s', '-w', ' %{http_code}', '-X', 'POST', ...given, '-d', body, url]
  const curl = start('runuser', args)
  await curl.ended
  return curl.said()
}

test.runIf(canBeOthers)('T35: the secret in the hands of another user of this PC is worth nothing', async () => {
  const desk = await startApiDesk()
  const session = await desk.pair(application)
  const headers = { origin: application, 'content-type': 'application/json', authorization: `Bearer ${session}` }
  const answer = await asNobody(`${desk.server.url}v1/press`, headers, '{"key":"next"}')
  expect(answer).toMatch(/DB-DSK-020.* 401$/s)
  expect(desk.done).toEqual([])
  expect((await desk.post('press', { key: 'mine' }, { origin: application, session })).status).toBe(200)
})

test.runIf(canBeOthers)('T35: another user cannot open the window of a pairing', async () => {
  const desk = await startApiDesk()
  await desk.post('pair', {}, { origin: application })
  const token = desk.opened[0]?.split('#')[1] ?? ''
  const own = desk.server.url.slice(0, -1)
  const headers = { origin: own, 'content-type': 'application/json' }
  const answer = await asNobody(`${desk.server.url}v1/window`, headers, JSON.stringify({ token }))
  expect(answer).toMatch(/DB-DSK-025.* 403$/s)
  // The thief did not use it up either.
  expect((await desk.post('window', { token }, { origin: own })).status).toBe(200)
})

test('T35: the secret is worth nothing on another page', async () => {
  const desk = await startApiDesk({ origins: [application, other] })
  const session = await desk.pair(application)
  expect((await desk.post('press', { key: 'next' }, { origin: other, session })).status).toBe(401)
  expect(desk.done).toEqual([])
})

test('T35: the secret is worth nothing at another desk, after a revocation, and after both in a new life', async () => {
  const folder = temporaryFolder()
  const desk = await startApiDesk({ folder })
  const session = await desk.pair(application)
  const elsewhere = await startApiDesk()
  expect((await elsewhere.post('press', { key: 'next' }, { origin: application, session })).status).toBe(401)
  desk.access.revoke(desk.access.pairings()[0]?.id ?? '')
  expect((await desk.post('press', { key: 'next' }, { origin: application, session })).status).toBe(401)
  await desk.server.stop()
  const after = await startApiDesk({ folder })
  expect((await after.post('press', { key: 'next' }, { origin: application, session })).status).toBe(401)
  expect([...desk.done, ...elsewhere.done, ...after.done]).toEqual([])
})

test('T35: what stands on the disk opens nothing', async () => {
  const desk = await startApiDesk()
  await desk.pair(application)
  const file = JSON.parse(execFileSync('cat', [`${desk.folder}/applications.json`], { encoding: 'utf8' })) as {
    sessions: { hash: string; id: string }[]
  }
  for (const secret of [file.sessions[0]?.hash ?? '', file.sessions[0]?.id ?? '']) {
    const answer = await desk.post('press', { key: 'next' }, { origin: application, session: secret })
    expect(answer.status).toBe(401)
  }
})

test('T35: a file of pairings that is no such file pairs nobody, and the desk starts', async () => {
  const folder = temporaryFolder()
  writeFileSync(`${folder}/applications.json`, '{"sessions":[{"origin":1}],"attempts":[]}')
  const desk = await startApiDesk({ folder })
  expect(desk.access.pairings()).toEqual([])
})
