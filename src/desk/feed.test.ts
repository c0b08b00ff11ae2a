import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { fakeClock, keptLog } from '../../test/support/faces.ts'
import { until } from '../../test/support/wait.ts'
import { connectDesk } from './client/index.ts'
import { createDeskServer, createFeed } from './index.ts'

interface Picture {
  readonly total: number
}

async function desk({ keep = 500, life = 'first', port = 0 } = {}) {
  let total = 0
  const clock = fakeClock()
  const feed = createFeed<Picture, number>({ life, keep, state: () => ({ total }) })
  const server = await createDeskServer({ port, pages: new Map(), actions: {}, feed, clock, log: keptLog() })
  onTestFinished(() => server.stop())
  const origin = `http://127.0.0.1:${server.port}`
  return {
    server,
    feed,
    clock,
    origin,
    publish(event: number) {
      total += event
      feed.publish(event)
    },
    socket: (query = '', from = origin) => new WebSocket(`ws://127.0.0.1:${server.port}/v1${query}`, { origin: from }),
  }
}

/** What a socket is told, and how it ends. */
function heard(socket: WebSocket) {
  const messages: unknown[] = []
  const state: { messages: unknown[]; closed: boolean; refused: number | undefined } = {
    messages,
    closed: false,
    refused: undefined,
  }
  socket.on('message', (data) => messages.push(JSON.parse(String(data))))
  socket.on('close', () => {
    state.closed = true
  })
  socket.on('error', () => {})
  socket.on('unexpected-response', (_, response) => {
    state.refused = response.statusCode
    socket.terminate()
  })
  onTestFinished(() => socket.terminate())
  return state
}

/** The SDK as a page uses it, with the Origin that a browser would send. */
function page(url: string, origin: string) {
  const seen = { states: [] as Picture[], events: [] as number[], connected: false }
  const sockets: WebSocket[] = []
  const desk = connectDesk<Picture, number>(
    {
      state: (state) => seen.states.push(state),
      event: (event) => seen.events.push(event),
      connected: (connected) => {
        seen.connected = connected
      },
    },
    {
      url,
      openSocket(address) {
        const socket = new WebSocket(address, { origin })
        socket.on('error', () => {})
        sockets.push(socket)
        return socket as unknown as globalThis.WebSocket
      },
    },
  )
  onTestFinished(() => desk.close())
  return { seen, cut: () => sockets.at(-1)?.terminate() }
}

test('a page starts from the state and then hears each event with its number', async () => {
  const { socket, publish } = await desk()
  publish(1)
  const told = heard(socket())
  await until('the state', () => told.messages.length === 1)
  publish(2)
  await until('the event', () => told.messages.length === 2)
  expect(told.messages).toEqual([
    { kind: 'state', life: 'first', number: 1, state: { total: 1 } },
    { kind: 'event', number: 2, event: 2 },
  ])
})

test('a page that comes back is told what it missed, in order', async () => {
  const { socket, publish } = await desk()
  for (const event of [1, 2, 3]) publish(event)
  const told = heard(socket('?life=first&after=1'))
  await until('both', () => told.messages.length === 3)
  expect(told.messages).toEqual([
    { kind: 'resumed', life: 'first' },
    { kind: 'event', number: 2, event: 2 },
    { kind: 'event', number: 3, event: 3 },
  ])
})

test.each([
  ['was away for longer than is kept', '?life=first&after=1'],
  ['knew another life of the feed', '?life=other&after=4'],
  ['claims what never was', '?life=first&after=99'],
  ['sends nonsense', '?life=first&after=x'],
])('a page that %s starts from the state', async (_, query) => {
  const { socket, publish } = await desk({ keep: 2 })
  for (const event of [1, 2, 3, 4]) publish(event)
  const told = heard(socket(query))
  await until('the state', () => told.messages.length === 1)
  expect(told.messages).toEqual([{ kind: 'state', life: 'first', number: 4, state: { total: 10 } }])
})

test.each(['https://evil.test', 'null'])('a socket from %s is refused', async (origin) => {
  const { socket, feed } = await desk()
  const told = heard(socket('', origin))
  await until('the refusal', () => told.refused !== undefined)
  expect(told.refused).toBe(403)
  expect(feed.followers()).toBe(0)
})

test('a fifth page has to wait until one of the four closes', async () => {
  const { socket, feed } = await desk()
  const four = [0, 1, 2, 3].map(() => heard(socket()))
  await until('four pages', () => four.every(({ messages }) => messages.length === 1))
  const fifth = heard(socket())
  await until('the refusal', () => fifth.refused !== undefined)
  expect(fifth.refused).toBe(503)
  expect(feed.followers()).toBe(4)
})

test('a page that stops reading is cut, and the desk keeps nothing for it', async () => {
  const { socket, feed, publish } = await desk()
  const slow = socket()
  const told = heard(slow)
  await until('the start', () => told.messages.length === 1)
  slow.pause()
  // Whatever the kernel's buffers take, the limit comes after them.
  await until('the cut', () => {
    for (let event = 0; event < 20_000; event++) publish(event)
    return feed.followers() === 0
  })
})

test('a page that no longer answers is cut at the second ping', async () => {
  const { socket, feed, clock } = await desk()
  const silent = socket()
  const told = heard(silent)
  await until('the start', () => told.messages.length === 1)
  silent.pause()
  clock.advance(15_000)
  expect(feed.followers()).toBe(1)
  clock.advance(15_000)
  await until('the cut', () => feed.followers() === 0)
})

test('a page that talks into the feed is shown out', async () => {
  const { socket } = await desk()
  const talker = socket()
  const told = heard(talker)
  await until('the start', () => told.messages.length === 1)
  talker.send('{"press":"next"}')
  await until('the end', () => told.closed)
})

test('the browser SDK resumes by itself and misses nothing', async () => {
  const { server, origin, publish } = await desk()
  const { seen, cut } = page(server.url, origin)
  await until('the state', () => seen.connected)
  publish(1)
  await until('the first event', () => seen.events.length === 1)
  cut()
  publish(2)
  publish(3)
  await until('what was missed', () => seen.events.length === 3)
  expect(seen).toEqual({ states: [{ total: 0 }], events: [1, 2, 3], connected: true })
})

test('the browser SDK starts anew when the desk was restarted', async () => {
  const before = await desk()
  const { seen } = page(before.server.url, before.origin)
  await until('the state', () => seen.connected)
  before.publish(5)
  await until('the event', () => seen.events.length === 1)
  await before.server.stop()
  await until('the loss', () => !seen.connected)
  const after = await desk({ life: 'second', port: before.server.port })
  after.publish(7)
  await until('the new state', () => seen.states.length === 2)
  expect(seen.states).toEqual([{ total: 0 }, { total: 7 }])
})
