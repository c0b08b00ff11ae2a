import { describe, expect, it, onTestFinished } from 'vitest'
import { chainedFacts } from '../../test/support/chained-facts.ts'
import { fakeClock, keptLog } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { until } from '../../test/support/wait.ts'
import { watchGaps } from './gap-watch.ts'
import { type Gap, openSqliteStore } from './index.ts'

const desk = 'vinh-long/quay-05'

describe('a gap', () => {
  it('that lasts is a reason to remind its desk, and later to tell people, once each', async () => {
    const clock = fakeClock()
    const store = await openSqliteStore({ folder: temporaryFolder(), clock })
    const [reminded, reported]: [Gap[], Gap[]] = [[], []]
    let looks = 0
    const looking = { ...store, gaps: () => store.gaps().finally(() => looks++) }
    const watch = watchGaps({
      store: looking,
      clock,
      log: keptLog(),
      remind: (gaps) => reminded.push(...gaps),
      report: (gap) => reported.push(gap),
    })
    onTestFinished(async () => {
      watch.stop()
      await store.close()
    })
    const nextLook = async () => {
      const before = looks
      await until('it has looked', () => {
        if (looks === before) clock.advance(5_000)
        return looks > before
      })
    }
    const [first, second, third] = chainedFacts(3).map((fact) => ({ desk, payload: JSON.stringify(fact) }))
    if (!first || !second || !third) throw new Error('three facts')
    await store.take([first, third])
    await nextLook()
    expect(reminded).toMatchObject([{ desk, next: 2, highest: 3 }])
    expect(reported).toEqual([])
    await until('people know', async () => {
      await nextLook()
      return reported.length > 0
    })
    await nextLook()
    expect([reminded.length, reported.length]).toEqual([1, 1])
    await store.take([second])
    await nextLook()
    expect([reminded.length, reported.length]).toEqual([1, 1])
  })
})
