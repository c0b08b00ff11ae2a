import type { IncomingMessage, RequestListener } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { fakeClock } from '../../../test/support/faces.ts'
import { until } from '../../../test/support/wait.ts'
import { forever, systemClock } from '../bus.fixture.ts'
import type { Wire } from '../wire.ts'
import { openRest } from './rest-wire.ts'
import { message, messages, rawServer, webServer } from './service.fixture.ts'

const max = 4096

async function open(url: string, more: object = {}, clock = systemClock): Promise<Wire> {
  const wire = await openRest({ url, max, ...more }, clock, forever())
  onTestFinished(() => wire.close())
  return wire
}

const joined = async (answer: RequestListener) => open((await webServer(answer)).url)
const ask = (path: string) => message({ method: 'GET', path })

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const part of request) text += part
  return text
}

test('a request is a message, and so is its answer', async () => {
  const wire = await joined(async (request, response) => {
    const body = await textOf(request)
    response.end(JSON.stringify({ method: request.method, type: request.headers['content-type'], body }))
  })
  expect(wire.kind).toBe('messages')
  const order = message({ method: 'POST', path: '/card/checkCardPresent?wait=1', body: { reader: 'Đầu đọc 0' } })
  await wire.write(order)
  await wire.write(ask('/devices'))
  expect(await messages(wire, 2)).toEqual([
    {
      path: '/card/checkCardPresent?wait=1',
      status: 200,
      body: { method: 'POST', type: 'application/json', body: '{"reader":"Đầu đọc 0"}' },
    },
    { path: '/devices', status: 200, body: { method: 'GET', body: '' } },
  ])
  expect(wire.stats()).toMatchObject({ bytesOut: order.length + ask('/devices').length, droppedBytes: 0 })
})

test('an answer that is no success or no JSON is told as it is', async () => {
  const wire = await joined((_request, response) => response.writeHead(503).end('đang khởi động'))
  await wire.write(ask('/devices'))
  expect(await messages(wire, 1)).toEqual([{ path: '/devices', status: 503, body: 'đang khởi động' }])
})

test('a path goes behind that of the address', async () => {
  const { url } = await webServer((request, response) => response.end(JSON.stringify(request.url)))
  const wire = await open(`${url}/api/`)
  await wire.write(ask('/devices'))
  expect(await messages(wire, 1)).toEqual([{ path: '/devices', status: 200, body: '/api/devices' }])
})

test('requests are made one at a time, in order', async () => {
  let atOnce = 0
  let most = 0
  const wire = await joined((_request, response) => {
    most = Math.max(most, ++atOnce)
    let turns = 50
    const answer = () => {
      if (turns-- > 0) return void setImmediate(answer)
      atOnce--
      response.end('1')
    }
    answer()
  })
  const paths = ['/a', '/b', '/c', '/d']
  await Promise.all(paths.map((path) => wire.write(ask(path))))
  expect(await messages(wire, 4)).toEqual(paths.map((path) => ({ path, status: 200, body: 1 })))
  expect(most).toBe(1)
})

test('more requests than fit are refused', async () => {
  const wire = await joined(() => undefined)
  const write = (): Promise<void> => wire.write(message({ method: 'POST', path: '/a', body: 'x'.repeat(30_000) }))
  const first = [write(), write()]
  await expect(write()).rejects.toMatchObject({ code: 'DB-SVC-008' })
  await wire.close()
  for (const one of first) await expect(one).rejects.toMatchObject({ code: 'DB-BUS-001' })
})

test.each([
  ['that says how long it is', (): object => ({ 'content-length': max * 1000 })],
  ['that does not', (): object => ({})],
])('an answer beyond the limit %s ends the connection, and is not read', async (_how, headers) => {
  let written = 0
  const wire = await joined((_request, response) => {
    response.writeHead(200, { ...headers() })
    const pour = () => {
      while (!response.destroyed && written < max * 1000) {
        written += max
        if (!response.write('x'.repeat(max))) return void response.once('drain', pour)
      }
    }
    pour()
  })
  await expect(wire.write(ask('/photo'))).rejects.toMatchObject({ code: 'DB-SVC-009' })
  expect(await wire.lost).toMatchObject({ code: 'DB-SVC-009', args: { limit: max } })
  expect(written).toBeLessThan(max * 1000)
})

