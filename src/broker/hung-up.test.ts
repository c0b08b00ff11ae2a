import { createServer, type Socket } from 'node:net'
import { parser as createParser, generate, type IConnackPacket, type Packet } from 'mqtt-packet'
import { expect, it, onTestFinished } from 'vitest'
import { keptLog, systemClock, systemRandom } from '../../test/support/faces.ts'
import { until } from '../../test/support/wait.ts'
import { type BrokerSession, keepConnected } from './index.ts'

/** A broker whose parser fails on MQTT 5, as that of RabbitMQ 3.10 does; it keeps the versions that it was asked for. */
async function startOldBroker(): Promise<{ readonly url: string; readonly versions: readonly number[] }> {
  const versions: number[] = []
  const sockets: Socket[] = []
  const server = createServer((socket) => {
    sockets.push(socket)
    const parser = createParser()
    socket.on('error', () => undefined)
    socket.on('data', (bytes) => void parser.parse(bytes))
    parser.on('packet', (packet: Packet) => {
      if (packet.cmd !== 'connect') return
      versions.push(packet.protocolVersion ?? 0)
      const welcome: IConnackPacket = { cmd: 'connack', returnCode: 0, sessionPresent: false }
      if (packet.protocolVersion === 5) socket.end()
      else socket.write(generate(welcome))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  return { url: `mqtt://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`, versions }
}

it('a broker that hangs up on MQTT 5 without a word gets 3.1.1 after three attempts, and at once the next time', async () => {
  const { url, versions } = await startOldBroker()
  let session: BrokerSession | undefined
  const keeper = keepConnected({
    settings: () => ({ url, clientId: 'vinh-long/quay-05' }),
    clock: systemClock,
    random: systemRandom,
    log: keptLog(),
    opened(opened) {
      session = opened
    },
    closed() {
      session = undefined
    },
  })
  onTestFinished(() => keeper.stop())
  await until('a session', () => session !== undefined, 30_000)
  expect(session?.protocol).toBe('MQTT 3.1.1')
  expect(versions).toEqual([5, 5, 5, 4])
  session?.end()
  await until('another session', () => versions.length > 4, 30_000)
  expect(versions).toEqual([5, 5, 5, 4, 4])
})
