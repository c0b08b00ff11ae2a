import { expect, it } from 'vitest'
import { startMosquitto } from '../support/mosquitto.ts'
import { has } from '../support/processes.ts'
import { FaultCentre } from './harness/centre.ts'
import { chanceOf } from './harness/chance.ts'
import { FaultDesk, type LinkEvent } from './harness/desk.ts'
import { pressWhile } from './harness/pressing.ts'
import { startProof } from './proof.ts'
import { scale, seedFor } from './scale.ts'

const kills = scale.pick({ short: 3, whole: 50, long: 300 })
/** Milliseconds that a broker lives. */
const life = scale.pick<readonly [number, number]>({
  short: [500, 1_500],
  whole: [3_000, 10_000],
  long: [3_000, 10_000],
})
/** Milliseconds until the next one: long enough for some attempts in vain. */
const death = [500, 2_500] as const

it.runIf(has('mosquitto'))(
  'T02 a storm of broker restarts under load costs nothing, and the desk comes back unevenly',
  async ({ task }) => {
    const seed = seedFor('T02')
    const proof = startProof(task, seed)
    const chance = chanceOf(seed)
    const broker = await startMosquitto()
    const centre = await FaultCentre.start(broker.url)
    const desk = await FaultDesk.start({ url: broker.url })
    await pressWhile(desk, 20, async () => {
      for (let kill = 0; kill < kills; kill++) {
        await chance.pause(...life)
        await broker.stop('SIGKILL')
        await chance.pause(...death)
        await broker.start()
      }
    })
    await desk.untilDelivered()
    const gaps = gapsBetweenAttempts(desk.links)
    expect(gaps.length).toBeGreaterThan(kills)
    expect(new Set(gaps).size).toBe(gaps.length)
    expect(shareNearMedian(gaps), `the gaps ${gaps.map(Math.round)}`).toBeLessThan(0.5)
    proof.judge(await centre.evidenceOf(desk), kills)
  },
)

/** Milliseconds from each attempt in vain to the next. */
function gapsBetweenAttempts(links: readonly LinkEvent[]): number[] {
  return links.flatMap(({ state, at }, index) => {
    const before = links[index - 1]
    return state === 'offline' && before?.state === 'offline' ? [at - before.at] : []
  })
}

/** How many of the gaps lie within a tenth of the middle one: nearly all where a desk knocks to a beat. */
function shareNearMedian(gaps: readonly number[]): number {
  const median = [...gaps].sort((a, b) => a - b)[Math.floor(gaps.length / 2)] ?? 0
  return gaps.filter((gap) => Math.abs(gap - median) < median / 10).length / gaps.length
}