test.each([
  ['says nothing', '', ''],
  ['stops in the middle of its answer', 'HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"rea', ''],
])('a service that %s is lost when its time is over', async (_how, answer) => {
  const clock = fakeClock()
  let asked = 0
  const port = await rawServer((peer) => {
    peer.once('data', () => {
      asked++
      peer.write(answer)
    })
  })
  const wire = await open(`http://127.0.0.1:${port}`, {}, clock)
  const write = wire.write(ask('/devices'))
  await until('the request at the service', () => asked === 1)
  clock.advance(10_000)
  await expect(write).rejects.toMatchObject({ code: 'DB-SVC-002', args: { seconds: 10 } })
  expect(await wire.lost).toMatchObject({ code: 'DB-SVC-002' })
  await wire.close()
})

test('a service that breaks off is lost', async () => {
  const wire = await joined((request) => request.socket.destroy())
  await expect(wire.write(ask('/devices'))).rejects.toMatchObject({ code: 'DB-SVC-006' })
  expect(await wire.lost).toMatchObject({ code: 'DB-SVC-006' })
})

test('a service that has ended in between is lost with the next request', async () => {
  const { server, url } = await webServer((_request, response) => response.end('1'))
  const wire = await open(url)
  await wire.write(ask('/devices'))
  server.close()
  await expect(wire.write(ask('/devices'))).rejects.toMatchObject({ code: 'DB-SVC-001' })
})

test('a service that sends us elsewhere is not followed', async () => {
  let calls = 0
  const elsewhere = await webServer((_request, response) => {
    calls++
    response.end('1')
  })
  const wire = await joined((_request, response) => response.writeHead(307, { location: elsewhere.url }).end())
  await expect(wire.write(ask('/devices'))).rejects.toMatchObject({ code: 'DB-SVC-011', args: { reason: 'HTTP 307' } })
  expect(calls).toBe(0)
})

test('a self-signed certificate is taken only where the profile says so', async () => {
  const { url } = await webServer((_request, response) => response.end('1'), 'https')
  await expect(open(url)).rejects.toMatchObject({ code: 'DB-SVC-010' })
  const wire = await open(url, { selfSigned: true })
  await wire.write(ask('/devices'))
  expect(await messages(wire, 1)).toEqual([{ path: '/devices', status: 200, body: 1 }])
})

test.each(['http://192.168.5.1:8000', 'http://example.com', 'ws://127.0.0.1:7171', 'http://127.0.0.1@example.com'])(
  '%s is not allowed, whoever says so',
  async (url) => {
    await expect(open(url, { selfSigned: true })).rejects.toMatchObject({ code: 'DB-SVC-004' })
  },
)

test('nobody at the address is told when the wire is opened', async () => {
  await expect(open('http://127.0.0.1:1')).rejects.toMatchObject({ code: 'DB-SVC-001' })
  await expect(open('http://localhost:1')).rejects.toMatchObject({ code: 'DB-SVC-001' })
})

test('whoever speaks no HTTP is told with the first request', async () => {
  const port = await rawServer((peer) => peer.end('220 mail.example ESMTP\r\n'))
  const wire = await open(`http://127.0.0.1:${port}`)
  await expect(wire.write(ask('/devices'))).rejects.toMatchObject({ code: 'DB-SVC-006' })
})

test.each([
  'nonsense',
  '{"method":"GET"}',
  '{"method":"CONNECT","path":"/"}',
  '{"method":"GET","path":"http://example.com/"}',
  '{"method":"GET","path":"/a b"}',
  '{"method":"GET","path":"/\\r\\nHost: example.com"}',
])('%s is no request that could be sent', async (text) => {
  const wire = await joined((_request, response) => response.end('1'))
  await expect(wire.write(Buffer.from(text))).rejects.toMatchObject({ code: 'DB-SVC-012' })
  await wire.write(ask('/devices'))
})
