import { describe, expect, it } from 'vitest'
import type { RatingSet } from '../../src/contract/index.ts'
import { canPlay, openFloor } from '../scenarios/floor.ts'
import { until } from '../support/wait.ts'
import { issue, onlyDesk, quick, serve, today } from './counter.ts'

const labels = ['Chưa hài lòng', 'Bình thường', 'Hài lòng', 'Rất hài lòng', 'Tuyệt vời']

function setOf(count: number): RatingSet {
  return {
    scale: `${count}-2027`,
    question: { vi: 'Ông/bà có hài lòng không?' },
    levels: labels.slice(0, count).map((vi, index) => ({ label: { vi }, points: (index + 1) * 10 })),
  }
}

describe.runIf(canPlay())('R9 the level set', () => {
  it.each([3, 4, 5])(
    'of %d levels is configuration, and its version is kept with each rating',
    async (count) => {
      const rating = setOf(count)
      const floor = await openFloor({ settings: quick, plan: { rating } })
      const desk = onlyDesk(floor)
      await until('the desk has the set', async () => floor.centre.hall.picture().counters.length > 0, 60_000)
      await issue(floor, 1)
      const ticket = await serve(floor, desk, count)
      const [given] = floor.of(desk, 'rating.given').map(({ data }) => data)
      expect(given).toMatchObject({ ticket, level: count, of: count, scale: `${count}-2027` })
      const report = await floor.centre.hall.report(today())
      expect(report.scale).toBe(`${count}-2027`)
      expect(report.counters[0]?.ratings).toEqual(rating.levels.map((_, index) => (index + 1 === count ? 1 : 0)))
    },
    120_000,
  )
})
