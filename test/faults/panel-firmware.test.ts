import { expect, it } from 'vitest'
import { canSimulate } from '../firmware/build.ts'
import { PanelDesk } from '../firmware/panel-desk.ts'
import { panelKeys, SimulatedPanel } from '../firmware/simulated-panel.ts'
import { startMosquitto } from '../support/mosquitto.ts'
import { isPress } from '../support/presses.ts'
import { has } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { FaultCentre } from './harness/centre.ts'
import { type Chance, chanceOf } from './harness/chance.ts'
import { startProof } from './proof.ts'
import { scale, seedFor } from './scale.ts'

/** Fewer than the panel remembers, so that it refuses none while nobody listens. */
const pressesPerRound = 20
const presses = scale.pick({ short: 60, whole: 1_000, long: 5_000 })

it.runIf(canSimulate() && has('mosquitto'))(
  'each press on the real firmware arrives once and in order, however often the program is killed and the cable cut',
  async ({ task }) => {
    const seed = seedFor('panel firmware')
    const proof = startProof(task, seed)
    const chance = chanceOf(seed)
    const broker = await startMosquitto()
    const centre = await FaultCentre.start(broker.url)
    const panel = await SimulatedPanel.powerUp(seed)
    const desk = new PanelDesk(broker.url, panel.port)
    await desk.start()
    const rounds = presses / pressesPerRound
    for (let round = 0; round < rounds; round++) {
      for (let press = 0; press < pressesPerRound; press++) panel.press(anyKey(chance))
      const some = panel.acknowledged + chance.between(1, pressesPerRound - 5)
      await until('some presses are on disk', () => panel.acknowledged >= some, 60_000)
      await faults[round % faults.length]?.(panel, desk, chance)
      await untilAcknowledged(panel)
    }
    await desk.untilDelivered()
    const facts = await centre.facts(desk.name)
    const actions = facts.filter(({ type }) => isPress(type)).map(({ data }) => data.action)
    expect(actions).toEqual(panel.pressed)
    // Some had to be said again, or nothing was proved.
    const told = panel.said('K ').filter(isWhole)
    expect(new Set(told).size).toBe(presses)
    expect(told.length).toBeGreaterThan(presses)
    await desk.kill()
    const accepted = facts.map(({ id, epoch, sequence }) => ({ id, epoch, sequence: Number(sequence) }))
    proof.judge({ desk: desk.name, accepted, centre: await centre.taken(desk.name), journal: [] }, rounds)
  },
)

/** Power that fails amid a line leaves its beginning before the next words, in which the panel says who it is. */
function isWhole(line: string): boolean {
  return /^K [^I]+\*[0-9A-F]{4}$/.test(line)
}

type Fault = (panel: SimulatedPanel, desk: PanelDesk, chance: Chance) => Promise<void>

/** What happens amid the presses of a round. Most boards are reset when a program that had crashed opens their port again. */
const faults: readonly Fault[] = [
  async (panel, desk, chance) => {
    await chance.pause(0, 20)
    await desk.kill()
    await panel.untilPressed()
    await panel.suffer('reset')
    await desk.start()
  },
  async (panel, _, chance) => {
    await chance.pause(0, 20)
    await panel.suffer('cut')
    await panel.untilPressed()
    await panel.suffer('plug')
  },
  async (panel) => {
    await untilAcknowledged(panel)
    await panel.suffer('power')
  },
]

async function untilAcknowledged(panel: SimulatedPanel): Promise<void> {
  await panel.untilPressed()
  await until(
    'the panel hears that all presses are on disk',
    () => panel.acknowledged === panel.pressed.length,
    120_000,
  )
    // What the panel was doing says more than that it did not come to an end.
    .catch((error: unknown) => Promise.reject(new Error(`${error}; recently:\n${panel.recently()}`)))
}

function anyKey(chance: Chance): (typeof panelKeys)[number] {
  return panelKeys[Math.floor(chance.unit() * panelKeys.length)] ?? 'next'
}
