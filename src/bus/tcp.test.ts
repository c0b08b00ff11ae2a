import { once } from 'node:events'
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { forever, read, silentLog, systemClock } from './bus.fixture.ts'
import { type Bus, createBus } from './index.ts'

let bus: Bus
let server: Server
let port: number
let peers: Socket[]

beforeEach(async () => {
  bus = createBus({ clock: systemClock, log: silentLog })
  peers = []
  server = createServer((peer) => peers.push(peer)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  port = (server.address() as AddressInfo).port
})

afterEach(async () => {
  await bus.stop()
  for (const peer of peers) peer.destroy()
  server.close()
})

const open = async () => {
  const connected = once(server, 'connection')
  const wire = await bus.open({ kind: 'tcp', host: '127.0.0.1', port }, forever())
  const [peer] = (await connected) as [Socket]
  return { wire, peer }
}

describe('a device in the network', () => {
  test('exchanges bytes without a child process', async () => {
    const { wire, peer } = await open()
    peer.write('press 1')
    expect(String(await read(wire.readable, 7))).toBe('press 1')
    const heard = once(peer, 'data')
    await wire.write(Buffer.from('A012'))
    expect(String((await heard)[0])).toBe('A012')
    expect(wire.stats()).toEqual({ bytesIn: 7, bytesOut: 4, droppedBytes: 0, droppedLines: 0 })
    expect(bus.children()).toEqual([])
  })

  test('that closes its half is lost, and what it had said is still read', async () => {
    const { wire, peer } = await open()
    peer.end('last words')
    expect(await wire.lost).toMatchObject({ code: 'DB-TCP-005' })
    expect(String(await read(wire.readable, 99))).toBe('last words')
  })

  test('that breaks the connection is lost', async () => {
    const { wire, peer } = await open()
    peer.resetAndDestroy()
    expect(await wire.lost).toMatchObject({ code: 'DB-TCP-006' })
    await expect(wire.write(Buffer.from('x'))).rejects.toMatchObject({ code: 'DB-TCP-006' })
  })

  test('that does not listen is told apart from one that has no such name', async () => {
    server.close()
    await expect(bus.open({ kind: 'tcp', host: '127.0.0.1', port }, forever())).rejects.toMatchObject({
      code: 'DB-TCP-001',
      args: { host: '127.0.0.1', port },
    })
    await expect(bus.open({ kind: 'tcp', host: 'no-such-display.invalid', port }, forever())).rejects.toMatchObject({
      code: 'DB-TCP-003',
    })
  })

  test('that we leave is told so', async () => {
    const { wire, peer } = await open()
    const left = once(peer.resume(), 'close')
    await wire.close()
    expect(await wire.lost).toMatchObject({ code: 'DB-BUS-001' })
    await left
  })

  test('that takes nothing is lost after the write time-out', async () => {
    const { wire, peer } = await open()
    peer.pause()
    const flood = async () => {
      for (;;) await wire.write(Buffer.alloc(60_000))
    }
    await expect(flood()).rejects.toMatchObject({ code: 'DB-TCP-007' })
    expect((await wire.lost).code).toBe('DB-TCP-007')
  })

  test('is not dialled by a bus that has stopped', async () => {
    const { wire } = await open()
    await bus.stop()
    expect((await wire.lost).code).toBe('DB-BUS-001')
    await expect(bus.open({ kind: 'tcp', host: '127.0.0.1', port }, forever())).rejects.toMatchObject({
      code: 'DB-BUS-003',
    })
  })
})
