import { expect, it } from 'vitest'
import { layBadCable } from '../support/bad-cable.ts'
import { startMosquitto } from '../support/mosquitto.ts'
import { has } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { FaultCentre } from './harness/centre.ts'
import { FaultDesk } from './harness/desk.ts'
import { startProof } from './proof.ts'
import { scale } from './scale.ts'

const rounds = scale.pick({ short: 1, whole: 10, long: 100 })
const factsPerRound = 10

it.runIf(has('mosquitto'))(
  'T08 what a broker acknowledged and forgot before the centre read it is delivered again',
  async ({ task }) => {
    const proof = startProof(task)
    const broker = await startMosquitto([], { persistence: 'off' })
    const centre = await FaultCentre.start(broker.url)
    let acknowledged = 0
    const cable = await layBadCable(broker.url, {
      down: {
        drop(packet) {
          if (packet.cmd === 'puback') acknowledged++
          return false
        },
      },
    })
    const desk = await FaultDesk.start({ url: cable.url })
    for (let round = 0; round < rounds; round++) {
      await desk.untilOnline()
      await desk.untilDelivered()
      await centre.stop()
      const before = acknowledged
      await desk.press(factsPerRound)
      await until('the broker has acknowledged', () => acknowledged - before >= factsPerRound, 60_000)
      await broker.stop('SIGKILL')
      // A broker that is back before anybody missed it, again and again, would be taken for a second PC with the desk's name.
      await until('the desk has missed it', () => desk.links.at(-1)?.code === 'DB-LNK-001', 60_000)
      expect((await desk.status()).backlog).toBe(factsPerRound)
      await broker.start()
      await centre.start()
    }
    await desk.untilDelivered()
    proof.judge(await centre.evidenceOf(desk), rounds)
  },
)
