import { expect, test } from 'vitest'
import { createTurns } from './in-turn.ts'

test('work of one desk never overtakes, also when something fails; another desk does not wait', async () => {
  const inTurn = createTurns()
  const done: string[] = []
  const gate = Promise.withResolvers<void>()
  const first = inTurn('quay-05', async () => {
    await gate.promise
    done.push('first')
    throw new Error('in vain')
  })
  const second = inTurn('quay-05', async () => void done.push('second'))
  await inTurn('quay-06', async () => void done.push('other'))
  gate.resolve()
  await expect(first).rejects.toThrow('in vain')
  await second
  expect(done).toEqual(['other', 'first', 'second'])
})
