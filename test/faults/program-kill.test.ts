import { expect, it } from 'vitest'
import { type CallAction, callActions } from '../../src/contract/index.ts'
import { startMosquitto } from '../support/mosquitto.ts'
import { isPress } from '../support/presses.ts'
import { has } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { FaultCentre } from './harness/centre.ts'
import { chanceOf } from './harness/chance.ts'
import { ShippedDesk } from './harness/shipped-desk.ts'
import { startProof } from './proof.ts'
import { scale, seedFor } from './scale.ts'

const kills = scale.pick({ short: 2, whole: 40, long: 400 })
const pressesPerLife = 25

it.runIf(has('mosquitto'))(
  'the shipped program, killed at random times under a busy panel, delivers each press once and in order',
  async ({ task }) => {
    const seed = seedFor('program kill')
    const proof = startProof(task, seed)
    const chance = chanceOf(seed)
    const broker = await startMosquitto()
    const centre = await FaultCentre.start(broker.url)
    const desk = await ShippedDesk.start(broker.url)
    const acknowledged = () => desk.panel.presses().filter((press) => press.acknowledged).length
    for (let kill = 0; kill < kills; kill++) {
      for (let press = 0; press < pressesPerLife; press++) desk.panel.press(anyKey(chance.unit()))
      const last = acknowledged() + chance.between(1, pressesPerLife)
      await until('some presses are on disk', () => acknowledged() >= last, 60_000)
      await chance.pause(0, 5)
      await desk.kill()
      await desk.start()
    }
    await until('all presses are on disk', () => acknowledged() === desk.panel.presses().length, 120_000)
    await desk.untilDelivered()
    const facts = await centre.facts(desk.name)
    const actions = facts.filter(({ type }) => isPress(type)).map(({ data }) => data.action)
    expect(actions).toEqual(desk.panel.presses().map(({ key }) => key))
    await desk.kill()
    const accepted = facts.map(({ id, epoch, sequence }) => ({ id, epoch, sequence: Number(sequence) }))
    proof.judge({ desk: desk.name, accepted, centre: await centre.taken(desk.name), journal: [] }, kills)
  },
)

function anyKey(unit: number): CallAction {
  return callActions[Math.floor(unit * callActions.length)] ?? 'next'
}
