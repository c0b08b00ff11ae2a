import type { PoolClient } from 'pg'
import { describe, expect, it, onTestFinished } from 'vitest'
import { chainedFacts } from '../../test/support/chained-facts.ts'
import { fakeClock, seededRandom, seedOfRun } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { hasPostgres, postgresForFile } from '../../test/support/postgres.ts'
import {
  type Epoch,
  emptyTombstone,
  type Fact,
  factHash,
  nextChain,
  type Sequence,
  tombstoneOf,
} from '../contract/index.ts'
import { DeskError } from '../core/index.ts'
import { type CentreStore, type Effect, openPostgresStore, openSqliteStore, typedFact } from './index.ts'

const desk = 'vinh-long/quay-05'
const arrivalOf = (fact: Fact, of = desk) => ({ desk: of, payload: JSON.stringify(fact) })
const at = <T>(list: readonly T[], index: number): T => list[index] as T

/** A store, and a table that the effect of a test writes to: a row for each time an id took effect. */
interface Opened {
  readonly store: CentreStore
  effects(): Promise<string[]>
}
type Fault = (fact: Parameters<Effect<unknown>>[0]) => void

const clock = fakeClock()

async function openSqlite(fault: Fault): Promise<Opened> {
  const store = await openSqliteStore({
    folder: temporaryFolder(),
    clock,
    async effect(fact, _, transaction) {
      await transaction.run('INSERT INTO effects (id) VALUES (?)', fact.id)
      fault(fact)
    },
  })
  onTestFinished(() => store.close())
  await store.database.exec('CREATE TABLE effects (id TEXT)')
  const effects = async () =>
    (await store.database.all('SELECT id FROM effects ORDER BY rowid')).map(({ id }) => String(id))
  return { store, effects }
}

const server = hasPostgres() ? postgresForFile() : undefined
let schemas = 0

async function openPostgres(fault: Fault): Promise<Opened> {
  const pool = server?.().pool()
  if (!pool) throw new Error('no server')
  const schema = `centre_${++schemas}`
  const store = await openPostgresStore({
    pool,
    schema,
    clock,
    async effect(fact, _, client) {
      await client.query(`INSERT INTO ${schema}.effects (id) VALUES ($1)`, [fact.id])
      fault(fact)
    },
  })
  await pool.query(`CREATE TABLE ${schema}.effects (number serial, id text)`)
  const effects = async () =>
    (await pool.query(`SELECT id FROM ${schema}.effects ORDER BY number`)).rows.map(({ id }) => String(id))
  return { store, effects }
}

const kinds = [{ name: 'SQLite', open: openSqlite }, ...(server ? [{ name: 'PostgreSQL', open: openPostgres }] : [])]

