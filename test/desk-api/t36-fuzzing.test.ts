import { expect, onTestFinished, test } from 'vitest'
import { WebSocket } from 'ws'
import { scale } from '../faults/scale.ts'
import { seededRandom, seedOfRun } from '../support/faces.ts'
import { until } from '../support/wait.ts'
import { application, startApiDesk } from './desk.ts'
import { exchange, hold, postText, statusOf } from './raw.ts'
import { hostileBodies } from './raw-attacks.ts'

const seed = seedOfRun()
/** Requests that are sent fifty at once, and a thousand at once. */
const [damaging, refusing] = scale.pick<readonly [number, number]>({
  short: [8, 15],
  whole: [40, 100],
  long: [400, 1_000],
})

async function scene() {
  const desk = await startApiDesk()
  const session = await desk.pair(application)
  const { port } = desk.server
  const headers = {
    Host: `127.0.0.1:${port}`,
    Origin: application,
    'Content-Type': 'application/json',
    Authorization: `Bearer ${session}`,
  }
  /** The own page of the desk is served while all that goes on. */
  const isServing = async () => (await fetch(desk.server.url)).status === 200
  return { desk, session, port, headers, isServing }
}

test.each(hostileBodies)('T36: %s is no body of an action', async (_, body) => {
  const { desk, port, headers, isServing } = await scene()
  const answer = await exchange(port, ...postText('/v1/press', headers, body))
  expect([statusOf(answer), /DB-DSK-00[56]/.test(answer)]).toEqual([400, true])
  expect(desk.done).toEqual([])
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  expect(await isServing()).toBe(true)
})

