import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { WebSocketServer } from 'ws'
import { until } from '../../test/support/wait.ts'
import { startTestAgent, writeDesk } from '../agent.fixture.ts'

/** What the plug-in of a reader says: a greeting, its heartbeat, and two cards, the second with another year than its number. */
const messages = [
  'Đã kết nối!',
  '',
  '{"id":"2","data":{"idCode":"001090000001","personName":"Trần Thị B","dateOfBirth":"01/01/1990"}}',
  '{"id":2,"data":{"idCode":79090000001,"personName":"Trần Thị B","dateOfBirth":"01/01/1991"}}',
]

it('a card that the service of a maker has read is a card as any, and judged as any', async () => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 })
  onTestFinished(() => {
    for (const client of server.clients) client.terminate()
    server.close()
  })
  await once(server, 'listening')
  server.on('connection', (peer) => {
    for (const message of messages) peer.send(message)
  })
  const { port } = server.address() as AddressInfo
  const file = writeDesk(
    '{ url: "mqtt://127.0.0.1:1" }',
    'counters: [{ id: 5 }]',
    `devices: [{ name: hn212, profile: hanel.hn212-plugin, url: "ws://127.0.0.1:${port}", role: scanner, counter: 5 }]`,
  )
  const { changes, log, stop, facts } = await startTestAgent(file)
  const notices = () => changes.flatMap((change) => (change.kind === 'notice' ? [change.text] : []))
  await until('the second card is refused', () => notices().includes('DB-CRD-005'))
  expect(JSON.stringify([log.lines, await facts()])).not.toMatch(/090000001|Trần/)
  await stop()
}, 60_000)
