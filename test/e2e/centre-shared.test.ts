import { connectAsync } from 'mqtt'
import type { PoolClient } from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  type Centre,
  type CentreStore,
  type DeskError,
  openCentre,
  openPostgresStore,
  openSqliteStore,
  startEmbeddedBroker,
} from '../../src/centre/index.ts'
import { defaultRoot, deskTopics, type Fact, type Receipt } from '../../src/contract/index.ts'
import { startCentreDesk } from '../support/centre-desk.ts'
import { chainedFacts } from '../support/chained-facts.ts'
import { keptLog, seededRandom, seedOfRun } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { centre as account, startMosquitto } from '../support/mosquitto.ts'
import { hasPostgres, postgresForFile } from '../support/postgres.ts'
import { has } from '../support/processes.ts'
import { until } from '../support/wait.ts'

const server = has('mosquitto') && hasPostgres() ? postgresForFile() : undefined
const credentials = { username: account.name, password: account.password }
const patient = 90_000

/** The ids that took effect for each desk, in the order in which they did. */
type Effects = () => Promise<Map<string, string[]>>

let schemas = 0

/** Stores of several processes over one PostgreSQL. */
async function postgresStores(count: number): Promise<{ stores: CentreStore[]; effects: Effects }> {
  const pool = server?.().pool()
  if (!pool) throw new Error('no server')
  const schema = `province_${++schemas}`
  await pool.query(`CREATE SCHEMA ${schema}; CREATE TABLE ${schema}.seen (number serial, desk text, id text)`)
  const stores = Array.from({ length: count }, () =>
    openPostgresStore<PoolClient>({
      pool,
      schema,
      async effect({ id }, desk, client) {
        await client.query(`INSERT INTO ${schema}.seen (desk, id) VALUES ($1, $2)`, [desk, id])
      },
    }),
  )
  const effects = async () => {
    const { rows } = await pool.query<{ desk: string; id: string }>(
      `SELECT desk, id FROM ${schema}.seen ORDER BY number`,
    )
    return idsByDesk(rows)
  }
  return { stores: await Promise.all(stores), effects }
}

/** One SQLite store that several consumers of one process share. */
async function sqliteStores(count: number): Promise<{ stores: CentreStore[]; effects: Effects }> {
  const store = await openSqliteStore({
    folder: temporaryFolder(),
    effect: ({ id }, desk, transaction) => transaction.run('INSERT INTO seen (desk, id) VALUES (?, ?)', desk, id),
  })
  onTestFinished(() => store.close())
  await store.database.exec('CREATE TABLE seen (desk TEXT, id TEXT)')
  const effects = async () => {
    const rows = await store.database.all('SELECT desk, id FROM seen ORDER BY rowid')
    return idsByDesk(rows.map(({ desk, id }) => ({ desk: String(desk), id: String(id) })))
  }
  return { stores: Array.from({ length: count }, () => store), effects }
}

function idsByDesk(rows: readonly { readonly desk: string; readonly id: string }[]): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const { desk, id } of rows) found.set(desk, [...(found.get(desk) ?? []), id])
  return found
}

/** A consumer of the group, with how many arrivals it was given and whether any came before its time. */
async function startConsumer(url: string, store: CentreStore, number: number) {
  let arrived = 0
  const errors: DeskError[] = []
  const { promise: online, resolve } = Promise.withResolvers<void>()
  const counting: CentreStore = {
    ...store,
    take(arrivals, judge) {
      arrived += arrivals.length
      return store.take(arrivals, judge)
    },
  }
  const centre: Centre = openCentre({
    broker: { url, clientId: `consumer-${number}`, ...credentials },
    store: counting,
    group: 'province',
    log: keptLog(),
    connected: (now) => now && resolve(),
    failed: (error) => errors.push(error),
  })
  let stopped: Promise<void> | undefined
  const stop = () => (stopped ??= centre.stop())
  onTestFinished(stop)
  return { centre, online, stop, arrived: () => arrived, errors }
}

/** The last receipt that the broker keeps for each desk. */
async function watchReceipts(url: string): Promise<Map<string, Receipt>> {
  const client = await connectAsync(url, { ...credentials, protocolVersion: 5 })
  onTestFinished(() => client.endAsync(true))
  const receipts = new Map<string, Receipt>()
  client.on('message', (topic, payload) => {
    const [centre, desk] = topic.slice(defaultRoot.length + 1).split('/')
    receipts.set(`${centre}/${desk}`, JSON.parse(payload.toString()) as Receipt)
  })
  await client.subscribeAsync(deskTopics('+', '+').receipts, { qos: 1 })
  return receipts
}

const kinds = [
  { name: 'PostgreSQL', open: postgresStores },
  { name: 'one SQLite in one process', open: sqliteStores },
]

