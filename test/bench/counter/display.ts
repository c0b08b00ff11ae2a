import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { openPlan, serveReferenceCentre } from '../../../src/centre/index.ts'
import { startFleetBroker } from '../../fleet/broker.ts'
import { type CounterDesk, startCounterDesk } from '../../support/counter-desk.ts'
import { seededRandom, silentLog, systemClock, systemRandom } from '../../support/faces.ts'
import { until } from '../../support/wait.ts'
import { busyPlan, deskName } from './busy-plan.ts'

const startsAtOnce = 4
/** Between two things that an officer does, at most; thirty of them press some ten times a second together. */
const breath = 6_000
const settings = { doublePress: 0 } as const

/** From the press of a key to the number on the display of the same counter, while every desk is at work. */
export async function measureDisplays(
  folder: string,
  { desks: count, presses }: { readonly desks: number; readonly presses: number },
): Promise<number[]> {
  mkdirSync(folder, { recursive: true })
  await using broker = await startFleetBroker(folder)
  const plan = { ...openPlan, ...busyPlan(count) }
  const centre = await serveReferenceCentre({
    ...{ folder: join(folder, 'centre'), broker: { url: broker.url, clientId: 'centre' }, plan, keepWaiting: 0 },
    ...{ clock: systemClock, random: systemRandom, log: silentLog },
  })
  const desks: CounterDesk[] = []
  try {
    let next = 0
    const start = async () => {
      while (next < count) {
        const index = next++
        const names = { centre: plan.centre, desk: deskName(index), counter: String(index + 1) }
        desks[index] = await startCounterDesk({ ...names, folder, brokerUrl: broker.url, settings })
      }
    }
    await Promise.all(Array.from({ length: startsAtOnce }, start))
    await until('the hall knows its counters', () => centre.hall.picture().counters.every((one) => one.online), 60_000)
    for (const { id } of plan.fields) for (let n = 0; n < presses * 6 + 20; n++) await centre.hall.issue(id)
    const times = await Promise.all(desks.map((desk, index) => work(desk, presses, index)))
    return times.flat()
  } finally {
    await Promise.all(desks.map((desk) => desk.stop()))
    await centre.stop()
  }
}

async function work(desk: CounterDesk, presses: number, seed: number): Promise<number[]> {
  const random = seededRandom(seed + 1)
  const times: number[] = []
  for (let n = 0; n < presses; n++) {
    await pause(breath * random.unit())
    const before = desk.number()
    const shown = numberAfter(desk, before)
    const pressed = performance.now()
    desk.panel.press('next')
    times.push((await shown) - pressed)
    await pause((breath / 4) * random.unit())
    await desk.press('begin')
  }
  return times
}

/** The moment at which another number is on the display. */
async function numberAfter(desk: CounterDesk, before: string | undefined): Promise<number> {
  const patience = performance.now() + 30_000
  while (performance.now() < patience) {
    const number = desk.number()
    if (number !== undefined && number !== before) return performance.now()
    await pause(2)
  }
  return Number.POSITIVE_INFINITY
}
