import { expect, it } from 'vitest'
import { startMosquitto } from '../support/mosquitto.ts'
import { has } from '../support/processes.ts'
import type { Evidence } from './checker.ts'
import { FaultCentre } from './harness/centre.ts'
import { type Chance, chanceOf } from './harness/chance.ts'
import { FaultDesk } from './harness/desk.ts'
import { startProof } from './proof.ts'
import { scale, seedFor } from './scale.ts'

const runs = scale.pick({ short: 1, whole: 100, long: 1_000 })
const events = scale.pick({ short: 300, whole: 1_000, long: 1_000 })

it.runIf(has('mosquitto'))(
  `a desk killed at random times among ${events} events loses, doubles and reorders nothing`,
  async ({ task }) => {
    const seed = seedFor('random kill')
    const proof = startProof(task, seed)
    const chance = chanceOf(seed)
    for (let run = 0; run < runs; run++) proof.judge(await oneRun(chance))
  },
)

/** Presses until all are accepted, killed at some of them; then everything is delivered. */
async function oneRun(chance: Chance): Promise<Evidence> {
  const broker = await startMosquitto()
  const centre = await FaultCentre.start(broker.url)
  const desk = new FaultDesk({ url: broker.url })
  for (let kills = chance.between(1, 3); desk.accepted.length < events; kills--) {
    await desk.start()
    const missing = events - desk.accepted.length
    const last = desk.accepted.length + chance.between(1, missing)
    const delay = chance.unit() * 5
    desk.onAccepted = (count) => {
      if (kills > 0 && count === last) desk.strikeAfter(delay)
    }
    await desk.press(missing).catch(() => undefined)
    if (kills > 0) await desk.kill()
  }
  desk.onAccepted = undefined
  await desk.kill()
  await desk.start()
  await desk.untilDelivered()
  const evidence = await centre.evidenceOf(desk)
  expect(evidence.journal).toEqual([])
  await centre.stop()
  await broker.stop()
  return evidence
}
