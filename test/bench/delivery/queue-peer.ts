import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { MqttClient } from 'mqtt'
import { payloadOf } from './payload.ts'

// queue-peer <memory | level> <folder of the peers> <folder of its data> <port>: what most programs do, mqtt.js with QoS 1, which
// keeps in its store what the broker has not acknowledged: in memory, or in LevelDB by mqtt-level-store. It prints `ready`,
// and for each line `accept <count>` or `deliver <count>` on its standard input publishes that many at once and prints
// `<milliseconds>` until all are accepted by the store, or acknowledged by the broker. `pace <count> <per second>` publishes
// slowly and prints `accepted <number>` for each; `first <number>` makes that the next one's.

const [kind = '', peers = '', data = '', port = ''] = process.argv.slice(2)
const peer = createRequire(join(peers, 'package.json'))
const mqtt: typeof import('mqtt') = peer('mqtt')

const store = kind === 'level' ? peer('mqtt-level-store')(data) : undefined
const client: MqttClient = mqtt.connect({
  host: '127.0.0.1',
  port: Number(port),
  protocol: 'mqtt',
  clientId: `bench-${kind}`,
  clean: false,
  reconnectPeriod: 1000,
  ...(store ? { incomingStore: store.incoming, outgoingStore: store.outgoing } : {}),
})
// It goes on trying by itself.
client.on('error', () => {})
let next = 1

process.stdout.write('ready\n')
for await (const line of process.stdin.setEncoding('utf8').iterator()) {
  for (const command of String(line).trim().split('\n')) await obey(command)
}

async function obey(command: string): Promise<void> {
  const [what = '', first = '', second = ''] = command.split(' ')
  if (what === 'first') next = Number(first)
  if (what === 'accept' || what === 'deliver') await publishAll(what, Number(first))
  if (what === 'pace') await publishSlowly(Number(first), Number(second))
}

async function publishAll(until: 'accept' | 'deliver', count: number): Promise<void> {
  const begun = performance.now()
  const taken = Array.from({ length: count }, () => publish(next++))
  await Promise.all(taken.map((one) => (until === 'accept' ? one.accepted : one.acknowledged)))
  process.stdout.write(`${performance.now() - begun}\n`)
}

async function publishSlowly(count: number, perSecond: number): Promise<void> {
  const begun = performance.now()
  for (let made = 0; made < count; ) {
    for (; made < count && made < ((performance.now() - begun) / 1000) * perSecond; made++) {
      const number = next++
      void publish(number).accepted.then(() => process.stdout.write(`accepted ${number}\n`))
    }
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** The memory store has a message when `publish` returns; the other one calls back. */
function publish(number: number): { accepted: Promise<void>; acknowledged: Promise<void> } {
  const accepted = Promise.withResolvers<void>()
  const acknowledged = Promise.withResolvers<void>()
  const put = store ? { cbStorePut: () => accepted.resolve() } : {}
  client.publish('bench/peer', payloadOf(number), { qos: 1, ...put }, () => acknowledged.resolve())
  if (!store) accepted.resolve()
  return { accepted: accepted.promise, acknowledged: acknowledged.promise }
}
