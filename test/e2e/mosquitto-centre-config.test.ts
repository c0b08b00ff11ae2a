import { chmodSync, copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { connectAsync, type MqttClient } from 'mqtt'
import { describe, expect, it, onTestFinished } from 'vitest'
import { deskTopics } from '../../src/contract/index.ts'
import { type Authority, type Issued, makeAuthority } from '../support/authority.ts'
import { openBrokerCentre } from '../support/broker-centre.ts'
import { openBrokerDesk } from '../support/broker-desk.ts'
import { temporaryFolder } from '../support/folder.ts'
import { freePort } from '../support/mosquitto.ts'
import { has, projectFolder, start, untilSaid } from '../support/processes.ts'
import { until } from '../support/wait.ts'

const shipped = join(projectFolder, 'install', 'centre')
const own = 'vinh-long/quay-05'
const other = 'vinh-long/quay-06'
const ownTopics = deskTopics('vinh-long', 'quay-05')
const otherTopics = deskTopics('vinh-long', 'quay-06')
const upward = ['facts', 'requests', 'results', 'state', 'devices', 'counters'] as const

interface ShippedBroker {
  /** Where desks connect, and where the centre's server does. */
  readonly urls: { readonly desks: string; readonly servers: string }
  readonly desks: Authority
  readonly servers: Authority
  said(): string
  /** Connects a client with a desk's certificate. */
  desk(name: string, clientId?: string): Promise<MqttClient>
  centre(): Promise<MqttClient>
}

/** Starts the shipped configuration as it is, but for the places of its files, its ports and where it logs. */
async function startShipped(): Promise<ShippedBroker> {
  const folder = temporaryFolder()
  const [deskPort, serverPort] = [await freePort(), await freePort()]
  const [desks, servers] = [makeAuthority(join(folder, 'desks')), makeAuthority(join(folder, 'servers'))]
  const broker = servers.issue('broker', 'broker').files
  const acl = (name: string) => {
    copyFileSync(join(shipped, name), join(folder, name))
    chmodSync(join(folder, name), 0o700)
    return `acl_file ${join(folder, name)}`
  }
  const changes = [
    ['persistence_location /var/lib/mosquitto/', `persistence_location ${folder}/`],
    ['listener 8883', `listener ${deskPort} 127.0.0.1`],
    ['listener 8884', `listener ${serverPort} 127.0.0.1`],
    ['cafile /etc/mosquitto/certs/desks-ca.pem', `cafile ${desks.file}`],
    ['cafile /etc/mosquitto/certs/servers-ca.pem', `cafile ${servers.file}`],
    ['certfile /etc/mosquitto/certs/broker.pem', `certfile ${broker.cert}`],
    ['keyfile /etc/mosquitto/certs/broker.key', `keyfile ${broker.key}`],
    ['acl_file /etc/mosquitto/deskbridge-desks.acl', acl('deskbridge-desks.acl')],
    ['acl_file /etc/mosquitto/deskbridge-centre.acl', acl('deskbridge-centre.acl')],
    ['log_dest syslog', 'log_dest stderr'],
  ] as const
  let config = readFileSync(join(shipped, 'mosquitto.conf'), 'utf8')
  for (const [line, by] of changes) {
    expect(config, `the shipped file says "${line}"`).toContain(`\n${line}\n`)
    config = config.replaceAll(`\n${line}\n`, `\n${by}\n`)
  }
  if (process.getuid?.() === 0) config = `user root\n${config}`
  writeFileSync(join(folder, 'mosquitto.conf'), config)
  const running = start('mosquitto', ['-c', join(folder, 'mosquitto.conf')])
  await untilSaid(running, 'running')
  const urls = { desks: `mqtts://127.0.0.1:${deskPort}`, servers: `mqtts://127.0.0.1:${serverPort}` }
  const connect = async (url: string, certificate: Issued, clientId: string) => {
    // The broker's certificate comes from one authority, the client's may come from another.
    const options = {
      ...certificate.texts,
      ca: servers.text,
      clientId,
      protocolVersion: 5,
      reconnectPeriod: 0,
    } as const
    const client = await connectAsync(url, options, false)
    onTestFinished(() => client.endAsync(true))
    return client
  }
  return {
    urls,
    desks,
    servers,
    said: running.said,
    desk: (name, clientId = 'whatever') => connect(urls.desks, desks.issue(name), clientId),
    centre: () => connect(urls.servers, servers.issue('centre'), 'server'),
  }
}

/** What a client hears on filters that it subscribed to. */
async function listen(client: MqttClient, ...filters: readonly string[]): Promise<string[]> {
  const heard: string[] = []
  client.on('message', (topic) => heard.push(topic))
  await client.subscribeAsync([...filters], { qos: 1 })
  return heard
}

describe.runIf(has('mosquitto') && has('openssl'))('the Mosquitto configuration that is shipped for a centre', () => {
  it('carries a desk and a centre with certificates, and no password anywhere', async () => {
    const broker = await startShipped()
    const trusted = { ca: broker.servers.text }
    const certificateOf = (authority: Authority, name: string) => ({ ...authority.issue(name).texts, ...trusted })
    const centre = await openBrokerCentre(broker.urls.servers, {
      name: 'centre',
      certificate: certificateOf(broker.servers, 'centre'),
    })
    const desk = await openBrokerDesk(broker.urls.desks, { name: own, certificate: certificateOf(broker.desks, own) })
    await desk.accept(100, 'Nghỉ giải lao')
    await desk.untilReceipted()
    expect(centre.takenOf(own)).toEqual(desk.accepted)
    expect(broker.said()).not.toContain('Nghỉ giải lao')
  }, 120_000)

  it('lets nobody in without a certificate of the right authority', async () => {
    const broker = await startShipped()
    const stranger = makeAuthority(join(temporaryFolder(), 'stranger'))
    const attempt = (url: string, certificate: object) =>
      connectAsync(url, { ...certificate, ca: broker.servers.text, protocolVersion: 5, reconnectPeriod: 0 }, false)
    const { desks, servers } = broker.urls
    await expect(attempt(desks, {})).rejects.toThrow()
    await expect(attempt(desks, stranger.issue(own).texts)).rejects.toThrow()
    await expect(attempt(desks, broker.servers.issue(own).texts)).rejects.toThrow()
    await expect(attempt(servers, broker.desks.issue('centre').texts)).rejects.toThrow()
  })

  it('gives a desk its certificate as client id, so that no desk can push another off the broker', async () => {
    const broker = await startShipped()
    const victim = await broker.desk(own, own)
    let pushed = false
    victim.on('close', () => {
      pushed = true
    })
    const impostor = await broker.desk(other, own)
    await impostor.publishAsync(otherTopics.facts, '{}', { qos: 1 })
    await victim.publishAsync(ownTopics.facts, '{}', { qos: 1 })
    expect(pushed).toBe(false)
  })

  it('lets a desk write what it tells of itself, and nothing else', async () => {
    const broker = await startShipped()
    const desk = await broker.desk(own)
    for (const name of upward) await desk.publishAsync(ownTopics[name], '{}', { qos: 1 })
    const forbidden = [
      ...upward.map((name) => otherTopics[name]),
      ...upward.map((name) => deskTopics('vinh-long', 'all')[name]),
      ownTopics.receipts,
      ownTopics.commands,
      ownTopics.config,
      ownTopics.provision,
      otherTopics.receipts,
      otherTopics.commands,
      ownTopics.time,
      'deskbridge/1/vinh-long/all/release',
      `deskbridge/1/${own}/facts/more`,
      `deskbridge/1/${own}`,
      'deskbridge/2/vinh-long/quay-05/facts',
      '$SYS/broker/version',
    ]
    for (const topic of forbidden)
      await expect(desk.publishAsync(topic, '{}', { qos: 1 }), topic).rejects.toThrow('Not authorized')
  })

  it('lets a desk hear what is meant for it and for all, whatever filters it tries', async () => {
    const broker = await startShipped()
    const centre = await broker.centre()
    const neighbour = await broker.desk(other)
    const desk = await broker.desk(own)
    const heard = await listen(
      desk,
      ...[
        '#',
        '+/#',
        'deskbridge/#',
        'deskbridge/1/#',
        'deskbridge/+/vinh-long/+/receipts',
        'deskbridge/1/+/+/commands',
      ],
      ...[
        'deskbridge/1/vinh-long/quay-06/#',
        '$share/g/deskbridge/1/+/+/facts',
        '$SYS/#',
        '+/1/vinh-long/quay-06/state',
      ],
    )
    for (const name of upward) {
      await neighbour.publishAsync(otherTopics[name], '{}', { qos: 1, retain: true })
      await desk.publishAsync(ownTopics[name], '{}', { qos: 1 })
    }
    for (const topics of [otherTopics, ownTopics])
      for (const name of ['receipts', 'commands', 'config', 'provision'] as const)
        await centre.publishAsync(topics[name], '{}', { qos: 1, retain: true })
    await centre.publishAsync(ownTopics.time, '{}', { qos: 1 })
    await until('the last is heard', () => heard.includes(ownTopics.time))
    const meant = [ownTopics.receipts, ownTopics.commands, ownTopics.config, ownTopics.provision, ownTopics.time]
    expect(new Set(heard)).toEqual(new Set(meant))
    // What is retained is held back from a subscription that comes later too.
    const later = await listen(await broker.desk('can-tho/quay-01'), '#', 'deskbridge/1/+/+/state')
    await centre.publishAsync(deskTopics('can-tho', '').time, '{}', { qos: 1 })
    await until('the marker is heard', () => later.length > 0)
    expect(new Set(later)).toEqual(new Set([deskTopics('can-tho', '').time]))
  })

  it('gives a certificate whose name is a wildcard, or the name of the server, no rights at all', async () => {
    const broker = await startShipped()
    const centre = await broker.centre()
    for (const name of ['+/+', '#', 'vinh-long/+', 'centre']) {
      const trick = await broker.desk(name)
      const heard = await listen(trick, '#', 'deskbridge/1/+/+/commands')
      await centre.publishAsync(ownTopics.commands, '{}', { qos: 1 })
      // Its answer comes behind everything that the broker has for this client.
      await expect(trick.publishAsync(ownTopics.facts, '{}', { qos: 1 }), name).rejects.toThrow('Not authorized')
      expect(heard, name).toEqual([])
    }
  })

  it('lets the centre write what it may and forbids it to speak as a desk', async () => {
    const broker = await startShipped()
    const centre = await broker.centre()
    for (const topic of [ownTopics.receipts, ownTopics.commands, ownTopics.config, ownTopics.provision, ownTopics.time])
      await centre.publishAsync(topic, '{}', { qos: 1 })
    for (const name of upward)
      await expect(centre.publishAsync(ownTopics[name], '{}', { qos: 1 })).rejects.toThrow('Not authorized')
  })
})
