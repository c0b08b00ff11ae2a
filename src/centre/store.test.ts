import { describe, expect, it, onTestFinished } from 'vitest'
import { seededRandom, seedOfRun } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { draftFact, openTestJournal } from '../../test/support/journals.ts'
import { type Fact, tombstoneOf } from '../contract/index.ts'
import { type Effect, type Executor, openSqliteStore, type SqliteStore } from './index.ts'

const desk = 'vinh-long/quay-05'
const arrivalOf = (fact: Fact) => ({ desk, payload: JSON.stringify(fact) })

async function openStore(effect?: Effect<Executor>): Promise<SqliteStore> {
  const store = await openSqliteStore({ folder: temporaryFolder(), ...(effect ? { effect } : {}) })
  onTestFinished(() => store.close())
  return store
}

/** Facts as a real journal numbers and chains them. */
async function realFacts(count: number): Promise<Fact[]> {
  const journal = await openTestJournal()
  await journal.commit({ facts: Array.from({ length: count }, (_, index) => draftFact(`f${index + 1}`)) })
  const facts: Fact[] = []
  for await (const fact of journal.facts()) facts.push(fact)
  return facts
}

const count = async (store: SqliteStore, table: 'facts' | 'early' | 'dead_letters') =>
  Number((await store.database.all(`SELECT count(*) AS n FROM ${table}`))[0]?.n)

describe('the centre', () => {
  it('applies facts in order and answers with its own chain value', async () => {
    const [store, facts] = await Promise.all([openStore(), realFacts(3)])
    const { applied, receipts } = await store.take(facts.map(arrivalOf))
    expect(applied.map(({ fact }) => fact.id)).toEqual(facts.map((fact) => fact.id))
    expect(receipts).toEqual([{ desk, receipt: { epoch: facts[0]?.epoch, upTo: 3, chain: facts[2]?.chain } }])
  })

  it('answers a fact it has with the same receipt again, and with no second effect', async () => {
    const effects: string[] = []
    const [store, facts] = await Promise.all([openStore(async (fact) => void effects.push(fact.id)), realFacts(2)])
    await store.take(facts.map(arrivalOf))
    const again = await store.take([arrivalOf(facts[0] as Fact)])
    expect(again.applied).toEqual([])
    expect(again.receipts[0]?.receipt.upTo).toBe(2)
    expect(effects).toHaveLength(2)
  })

  it('keeps facts that came early and applies them when the gap closes, in any order of arrival', async () => {
    const seed = seedOfRun()
    const random = seededRandom(seed)
    const [store, facts] = await Promise.all([openStore(), realFacts(60)])
    const shuffled = [...facts, ...facts.slice(20, 40)].sort(() => random.unit() - 0.5)
    const applied: string[] = []
    for (const fact of shuffled)
      applied.push(...(await store.take([arrivalOf(fact)])).applied.map((one) => one.fact.id))
    expect(applied, `seed ${seed}`).toEqual(facts.map((fact) => fact.id))
    expect(await count(store, 'early')).toBe(0)
  })

  it('does not acknowledge past a gap', async () => {
    const [store, facts] = await Promise.all([openStore(), realFacts(3)])
    const { receipts } = await store.take([facts[0] as Fact, facts[2] as Fact].map(arrivalOf))
    expect(receipts[0]?.receipt.upTo).toBe(1)
  })

  it('puts a fact whose chain does not follow aside, and answers with what it has', async () => {
    const [store, facts, others] = await Promise.all([openStore(), realFacts(2), realFacts(2)])
    await store.take([arrivalOf(facts[0] as Fact)])
    const forged = { ...(others[1] as Fact), epoch: facts[0]?.epoch ?? '' }
    const { applied, receipts } = await store.take([arrivalOf(forged)])
    expect(applied).toEqual([])
    expect(receipts[0]?.receipt).toEqual({ epoch: facts[0]?.epoch, upTo: 1, chain: facts[0]?.chain })
    expect(await count(store, 'dead_letters')).toBe(1)
    expect((await store.take([arrivalOf(facts[1] as Fact)])).receipts[0]?.receipt.upTo).toBe(2)
  })

  it('gives an id that comes under a new number its place in the chain and no second effect', async () => {
    const effects: string[] = []
    const store = await openStore(async (fact) => void effects.push(fact.id))
    const journal = await openTestJournal()
    await journal.commit({ facts: [draftFact('a'), draftFact('b')] })
    const read = async () =>
      (await journal.delivery.read(await journal.delivery.start(), 10)).map(({ body }) => ({ desk, payload: body }))
    await store.take(await read())
    const { epoch } = await journal.status()
    await journal.delivery.receipt({ epoch, upTo: 1, chain: 'f'.repeat(64) })
    const { applied, receipts } = await store.take(await read())
    expect(applied).toEqual([])
    expect(receipts[0]?.receipt).toMatchObject({ upTo: 2 })
    expect(effects).toHaveLength(2)
  })

  it('follows the chain over a tombstone', async () => {
    const [store, facts] = await Promise.all([openStore(), realFacts(3)])
    const sent = facts.map((fact, index) => (index === 1 ? tombstoneOf(fact, 'too-large') : fact))
    expect((await store.take(sent.map(arrivalOf))).receipts[0]?.receipt.upTo).toBe(3)
  })

  it('takes a fact and its effect together or not at all', async () => {
    let failing = true
    const effect: Effect<Executor> = async (fact, _, transaction) => {
      await transaction.run('INSERT INTO hall_nonces (nonce, at) VALUES (?, ?)', fact.id, Number(fact.sequence))
      if (failing) throw new Error('no')
    }
    const [store, facts] = await Promise.all([openStore(effect), realFacts(1)])
    await expect(store.take(facts.map(arrivalOf))).rejects.toThrow('no')
    expect(await count(store, 'facts')).toBe(0)
    failing = false
    expect((await store.take(facts.map(arrivalOf))).applied).toHaveLength(1)
    expect(await store.database.all('SELECT nonce FROM hall_nonces')).toEqual([{ nonce: facts[0]?.id }])
  })

  it('keeps what is no fact for a person to look at', async () => {
    const store = await openStore()
    await store.take([
      { desk, payload: 'not json' },
      { desk, payload: '{"specversion":"1.0"}' },
    ])
    expect(await count(store, 'dead_letters')).toBe(2)
  })
})
