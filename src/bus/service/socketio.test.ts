import { once } from 'node:events'
import { Server, type Socket } from 'socket.io'
import { expect, onTestFinished, test } from 'vitest'
import { fakeClock } from '../../../test/support/faces.ts'
import { forever, systemClock } from '../bus.fixture.ts'
import type { Wire } from '../wire.ts'
import { handshakeFor, message, messages, rawServer, textFrame, webServer } from './service.fixture.ts'
import { openSocketIo } from './socketio-wire.ts'

const max = 4096

/** The reader's own service, as the maker builds it. */
async function reader(protocol: 'http' | 'https' = 'http') {
  const { server, url } = await webServer((_request, response) => response.writeHead(404).end(), protocol)
  const service = new Server(server)
  onTestFinished(() => void service.close())
  return { service, url }
}

async function open(url: string, more: object = {}, clock = systemClock): Promise<Wire> {
  const wire = await openSocketIo({ url, max, ...more }, clock, forever())
  onTestFinished(() => wire.close())
  return wire
}

/** A wire and the service's end of it. */
async function joined(more: object = {}, clock = systemClock) {
  const { service, url } = await reader()
  const met = once(service, 'connection')
  const wire = await open(url, more, clock)
  const [peer] = (await met) as [Socket]
  return { service, wire, peer, url }
}

test('events of a reader arrive as messages, also those that it sends at once', async () => {
  const { service, url } = await reader()
  service.on('connection', (peer) => {
    peer.emit('/info', { version: '1.0' })
    peer.on('/get_aa', (wish) => peer.emit('/event', { id: 7, data: wish }))
  })
  const wire = await open(url)
  expect(wire.kind).toBe('messages')
  const order = message({ event: '/get_aa', data: { challenge: 'AAECAwQFBgc=' } })
  await wire.write(order)
  expect(await messages(wire, 2)).toEqual([
    { event: '/info', data: { version: '1.0' } },
    { event: '/event', data: { id: 7, data: { challenge: 'AAECAwQFBgc=' } } },
  ])
  expect(wire.stats()).toMatchObject({ bytesOut: order.length, droppedBytes: 0 })
})

test('an event with several values, none, bytes, or a wish for an answer is a message, too', async () => {
  const { wire, peer } = await joined()
  peer.emit('several', 1, 'two')
  peer.emit('none')
  peer.emit('photo', { jpeg: Buffer.from([0xff, 0xd8]) })
  peer.emit('asks', { a: 1 }, () => undefined)
  expect(await messages(wire, 4)).toEqual([
    { event: 'several', data: [1, 'two'] },
    { event: 'none' },
    { event: 'photo', data: { jpeg: '/9g=' } },
    { event: 'asks', data: { a: 1 } },
  ])
})

test('an event beyond the limit ends the connection', async () => {
  const { wire, peer, url } = await joined()
  peer.emit('photo', 'x'.repeat(max))
  expect(await wire.lost).toEqual({ code: 'DB-SVC-009', args: { url, limit: max } })
})

test('so does one that is small on the way and long as a message', async () => {
  const { wire, peer } = await joined()
  // Bytes come as an attachment of their own, and become a third longer.
  peer.emit('photo', Buffer.alloc(max - 64))
  expect(await wire.lost).toMatchObject({ code: 'DB-SVC-009' })
})

test('a service that ends, or sends us away, is lost', async () => {
  const { wire, peer } = await joined()
  peer.disconnect()
  expect(await wire.lost).toMatchObject({ code: 'DB-SVC-005' })
  await expect(wire.write(message({ event: 'x' }))).rejects.toMatchObject({ code: 'DB-SVC-005' })
  const next = await joined()
  next.peer.conn.close()
  expect(await next.wire.lost).toMatchObject({ code: 'DB-SVC-005' })
})

test('a wire that we close is gone at the service', async () => {
  const { wire, peer } = await joined()
  const left = once(peer, 'disconnect')
  await wire.close()
  await left
  expect(await wire.lost).toMatchObject({ code: 'DB-BUS-001' })
})