test('T36: a hundred megabytes are not read, whether they are announced or not', { timeout: 120_000 }, async () => {
  const { desk, port, headers, isServing } = await scene()
  const announced = await exchange(port, ...postText('/v1/press', { ...headers, 'Content-Length': '104857600' }, '{'))
  expect(statusOf(announced)).toBe(413)
  const socket = hold(port)
  const lines = Object.entries({ ...headers, 'Transfer-Encoding': 'chunked' }).map(
    ([name, value]) => `${name}: ${value}`,
  )
  socket.write(`POST /v1/press HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
  const chunk = Buffer.concat([Buffer.from('10000\r\n'), Buffer.alloc(0x10000, 'x'), Buffer.from('\r\n')])
  let isCut = false
  socket.on('close', () => {
    isCut = true
  })
  let sent = 0
  await until('the cut', async () => {
    if (!isCut && socket.writableLength < chunk.length) {
      socket.write(chunk)
      sent += chunk.length
    }
    return isCut
  })
  expect(sent).toBeLessThan(50 * 1024 * 1024)
  expect(desk.done).toEqual([])
  expect(await isServing()).toBe(true)
})

test(`T36: ${damaging * 50} damaged requests crash nothing (SEED=${seed})`, { timeout: 240_000 }, async () => {
  const { desk, port, headers, isServing } = await scene()
  const random = seededRandom(seed)
  const pick = (length: number) => Math.floor(random.unit() * length)
  const [head, body] = postText('/v1/press', headers, '{"key":"next"}')
  const whole = Buffer.concat([Buffer.from(head), Buffer.from(body)])
  for (let round = 0; round < damaging; round++) {
    const damaged = Array.from({ length: 50 }, () => {
      const bytes = Buffer.from(whole)
      for (let damage = 0; damage < 1 + pick(8); damage++) bytes[pick(bytes.length)] = pick(256)
      return exchange(port, bytes.subarray(0, random.unit() < 0.3 ? pick(bytes.length) : bytes.length))
    })
    const answers = await Promise.all(damaged)
    expect(answers.map(statusOf).filter((status) => status >= 500)).toEqual([])
  }
  // A damage may fall where it does not matter, such as into the text of the key; nothing else may act.
  expect(desk.done.every((line) => line.startsWith('application '))).toBe(true)
  expect(await isServing()).toBe(true)
})

test('T36: five hundred connections that say a byte now and then shut nobody out', { timeout: 120_000 }, async () => {
  const { port, isServing } = await scene()
  const open = new Set<ReturnType<typeof hold>>()
  for (let count = 0; count < 500; count++) {
    const socket = hold(port)
    open.add(socket)
    socket.on('close', () => open.delete(socket))
    socket.write('GET / HTTP/1.1\r\nHo')
  }
  expect(await isServing()).toBe(true)
  await until('the surplus to be cut', () => open.size <= 130)
  const drip = setInterval(() => {
    for (const socket of open) socket.write('s')
  }, 500)
  onTestFinished(() => clearInterval(drip))
  expect(await isServing()).toBe(true)
  await until('all of them to be cut', () => open.size === 0, 60_000)
})

test('T36: a body that comes a byte at a time is cut', { timeout: 120_000 }, async () => {
  const { desk, port, headers } = await scene()
  const socket = hold(port)
  let isCut = false
  socket.on('close', () => {
    isCut = true
  })
  const [head] = postText('/v1/press', headers, '{"key":"next"}')
  socket.write(head)
  const drip = setInterval(() => socket.write(' '), 1_000)
  onTestFinished(() => clearInterval(drip))
  await until('the cut', () => isCut, 60_000)
  expect(desk.done).toEqual([])
})

test(`T36: ${refusing * 1_000} requests are refused in bounded memory and a few lines of the log`, {
  timeout: 300_000,
}, async () => {
  const { desk, port, isServing } = await scene()
  const request = `POST /v1/press HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: https://evil.test\r\nContent-Length: 0\r\n\r\n`
  const before = process.memoryUsage().heapUsed
  const batch = request.repeat(100)
  for (let round = 0; round < refusing; round++) {
    await Promise.all(Array.from({ length: 10 }, () => exchangeAll(port, batch, 100)))
  }
  expect(desk.done).toEqual([])
  expect(desk.log.lines.length).toBeLessThan(10)
  expect(await isServing()).toBe(true)
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(150 * 1024 * 1024)
})

/** Sends many requests at once and waits for as many answers. */
function exchangeAll(port: number, batch: string, answers: number): Promise<void> {
  const socket = hold(port)
  let seen = 0
  socket.setEncoding('latin1')
  return new Promise((resolve) => {
    socket.on('data', (text: string) => {
      seen += text.match(/HTTP\/1\.1 403/g)?.length ?? 0
      if (seen >= answers) socket.destroy()
    })
    socket.on('close', () => resolve())
    socket.write(batch)
  })
}

const frames: readonly (readonly [string, (socket: WebSocket) => void])[] = [
  ['a word', (socket) => socket.send('{"press":"next"}')],
  ['a frame of 2 MiB', (socket) => socket.send(Buffer.alloc(2 * 1024 * 1024))],
  [
    'a message of many pieces',
    (socket) => {
      for (let nth = 0; nth < 40; nth++) socket.send(Buffer.alloc(64 * 1024), { fin: false })
    },
  ],
  ['text that is none', (socket) => socket.send(Buffer.from([0xff, 0xfe]), { binary: false })],
]

test.each(frames)('T36: %s on a socket ends it, and does nothing', async (_, send) => {
  const { desk, session, isServing } = await scene()
  const socket = new WebSocket(`${desk.server.url.replace('http', 'ws')}v1`, ['deskbridge-v1', `session.${session}`], {
    origin: application,
  })
  let isClosed = false
  socket.on('error', () => {})
  socket.on('close', () => {
    isClosed = true
  })
  onTestFinished(() => socket.terminate())
  await new Promise((resolve) => socket.once('message', resolve))
  send(socket)
  await until('the end', () => isClosed)
  expect(desk.done).toEqual([])
  expect(await isServing()).toBe(true)
})
