import { describe, expect, it, onTestFinished } from 'vitest'
import { chainedFacts } from '../../test/support/chained-facts.ts'
import { fakeClock, keptLog } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { until } from '../../test/support/wait.ts'
import type { Fact } from '../contract/index.ts'
import { DeskError } from '../core/index.ts'
import { type CentreStore, openSqliteStore, type TakeResult } from './index.ts'
import { createIntakeQueue } from './intake-queue.ts'

const arrivalOf = (desk: string, fact: Fact) => ({ desk, payload: JSON.stringify(fact) })

async function openQueue(effect: (id: string) => void = () => undefined, wrap = (store: CentreStore) => store) {
  const clock = fakeClock()
  const store = await openSqliteStore({ folder: temporaryFolder(), clock, effect: async ({ id }) => effect(id) })
  const taken: TakeResult[] = []
  const queue = createIntakeQueue({ store: wrap(store), clock, log: keptLog(), taken: (result) => taken.push(result) })
  onTestFinished(async () => {
    await queue.stop()
    await store.close()
  })
  const applied = () => taken.flatMap((result) => result.applied.map(({ fact }) => fact.id))
  return { queue, store, clock, taken, applied }
}

describe('the queue in front of a store', () => {
  it('takes what comes together in one transaction', async () => {
    const { queue, taken, applied } = await openQueue()
    const facts = chainedFacts(300)
    for (const fact of facts) void queue.push(arrivalOf('a/b', fact))
    await until('all are taken', () => applied().length === 300)
    expect(taken.length).toBeLessThanOrEqual(2)
  })

  it('keeps what a store that fails could not take, and takes it when the store is back', async () => {
    let broken = true
    let attempts = 0
    const { queue, clock, applied } = await openQueue(undefined, (store) => ({
      ...store,
      take(arrivals, judge) {
        attempts++
        return broken ? Promise.reject(new Error('no server')) : store.take(arrivals, judge)
      },
    }))
    const facts = chainedFacts(3)
    for (const fact of facts) await queue.push(arrivalOf('a/b', fact))
    await until('it has tried often', () => {
      clock.advance(1_000)
      return attempts > 8
    })
    expect(applied()).toEqual([])
    broken = false
    await until('all are taken', () => {
      clock.advance(1_000)
      return applied().length === 3
    })
    expect(applied()).toEqual(facts.map(({ id }) => id))
  })

  it('takes the facts of other desks while the effect of one keeps failing, and buries that one after a minute', async () => {
    const [good, bad] = [chainedFacts(2), chainedFacts(2, { epoch: 'bad000' })]
    const { queue, store, clock, taken, applied } = await openQueue((id) => {
      if (id === bad[0]?.id) throw new Error('a slip in our code')
    })
    for (const fact of bad) await queue.push(arrivalOf('a/bad', fact))
    for (const fact of good) await queue.push(arrivalOf('a/good', fact))
    await until('the other desk is served', () => applied().length === 2)
    expect(applied()).toEqual(good.map(({ id }) => id))
    expect(await store.deadLetters(9)).toEqual([])
    await until('it is buried', () => {
      clock.advance(5_000)
      return taken.some(({ deadLetters }) => deadLetters.length > 0)
    })
    expect(applied()).toEqual([...good, ...bad.slice(1)].map(({ id }) => id))
    expect(await store.deadLetters(9)).toMatchObject([{ kind: 'no-effect', reason: 'a slip in our code' }])
  })

  it('buries at once what an effect refuses for good', async () => {
    const facts = chainedFacts(3)
    const { queue, store, applied } = await openQueue((id) => {
      if (id === facts[1]?.id) throw new DeskError('DB-CTR-006', { reason: 'no such counter' })
    })
    for (const fact of facts) await queue.push(arrivalOf('a/b', fact))
    await until('the others are taken', () => applied().length === 2)
    expect(await store.deadLetters(9)).toMatchObject([{ kind: 'no-effect', desk: 'a/b' }])
  })

  it('drops what finds no room while the store fails, and never holds more than its bound', async () => {
    let broken = true
    let largest = 0
    const { queue, clock, applied } = await openQueue(undefined, (store) => ({
      ...store,
      take(arrivals, judge) {
        largest = Math.max(largest, arrivals.length)
        return broken ? Promise.reject(new Error('no server')) : store.take(arrivals, judge)
      },
    }))
    const facts = chainedFacts(9_000)
    for (const fact of facts) await queue.push(arrivalOf('a/b', fact))
    broken = false
    await until('what it had is taken', () => {
      clock.advance(5_000)
      return applied().length >= 8_192
    })
    expect(applied().length).toBeLessThan(9_000)
    expect(largest).toBeLessThanOrEqual(1_000)
  })
})
