import { expect, test } from 'vitest'
import { chainedFacts } from '../../../test/support/chained-facts.ts'
import { fakeClock } from '../../../test/support/faces.ts'
import { temporaryFolder } from '../../../test/support/folder.ts'
import { openSqliteStore } from '../sqlite/store.ts'
import { watchFleet } from './fleet.ts'
import { lastFacts } from './last-facts.ts'

const desk = 'vinh-long/quay-05'

test('when the last fact of a desk came is known after a new start of the centre, over all lives of its journal', async () => {
  const folder = temporaryFolder()
  const clock = fakeClock()
  const first = await openSqliteStore({ folder, clock })
  const take = async (epoch: string) => {
    await first.take(chainedFacts(3, { epoch }).map((fact) => ({ desk, payload: JSON.stringify(fact) })))
    const at = clock.wall()
    clock.advance(60_000)
    return at
  }
  await take('life01')
  const newest = await take('life02')
  await first.savePresence([{ desk, online: true, seen: newest, state: undefined }])
  await first.close()

  const again = await openSqliteStore({ folder, clock })
  const last = await lastFacts(again.database)
  expect([...last]).toEqual([[desk, newest]])
  const fleet = watchFleet({ known: await again.desks(), last, clock })
  expect(fleet.look()).toMatchObject([{ desk, lastFact: newest, seen: newest }])
  fleet.stop()
  await again.close()
})

test('a desk of which no fact ever came has none', async () => {
  const store = await openSqliteStore({ folder: temporaryFolder() })
  expect((await lastFacts(store.database)).size).toBe(0)
  await store.close()
})
