import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { fakeClock } from '../../../test/support/faces.ts'
import { forever, read, silentLog, systemClock } from '../bus.fixture.ts'
import { createBus } from '../index.ts'
import { webServer } from './service.fixture.ts'

/** The service of a maker, on this PC. */
async function service(options: { readonly autoPong?: boolean } = {}) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, ...options })
  await once(server, 'listening')
  onTestFinished(() => {
    for (const client of server.clients) client.terminate()
    server.close()
  })
  return { server, url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}` }
}

function busOf(clock = systemClock) {
  const bus = createBus({ clock, log: silentLog })
  onTestFinished(() => bus.stop())
  return bus
}

const max = 4096

test('a local service exchanges whole messages, also those that it sends at once', async () => {
  const { server, url } = await service()
  server.on('connection', (peer) => {
    peer.send('Đã kết nối!')
    peer.send('')
    peer.on('message', (data) => peer.send(`{"echo":${data}}`))
  })
  const wire = await busOf().open({ kind: 'ws', url, max }, forever())
  expect(wire.kind).toBe('messages')
  await wire.write(Buffer.from('{"CommandName":"ReadCard"}'))
  const messages: string[] = []
  for await (const { bytes } of wire.readable) if (messages.push(Buffer.from(bytes).toString()) === 3) break
  expect(messages).toEqual(['Đã kết nối!', '', '{"echo":{"CommandName":"ReadCard"}}'])
  expect(wire.stats()).toMatchObject({ bytesOut: 26, droppedBytes: 0 })
})

test('a message beyond the limit ends the connection, and so does a service that ends', async () => {
  const { server, url } = await service()
  const bus = busOf()
  const large = await bus.open({ kind: 'ws', url, max }, forever())
  for (const client of server.clients) client.send('x'.repeat(max + 1))
  expect(await large.lost).toEqual({ code: 'DB-SVC-009', args: { url, limit: max } })
  const left = await bus.open({ kind: 'ws', url, max }, forever())
  for (const client of server.clients) client.close()
  expect(await left.lost).toMatchObject({ code: 'DB-SVC-005' })
  await expect(left.write(Buffer.from('x'))).rejects.toMatchObject({ code: 'DB-SVC-005' })
  expect(await read(left.readable, 1)).toEqual(Buffer.alloc(0))
})

test('a device whose cable is pulled says nothing, and is lost', async () => {
  const { url } = await service({ autoPong: false })
  const clock = fakeClock()
  const wire = await busOf(clock).open({ kind: 'ws', url, max }, forever())
  clock.advance(10_000)
  clock.advance(10_000)
  expect(await wire.lost).toMatchObject({ code: 'DB-SVC-002' })
})

test('a service that answers a ping is not', async () => {
  const { server, url } = await service()
  const clock = fakeClock()
  const wire = await busOf(clock).open({ kind: 'ws', url, max }, forever())
  const [peer] = [...server.clients]
  for (let asked = 0; asked < 3; asked++) {
    const ping = once(peer ?? server, 'ping')
    clock.advance(10_000)
    await ping
    // The pong is on its way before this message, so it has been read when this is.
    peer?.send('alive')
    await read(wire.readable, 5)
  }
  await wire.close()
  expect(await wire.lost).toMatchObject({ code: 'DB-BUS-001' })
})

test.each([
  'ws://192.168.5.1:8000',
  'ws://example.com',
  'wss://192.168.5.1:8000',
  'http://127.0.0.1',
  'ws://127.0.0.1.example.com',
  'nonsense',
])('%s is not allowed, whoever says so', async (url) => {
  await expect(busOf().open({ kind: 'ws', url, max }, forever())).rejects.toMatchObject({ code: 'DB-SVC-004' })
})

test('nobody at the address is told apart from somebody who speaks no web socket, or nothing', async () => {
  const silent = createServer(() => undefined).listen(0, '127.0.0.1')
  const other = createServer((peer) => peer.end('HTTP/1.1 404 Not Found\r\n\r\n')).listen(0, '127.0.0.1')
  await Promise.all([once(silent, 'listening'), once(other, 'listening')])
  onTestFinished(() => void [silent.close(), other.close()])
  const bus = busOf()
  const open = (port: number) => bus.open({ kind: 'ws', url: `ws://127.0.0.1:${port}`, max }, forever())
  await expect(open(1)).rejects.toMatchObject({ code: 'DB-SVC-001' })
  await expect(open((other.address() as AddressInfo).port)).rejects.toMatchObject({
    code: 'DB-SVC-003',
    args: { reason: 'HTTP 404' },
  })
  await expect(open((silent.address() as AddressInfo).port)).rejects.toMatchObject({ code: 'DB-SVC-002' })
})

test('a service with a certificate of its own making is joined only where the profile says so', async () => {
  const { server, url } = await webServer((_request, response) => response.writeHead(404).end(), 'https')
  new WebSocketServer({ server }).on('connection', (peer) => peer.send('hello'))
  const address = { kind: 'ws', url: url.replace('https', 'wss'), max } as const
  await expect(busOf().open(address, forever())).rejects.toMatchObject({ code: 'DB-SVC-010' })
  const wire = await busOf().open({ ...address, selfSigned: true }, forever())
  expect(String(await read(wire.readable, 5))).toBe('hello')
})