describe.each(kinds)('a store on $name', ({ open }) => {
  const openStore = (fault: Fault = () => undefined) => open(fault)

  it('applies facts once and in order, whatever the order of their arrival, and keeps none waiting', async () => {
    const seed = seedOfRun()
    const random = seededRandom(seed)
    const { store, effects } = await openStore()
    const facts = chainedFacts(300)
    const shuffled = [...facts, ...facts.slice(50, 150)]
      .map((fact) => ({ fact, key: random.unit() }))
      .sort((a, b) => a.key - b.key)
      .map(({ fact }) => arrivalOf(fact))
    while (shuffled.length > 0) await store.take(shuffled.splice(0, 1 + Math.floor(random.unit() * 40)))
    expect(await effects(), `SEED=${seed}`).toEqual(facts.map(({ id }) => id))
    expect(await store.gaps()).toEqual([])
    expect(await store.ends([desk])).toEqual([{ desk, epoch: 'abc123', applied: 300, chain: facts.at(-1)?.chain }])
  })

  it('has exactly what it had when the effect of one fact fails', async () => {
    let failing = true
    const facts = chainedFacts(3)
    const { store, effects } = await openStore((fact) => {
      if (failing && fact.id === facts[1]?.id) throw new Error('no')
    })
    await expect(store.take(facts.map((fact) => arrivalOf(fact)))).rejects.toThrow('no')
    expect([await effects(), await store.ends([desk]), await store.recent(9)]).toEqual([[], [], []])
    failing = false
    expect((await store.take(facts.map((fact) => arrivalOf(fact)))).applied).toHaveLength(3)
  })

  it('buries a fact that its effect refuses, gives a receipt for it, and applies it once when it is tried again', async () => {
    let refusing = true
    const facts = chainedFacts(3)
    const { store, effects } = await openStore((fact) => {
      if (refusing && fact.id === facts[1]?.id) throw new DeskError('DB-CTR-006', { reason: 'no such counter' })
    })
    const taken = await store.take(
      facts.map((fact) => arrivalOf(fact)),
      () => 'bury',
    )
    expect(taken.receipts).toMatchObject([{ receipt: { upTo: 3 } }])
    expect(await effects()).toEqual([facts[0]?.id, facts[2]?.id])
    const [letter] = await store.deadLetters(9)
    expect(letter).toMatchObject({ desk, kind: 'no-effect', times: 1, body: JSON.stringify(facts[1]) })
    const number = letter?.number ?? 0
    expect(await store.retry(number)).toMatchObject({ outcome: 'kept' })
    refusing = false
    expect(await store.retry(number)).toMatchObject({
      outcome: 'gone',
      taken: { applied: [{ fact: { id: facts[1]?.id } }] },
    })
    expect(await store.retry(number)).toMatchObject({ outcome: 'not-found' })
    expect(await effects()).toEqual([facts[0]?.id, facts[2]?.id, facts[1]?.id])
    await store.take([arrivalOf(at(chainedFacts(1, { epoch: 'zzz999', ids: [facts[1]?.id ?? ''] }), 0))])
    expect(await effects()).toHaveLength(3)
  })

  it('counts a message that is sent again and again once among the dead letters, and drops it by its number', async () => {
    const { store } = await openStore()
    const noise = { desk, payload: 'not json \0' }
    await store.take([noise, noise])
    await store.take([noise])
    const [letter, ...others] = await store.deadLetters(9)
    expect(others).toEqual([])
    expect(letter).toMatchObject({ kind: 'no-fact', times: 3 })
    expect(await store.drop(letter?.number ?? 0)).toBe(true)
    expect(await store.drop(letter?.number ?? 0)).toBe(false)
  })

  it('reports what it waits for, since when and how far others have come', async () => {
    const { store } = await openStore()
    const facts = chainedFacts(9)
    const since = clock.wall()
    await store.take([0, 1, 4, 6].map((index) => arrivalOf(at(facts, index))))
    clock.advance(5_000)
    await store.take([arrivalOf(at(facts, 8))])
    expect(await store.gaps()).toEqual([{ desk, epoch: 'abc123', next: 3, waiting: 3, highest: 9, since }])
  })

  it('fills the number of a tombstone without effect, reports it, and knows the original when it comes after all', async () => {
    const { store, effects } = await openStore()
    const facts = chainedFacts(3)
    const sent = facts.map((fact, index) => (index === 1 ? tombstoneOf(fact, 'poison') : fact))
    const { tombstones, receipts, applied } = await store.take(sent.map((fact) => arrivalOf(fact)))
    const expected = { desk, epoch: 'abc123', sequence: 2, reason: 'poison', of: 'deskbridge.counter.paused' }
    expect(tombstones).toMatchObject([expected])
    expect(receipts).toMatchObject([{ receipt: { upTo: 3, chain: facts[2]?.chain } }])
    expect(await store.tombstones(9)).toMatchObject([expected])
    expect([applied.length, await effects()]).toEqual([2, [facts[0]?.id, facts[2]?.id]])
    expect((await store.take([arrivalOf(at(facts, 1))])).receipts).toMatchObject([{ receipt: { upTo: 3 } }])
    expect(await effects()).toHaveLength(2)
  })

  it('lets a fact whose tombstone it has take effect once under a new number', async () => {
    const { store, effects } = await openStore()
    const [fact] = chainedFacts(1)
    await store.take([arrivalOf(tombstoneOf(fact as Fact, 'refused'))])
    const [again] = chainedFacts(1, { epoch: 'zzz999', ids: [fact?.id ?? ''] })
    await store.take([arrivalOf(again as Fact)])
    expect(await effects()).toEqual([fact?.id])
  })

  it('begins the chain anew behind numbers that are lost, and gives an empty chain value for them', async () => {
    const { store, effects } = await openStore()
    const facts = chainedFacts(4)
    const lost = (sequence: number) =>
      emptyTombstone({
        centre: 'vinh-long',
        desk: 'quay-05',
        epoch: 'abc123' as Epoch,
        sequence: sequence as Sequence,
        reason: 'damaged',
        at: clock.wall(),
      })
    await store.take([arrivalOf(at(facts, 0))])
    const { receipts, tombstones } = await store.take([arrivalOf(lost(2)), arrivalOf(lost(3))])
    expect(receipts).toMatchObject([{ receipt: { upTo: 3, chain: '' } }])
    expect(tombstones).toMatchObject([{ reason: 'damaged', of: undefined }, { sequence: 3 }])
    expect((await store.take([arrivalOf(at(facts, 3))])).receipts).toMatchObject([
      { receipt: { upTo: 4, chain: facts[3]?.chain } },
    ])
    expect(await effects()).toEqual([facts[0]?.id, facts[3]?.id])
  })

  it('does not let one message that no database can store stop the others', async () => {
    const { store, effects } = await openStore()
    const [fact] = chainedFacts(1)
    const deep = `${'['.repeat(60_000)}${']'.repeat(60_000)}`
    const nested = JSON.stringify({ ...(fact as Fact), epoch: 'deep00' }).replace('"keypad"', deep)
    await store.take([
      { desk, payload: '\0' },
      { desk, payload: JSON.stringify({ ...(fact as Fact), id: 'a\0b' }) },
      { desk, payload: nested },
      arrivalOf(fact as Fact),
    ])
    expect(await effects()).toEqual([fact?.id])
    expect((await store.deadLetters(9)).map(({ kind }) => kind)).toEqual(['no-fact', 'no-fact', 'broken-chain'])
  })

  it('keeps what comes far too early only within its bound', async () => {
    const { store } = await openStore()
    const far = { ...at(chainedFacts(1), 0), sequence: '0000000000009000' }
    await store.take([arrivalOf(far)])
    expect(await store.gaps()).toEqual([])
  })

  it('takes a broken early fact away, so that the right one can come', async () => {
    const { store } = await openStore()
    const facts = chainedFacts(3)
    const forged = { ...at(facts, 1), chain: 'f'.repeat(64) }
    await store.take([arrivalOf(forged)])
    await store.take([arrivalOf(at(facts, 0))])
    expect(await store.gaps()).toEqual([])
    expect((await store.take(facts.slice(1).map((fact) => arrivalOf(fact)))).receipts).toMatchObject([
      { receipt: { upTo: 3 } },
    ])
  })

  it('lets one of all who ask have the right to ask for a replay, and again after its patience', async () => {
    const { store } = await openStore()
    const stream = { desk, epoch: 'abc123' }
    const claims = await Promise.all([store.claimReplay(stream, 30_000), store.claimReplay(stream, 30_000)])
    expect(claims.sort()).toEqual([false, true])
    clock.advance(30_001)
    expect(await store.claimReplay(stream, 30_000)).toBe(true)
    expect(await store.ends([desk])).toEqual([{ ...stream, applied: 0, chain: '0'.repeat(64) }])
  })

  it('remembers the presence of desks, and never an older sign of life over a newer one', async () => {
    const { store } = await openStore()
    const state = { online: true, version: '1' }
    await store.savePresence([{ desk, online: true, seen: 2_000, state }])
    await store.savePresence([{ desk, online: false, seen: 1_000, state: undefined }])
    await store.savePresence([{ desk: 'a/b', online: false, seen: undefined, state: undefined }])
    expect(await store.desks()).toEqual([
      { desk: 'a/b', online: false, seen: undefined, state: undefined },
      { desk, online: false, seen: 2_000, state },
    ])
  })
})