test('a reader whose cable is pulled says nothing, and is lost', async () => {
  const clock = fakeClock()
  // It lets us in by the rules of the protocol, and never says a word again, not even to a ping.
  const port = await rawServer((peer) => {
    peer.once('data', (request: Buffer) => {
      peer.write(handshakeFor(request))
      peer.write(
        textFrame('0{"sid":"a","upgrades":[],"pingInterval":900000,"pingTimeout":900000,"maxPayload":1000000}'),
      )
      peer.write(textFrame('40{"sid":"b"}'))
    })
  })
  const wire = await open(`http://127.0.0.1:${port}`, {}, clock)
  clock.advance(10_000)
  clock.advance(10_000)
  expect(await wire.lost).toMatchObject({ code: 'DB-SVC-002', args: { seconds: 10 } })
})

test('a self-signed certificate is taken only where the profile says so', async () => {
  const { service, url } = await reader('https')
  service.on('connection', (peer) => peer.emit('/info', {}))
  await expect(open(url)).rejects.toMatchObject({ code: 'DB-SVC-010' })
  const wire = await open(url, { selfSigned: true })
  expect(await messages(wire, 1)).toEqual([{ event: '/info', data: {} }])
})

test.each(['http://192.168.5.1:8000', 'https://example.com', 'ws://127.0.0.1:8000', 'https://localhost.example.com'])(
  '%s is not allowed, whoever says so',
  async (url) => {
    await expect(open(url, { selfSigned: true })).rejects.toMatchObject({ code: 'DB-SVC-004' })
  },
)

test('the address that is pinned is, and no other', async () => {
  await expect(open('http://127.0.0.1:1', { pinned: '192.168.5.1' })).rejects.toMatchObject({ code: 'DB-SVC-001' })
  await expect(open('http://192.168.5.2:1', { pinned: '192.168.5.1' })).rejects.toMatchObject({ code: 'DB-SVC-004' })
})

test('nobody at the address is told apart from somebody who speaks something else, or nothing', async () => {
  const silent = await rawServer(() => undefined)
  const other = await webServer((_request, response) => response.writeHead(404).end())
  const odd = await rawServer((peer) => {
    peer.once('data', (request: Buffer) => {
      peer.write(handshakeFor(request))
      peer.write(textFrame('hello'))
    })
  })
  await expect(open('http://127.0.0.1:1')).rejects.toMatchObject({ code: 'DB-SVC-001' })
  await expect(open(`http://127.0.0.1:${silent}`)).rejects.toMatchObject({ code: 'DB-SVC-002' })
  await expect(open(other.url)).rejects.toMatchObject({ code: 'DB-SVC-003' })
  await expect(open(`http://127.0.0.1:${odd}`)).rejects.toMatchObject({ code: 'DB-SVC-011' })
})

test('a service that lets nobody in says why', async () => {
  const { service, url } = await reader()
  service.use((_peer, next) => next(new Error('one client at a time')))
  await expect(open(url)).rejects.toMatchObject({ code: 'DB-SVC-011', args: { reason: 'one client at a time' } })
})

test('a service that sends us elsewhere is not followed', async () => {
  const elsewhere = await reader()
  let calls = 0
  elsewhere.service.on('connection', () => calls++)
  const port = await rawServer((peer) => {
    peer.end(`HTTP/1.1 302 Found\r\nLocation: ${elsewhere.url}/socket.io/\r\nContent-Length: 0\r\n\r\n`)
  })
  await expect(open(`http://127.0.0.1:${port}`)).rejects.toMatchObject({ code: 'DB-SVC-003' })
  expect(calls).toBe(0)
})

test.each(['nonsense', '[]', '{"data":1}', '{"event":""}', '{"event":"disconnect"}'])(
  '%s is no event that could be sent',
  async (text) => {
    const { wire } = await joined()
    await expect(wire.write(Buffer.from(text))).rejects.toMatchObject({ code: 'DB-SVC-012' })
  },
)

test('an opening that is given up leaves nothing behind', async () => {
  const { url } = await reader()
  await expect(openSocketIo({ url, max }, systemClock, AbortSignal.abort())).rejects.toMatchObject({
    code: 'DB-BUS-002',
  })
})