describe.runIf(server)('consumers that share the facts of a province over Mosquitto', () => {
  it.each(kinds)(
    'lose, double and reorder nothing, on $name',
    async ({ open }) => {
      const seed = seedOfRun()
      const random = seededRandom(seed)
      const { url } = await startMosquitto()
      const { stores, effects } = await open(2)
      const consumers = await Promise.all(stores.map((store, index) => startConsumer(url, store, index)))
      await Promise.all(consumers.map(({ online }) => online))
      const receipts = await watchReceipts(url)
      const desks = new Map(Array.from({ length: 5 }, (_, n) => [`vinh-long/quay-0${n}`, chainedFacts(200)]))
      await publishAll(url, desks, random.unit)
      const expected = [...desks].map(([desk, facts]) => [desk, facts.map(({ id }) => id)])
      await until('everything is applied', async () => [...(await effects()).values()].flat().length >= 1_000, patient)
      expect([...(await effects())].sort(), `SEED=${seed}`).toEqual(expected)
      await until('the broker keeps the highest receipt of each', () =>
        [...desks.keys()].every((desk) => receipts.get(desk)?.upTo === 200),
      )
      for (const [desk, facts] of desks) expect(receipts.get(desk)?.chain).toBe(facts.at(-1)?.chain)
      // Both had a share, so what one desk sent in order came to them apart.
      for (const { arrived } of consumers) expect(arrived()).toBeGreaterThan(100)
      expect(await stores[0]?.gaps()).toEqual([])
    },
    patient,
  )

  it(
    'lose nothing that a real desk sends when one of them dies with facts that it has acknowledged',
    async () => {
      const { url } = await startMosquitto()
      const { stores, effects } = await postgresStores(2)
      const [mortal, other] = stores as [CentreStore, CentreStore]
      let isDying = false
      let lost = 0
      const dying: CentreStore = {
        ...mortal,
        take(arrivals, judge) {
          if (!isDying) return mortal.take(arrivals, judge)
          lost += arrivals.length
          return Promise.reject(new Error('killed before its transaction'))
        },
      }
      const consumers = await Promise.all([dying, other].map((store, index) => startConsumer(url, store, index)))
      await Promise.all(consumers.map(({ online }) => online))
      const desk = await startCentreDesk(url)
      await desk.accept(100)
      isDying = true
      await desk.accept(100)
      await until('it has taken facts with it', () => lost > 0)
      await consumers[0]?.stop()
      await desk.accept(100)
      await desk.untilReceipted(patient)
      expect((await effects()).get('vinh-long/quay-05')).toEqual(desk.accepted)
    },
    patient,
  )

  it(
    'lose nothing when the database server dies and comes back in the middle of it',
    async () => {
      const { url } = await startMosquitto()
      const { stores, effects } = await postgresStores(2)
      const consumers = await Promise.all(stores.map((store, index) => startConsumer(url, store, index)))
      await Promise.all(consumers.map(({ online }) => online))
      const desk = await startCentreDesk(url)
      await desk.accept(100)
      const restarted = server?.().restart()
      await desk.accept(200)
      await restarted
      await desk.untilReceipted(patient)
      expect((await effects()).get('vinh-long/quay-05')).toEqual(desk.accepted)
    },
    patient,
  )
})

describe('a broker without shared subscriptions', () => {
  it('is named as such, with what to do', async () => {
    const broker = await startEmbeddedBroker(0)
    onTestFinished(() => broker.stop())
    const { stores } = await sqliteStores(1)
    const { errors } = await startConsumer(broker.url, stores[0] as CentreStore, 1)
    await until('it is refused', () => errors.length > 0)
    expect(errors[0]).toMatchObject({ code: 'DB-CTR-005', args: { group: 'province' } })
  })
})

/** Publishes the facts of all desks, each desk's in order, and as fast as the broker takes them. */
async function publishAll(url: string, desks: ReadonlyMap<string, readonly Fact[]>, unit: () => number): Promise<void> {
  const client = await connectAsync(url, { ...credentials, protocolVersion: 5 })
  onTestFinished(() => client.endAsync(true))
  const left = [...desks].map(([desk, facts]) => ({ desk, facts: [...facts] }))
  const sent: Promise<unknown>[] = []
  for (let open = left; open.length > 0; open = left.filter(({ facts }) => facts.length > 0)) {
    const { desk, facts } = open[Math.floor(unit() * open.length)] as (typeof left)[number]
    const [centre = '', name = ''] = desk.split('/')
    for (const fact of facts.splice(0, 1 + Math.floor(unit() * 5)))
      sent.push(client.publishAsync(deskTopics(centre, name).facts, JSON.stringify(fact), { qos: 1 }))
  }
  await Promise.all(sent)
}