describe.runIf(server)('two consumers of one PostgreSQL', () => {
  it('lose, double and reorder nothing when the facts of many desks come split and out of order to both', async () => {
    const seed = seedOfRun()
    const random = seededRandom(seed)
    const pool = server?.().pool()
    if (!pool) throw new Error('no server')
    const schema = 'shared'
    const effect: Effect<PoolClient> = async (fact, of, client) => {
      await client.query('INSERT INTO seen (desk, id) VALUES ($1, $2)', [of, fact.id])
    }
    await pool.query('CREATE TABLE seen (number serial, desk text, id text)')
    const open = () => openPostgresStore({ pool, schema, effect })
    const consumers = await Promise.all([open(), open(), open()])
    const desks = new Map(Array.from({ length: 7 }, (_, n) => [`vinh-long/quay-0${n}`, chainedFacts(120)]))
    const all = [...desks].flatMap(([of, facts]) =>
      facts.map((fact, index) => ({ of, fact, key: index + random.unit() * 60 })),
    )
    const arrivals = [...all, ...all.slice(0, 99)]
      .sort((a, b) => a.key - b.key)
      .map(({ of, fact }) => arrivalOf(fact, of))
    const shares = consumers.map(() => [] as typeof arrivals)
    for (const arrival of arrivals) at(shares, Math.floor(random.unit() * shares.length)).push(arrival)
    await Promise.all(
      consumers.map(async (consumer, index) => {
        const share = at(shares, index)
        while (share.length > 0) await consumer.take(share.splice(0, 1 + Math.floor(random.unit() * 30)))
      }),
    )
    for (const [of, facts] of desks) {
      const { rows } = await pool.query('SELECT id FROM seen WHERE desk = $1 ORDER BY number', [of])
      expect(
        rows.map(({ id }) => id),
        `SEED=${seed} ${of}`,
      ).toEqual(facts.map(({ id }) => id))
    }
    expect(await at(consumers, 0).gaps()).toEqual([])
  }, 60_000)
})

describe('a fact as a team sees it', () => {
  const [fact] = chainedFacts(1) as [Fact]

  it('has the data of its kind', () => {
    const typed = typedFact(fact)
    expect(typed.kind === 'counter.paused' && typed.data.reason).toBe('Nghỉ giải lao 1')
  })

  it('of a newer desk passes: a type nobody knows as it came, and more data than was known', () => {
    expect(typedFact({ ...fact, type: 'deskbridge.lift.called' })).toMatchObject({ kind: 'unknown', data: fact.data })
    expect(typedFact({ ...fact, data: { ...fact.data, lift: 3 } })).toMatchObject({
      kind: 'counter.paused',
      data: { lift: 3 },
    })
    expect(typedFact({ ...fact, data: {} })).toMatchObject({ kind: 'unknown' })
  })

  it('keeps its chain value, since the kind is not part of it', () => {
    expect(nextChain('0'.repeat(64), factHash(fact))).toBe(typedFact(fact).chain)
  })
})
