import { setTimeout as pause } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { seededRandom, seedOfRun, silentLog } from '../../test/support/faces.ts'
import { createReceiptGiver } from './receipts.ts'
import type { CentreStore } from './store/store.ts'

const stream = { desk: 'vinh-long/quay-05', epoch: 'abc123' }

/** A store that consumers commit to and a broker that keeps the last receipt it was given, each as slow as chance will. */
function world(seed: number) {
  const random = seededRandom(seed)
  let committed = 0
  let retained = 0
  const store = {
    ends: async () => {
      const applied = committed
      await pause(random.unit() * 4)
      return [{ ...stream, applied, chain: '' }]
    },
  } as Partial<CentreStore> as CentreStore
  const consumer = (group: string | undefined) => {
    let connection = Promise.resolve()
    const giver = createReceiptGiver({
      store,
      log: silentLog,
      group,
      // One connection keeps its order; two know nothing of each other.
      publish: (_, { upTo }) => {
        connection = connection
          .then(() => pause(random.unit() * 8))
          .then(() => {
            retained = upTo
          })
        return connection
      },
    })
    return async (facts: number) => {
      const given: Promise<void>[] = []
      for (let n = 0; n < facts; n++) {
        committed++
        given.push(giver.give([{ desk: stream.desk, receipt: { epoch: stream.epoch, upTo: committed, chain: '' } }]))
        await pause(random.unit() * 8)
      }
      await Promise.all(given)
    }
  }
  return { consumer, retained: () => retained, committed: () => committed }
}

describe('receipts of several consumers', () => {
  it('end at the highest, however they overtake each other on their way', async () => {
    const seed = seedOfRun()
    for (let round = 0; round < 12; round++) {
      const { consumer, retained, committed } = world(seed + round)
      await Promise.all([consumer('province')(25), consumer('province')(20), consumer('province')(3)])
      expect(retained(), `SEED=${seed + round}`).toBe(committed())
    }
  })

  it('would now and then end at a lower one if nobody looked again', async () => {
    const ends: boolean[] = []
    for (let seed = 1; seed <= 30; seed++) {
      const { consumer, retained, committed } = world(seed)
      await Promise.all([consumer(undefined)(3), consumer(undefined)(3)])
      ends.push(retained() === committed())
    }
    expect(ends).toContain(false)
  })
})
