import { describe, expect, it } from 'vitest'
import { fakeClock } from '../../test/support/faces.ts'
import { noSupervisor, supervisorBy, type Word } from './supervisor.ts'
import { tellProgress } from './tell-progress.ts'

const settled = () => new Promise((resolve) => setImmediate(resolve))

/** A desk of which each look waits until the test answers it. */
function watched(limit: number | undefined = 60_000) {
  const clock = fakeClock()
  const words: Word[] = []
  const asked: ((moves: boolean) => void)[] = []
  const supervisor = supervisorBy((word) => words.push(word), limit)
  const telling = tellProgress(supervisor, () => new Promise((resolve) => asked.push(resolve)), clock)
  return { clock, words, asked, telling }
}

describe('the watch over a desk', () => {
  it('hears of progress at once and then three times within its limit, as long as everything moves', async () => {
    const { clock, words, asked } = watched()
    for (let look = 0; look < 4; look++) {
      asked.at(-1)?.(true)
      await settled()
      clock.advance(20_000)
    }
    expect(words).toEqual(['progress', 'progress', 'progress', 'progress'])
    expect(asked).toHaveLength(5)
  })

  it('hears nothing while a part hangs, however much time passes', async () => {
    const { clock, words, asked } = watched()
    asked.at(-1)?.(true)
    await settled()
    for (let minute = 0; minute < 10; minute++) {
      clock.advance(60_000)
      await settled()
    }
    expect(words).toEqual(['progress'])
    expect(asked).toHaveLength(2)
  })

  it('hears nothing while a part says that it hangs, and is told again when it goes on', async () => {
    const { clock, words, asked } = watched()
    asked.at(-1)?.(false)
    await settled()
    expect(words).toEqual([])
    clock.advance(20_000)
    asked.at(-1)?.(true)
    await settled()
    expect(words).toEqual(['progress'])
  })

  it('hears nothing more once the desk stops', async () => {
    const { clock, words, asked, telling } = watched()
    telling.cancel()
    asked.at(-1)?.(true)
    await settled()
    clock.advance(120_000)
    expect(words).toEqual([])
    expect(asked).toHaveLength(1)
  })

  it('costs nothing where nobody watches', () => {
    let looks = 0
    tellProgress(
      noSupervisor,
      async () => {
        looks++
        return true
      },
      fakeClock(),
    )
    expect(looks).toBe(0)
  })
})
