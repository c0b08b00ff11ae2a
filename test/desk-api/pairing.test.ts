import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { fakeClock } from '../support/faces.ts'
import { until } from '../support/wait.ts'
import { application, startApiDesk } from './desk.ts'

// Everything here goes through the server, as a browser's page would.

async function follow(url: string, origin: string, session: string) {
  const socket = new WebSocket(`${url.replace('http', 'ws')}v1`, ['deskbridge-v1', `session.${session}`], { origin })
  const seen = { messages: [] as unknown[], closed: 0, refused: 0 }
  socket.on('message', (data) => seen.messages.push(JSON.parse(String(data))))
  socket.on('close', (code) => {
    seen.closed = code
  })
  socket.on('error', () => {})
  socket.on('unexpected-response', (_, response) => {
    seen.refused = response.statusCode ?? 0
    socket.terminate()
  })
  onTestFinished(() => socket.terminate())
  await until('the first word', () => seen.messages.length > 0 || seen.refused > 0)
  return { socket, seen }
}

test('a paired application does what applications may, and follows', async () => {
  const desk = await startApiDesk()
  const session = await desk.pair(application)
  const answer = await desk.post('press', { key: 'next' }, { origin: application, session })
  expect([answer.status, await answer.json()]).toEqual([200, { key: 'next' }])
  expect(answer.headers.get('access-control-allow-origin')).toBe(application)
  expect(answer.headers.get('vary')).toBe('origin')
  expect(answer.headers.has('access-control-allow-credentials')).toBe(false)
  const { seen, socket } = await follow(desk.server.url, application, session)
  expect(socket.protocol).toBe('deskbridge-v1')
  await desk.post('press', { key: 'recall' }, { origin: application, session })
  await until('the event', () => seen.messages.length === 2)
  expect(seen.messages[1]).toEqual({ kind: 'event', number: 2, event: { key: 'recall' } })
  expect(desk.done).toEqual(['application next', 'application recall'])
})

test('what is for our own pages alone is not there for a paired application', async () => {
  const desk = await startApiDesk()
  const session = await desk.pair(application)
  for (const name of ['sign-in', 'pairings', 'pairing-revoke', 'window']) {
    expect((await desk.post(name, {}, { origin: application, session })).status).toBe(404)
  }
  expect((await desk.post('sign-in', { officer: 'a' }, { origin: application })).status).toBe(401)
  expect(desk.done).toEqual([])
})

test('the own page needs no pairing, and lists and revokes those of others', async () => {
  const desk = await startApiDesk()
  const session = await desk.pair(application)
  const own = desk.server.url.slice(0, -1)
  const { seen } = await follow(desk.server.url, application, session)
  const listed = (await (await desk.post('pairings', {}, { origin: own })).json()) as { id: string; origin: string }[]
  expect(listed.map(({ origin }) => origin)).toEqual([application])
  expect((await desk.post('pairing-revoke', { id: listed[0]?.id }, { origin: own })).status).toBe(200)
  await until('the socket to be closed', () => seen.closed === 4401)
  expect((await desk.post('press', { key: 'next' }, { origin: application, session })).status).toBe(401)
  expect((await follow(desk.server.url, application, session)).seen.refused).toBe(401)
})

test('a browser learns what an application may send, and nobody else', async () => {
  const desk = await startApiDesk()
  const ask = (origin: string, method = 'POST') =>
    fetch(`${desk.server.url}v1/press`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': 'authorization' },
    })
  const allowed = await ask(application)
  expect(allowed.status).toBe(204)
  expect(allowed.headers.get('access-control-allow-origin')).toBe(application)
  expect(allowed.headers.get('access-control-allow-headers')).toBe('authorization, content-type')
  expect((await ask(application, 'DELETE')).status).toBe(405)
  for (const origin of ['https://motcua.test.evil.test', 'http://motcua.test', 'https://motcua.test:444', 'null']) {
    const refused = await ask(origin)
    expect(refused.status).toBe(403)
    expect([...refused.headers.keys()].filter((name) => name.startsWith('access-control'))).toEqual([])
  }
})

test('an application gets no page of ours', async () => {
  const desk = await startApiDesk()
  expect((await fetch(desk.server.url, { headers: { origin: application } })).status).toBe(403)
  expect((await fetch(`${desk.server.url}window`, { headers: { origin: application } })).status).toBe(403)
})

test('a fifth socket of an application is refused, and the own page still follows', async () => {
  const desk = await startApiDesk()
  const session = await desk.pair(application)
  for (let count = 0; count < 4; count++) await follow(desk.server.url, application, session)
  expect((await follow(desk.server.url, application, session)).seen.refused).toBe(503)
  const own = await follow(desk.server.url, desk.server.url.slice(0, -1), '')
  expect(own.seen.messages).toHaveLength(1)
})

test('an application that asks without end is slowed down, the own page is not', async () => {
  const clock = fakeClock()
  const desk = await startApiDesk({ clock })
  const session = await desk.pair(application)
  const statuses: number[] = []
  for (let count = 0; count < 120; count++) {
    statuses.push((await desk.post('press', { key: 'x' }, { origin: application, session })).status)
  }
  expect(statuses.map((status) => status === 200).lastIndexOf(true)).toBe(59)
  expect(new Set(statuses.slice(60))).toEqual(new Set([429]))
  clock.advance(1_000)
  expect((await desk.post('press', { key: 'x' }, { origin: application, session })).status).toBe(200)
  expect((await desk.post('press', { key: 'x' }, { origin: desk.server.url.slice(0, -1) })).status).toBe(200)
})

test('the secret of a session never comes back, not in a list and not on a socket', async () => {
  const desk = await startApiDesk()
  const session = await desk.pair(application)
  const { socket } = await follow(desk.server.url, application, session)
  const listed = await (await desk.post('pairings', {}, { origin: desk.server.url.slice(0, -1) })).text()
  expect(listed + socket.protocol + JSON.stringify(desk.log.lines)).not.toContain(session)
})
