import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { WebSocket } from 'ws'
import { stringify } from 'yaml'
import { startAgent } from '../../agent/agent.ts'
import type { CardReader, ReadCard } from '../../agent/card/arrival.ts'
import { loadConfig } from '../../agent/config/load.ts'
import { serveControl } from '../../agent/control/server.ts'
import { serveDesk } from '../../agent/desk/serve-desk.ts'
import { bundleForPage } from '../../agent/desk/support-bundle.ts'
import { libraryFolder } from '../../agent/folders.ts'
import { jsonLog } from '../../agent/log.ts'
import { keepRecentLog } from '../../agent/recent-log.ts'
import { connectBroker } from '../../src/broker/index.ts'
import {
  configurationKey,
  openPlan,
  rotateSealingKey,
  serveReferenceCentre,
  startEmbeddedBroker,
} from '../../src/centre/index.ts'
import type { CardRules, Fact } from '../../src/contract/index.ts'
import { silentLog, systemClock, systemRandom } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { until } from '../support/wait.ts'
import { startScanner } from './scanner.ts'

/** What the centre of these tests lets procedures take. */
export const cards: CardRules = {
  usual: ['number'],
  procedures: [
    {
      procedure: 'ho-tich',
      name: { vi: 'Cấp bản sao trích lục hộ tịch' },
      fields: ['number', 'oldNumber', 'name', 'birthDate', 'residence'],
    },
  ],
}

/**
 * A desk with everything that writes something down: journal, log, recordings, page, feed, MQTT to a centre that gave it a
 * sealing key, support bundle. Its scanner and its chip reader read what the test holds before them.
 */
export async function startSecretsDesk() {
  const faces = { clock: systemClock, random: systemRandom }
  const broker = await startEmbeddedBroker(0)
  onTestFinished(() => broker.stop())
  const said = await listenToAll(broker.url)
  const facts: Fact[] = []
  const centreFolder = temporaryFolder()
  const centre = await serveReferenceCentre({
    ...faces,
    log: silentLog,
    plan: { ...openPlan, centre: 'vinh-long', cards },
    folder: centreFolder,
    broker: { url: broker.url, clientId: 'test/centre' },
    keepWaiting: 3,
    applied: (applied) => facts.push(...applied.map(({ fact }) => fact)),
  })
  onTestFinished(() => centre.stop())
  const signer = configurationKey(centreFolder)
  const rotation = { signer, passphrase: undefined, now: systemClock.wall(), random: systemRandom }
  await rotateSealingKey(centre.store.database, rotation)

  const scanner = await startScanner()
  const chip = createChipReader()
  const folder = temporaryFolder()
  const configFile = join(folder, 'deskbridge.yaml')
  writeFileSync(
    configFile,
    stringify({
      centre: 'vinh-long',
      desk: 'quay-05',
      data: 'data',
      broker: { url: broker.url },
      provisioning: { keys: [{ id: signer.keyId, key: signer.publicKey }] },
      counters: [{ id: 5 }],
      page: { port: 0 },
      devices: [{ name: 'scanner-1', profile: 'generic.qr-serial', tcp: scanner.address, counter: 5, role: 'scanner' }],
    }),
  )
  const { config, problems } = loadConfig(configFile, libraryFolder)
  if (!config) throw new Error(problems.map(({ message }) => message).join('\n'))
  const recent = keepRecentLog()
  const logged: string[] = []
  const log = jsonLog(
    'debug',
    (line) => {
      logged.push(line)
      recent.take(line)
    },
    systemClock.wall,
  )
  const agent = await startAgent(config, { ...faces, log, cardReader: chip.reader })
  onTestFinished(() => agent.stop())
  const page = await serveDesk({ ...faces, log, agent, config, recent })
  onTestFinished(() => page.stop())
  const control = await serveControl(agent, config.dataFolder, log, { page: page.status, log: recent.all })
  onTestFinished(() => control.stop())
  const status = page.status()
  if (!('url' in status)) throw new Error('the page is not there')
  await until('the desk is online', async () => (await agent.status()).online, 60_000)
  const told = followPage(status.url)
  await until('it has the key of its centre', () => agent.cards.rules() !== undefined, 60_000)
  await until('the scanner is there', () => agent.devices().every(({ state }) => state === 'ready'), 60_000)

  return {
    agent,
    centre,
    facts,
    folder,
    centreFolder,
    scanner,
    chip,
    said,
    logged,
    told,
    /** Asks as the officer's page does. */
    async post(action: string, body: unknown): Promise<unknown> {
      const answer = await fetch(`${status.url}v1/${action}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: status.url.slice(0, -1) },
        body: JSON.stringify(body),
      })
      return await answer.json()
    },
    async bundle(): Promise<Buffer> {
      const made = (await bundleForPage({ agent, config, recent, clock: systemClock })) as { readonly zip: string }
      return Buffer.from(made.zip, 'base64')
    },
  }
}

/** All bytes that go over a broker, topics too. */
async function listenToAll(url: string): Promise<Buffer[]> {
  const heard: Buffer[] = []
  const session = await connectBroker({ url, clientId: 'witness' })
  onTestFinished(() => session.end())
  session.receive(async ({ topic, payload }) => {
    heard.push(Buffer.from(`${topic}\n`), Buffer.from(payload))
  })
  await session.subscribe(['#'])
  return heard
}

/** A reader on which the test puts cards. */
function createChipReader() {
  const listeners: ((counter: string) => void)[] = []
  let lying: ReadCard | undefined
  const reader: CardReader = {
    at: () => (lying ? 'reader-1' : undefined),
    onLeft: (listener) => void listeners.push(listener),
    async read({ progress }) {
      progress(50)
      if (!lying) throw new Error('nothing there')
      return lying
    },
  }
  return {
    reader,
    holds(card: ReadCard) {
      lying = card
    },
    lifted() {
      lying = undefined
      for (const listener of listeners) listener('5')
    },
  }
}

/** All that the feed of the officer's page says. */
function followPage(url: string): string[] {
  const told: string[] = []
  const socket = new WebSocket(`${url.replace('http', 'ws')}v1`, { origin: url.slice(0, -1) })
  socket.on('message', (data) => told.push(String(data)))
  onTestFinished(() => socket.terminate())
  return told
}
