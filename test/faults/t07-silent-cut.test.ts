import { it } from 'vitest'
import { layBadCable } from '../support/bad-cable.ts'
import { startMosquitto } from '../support/mosquitto.ts'
import { has } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { FaultCentre } from './harness/centre.ts'
import { FaultDesk } from './harness/desk.ts'
import { startProof } from './proof.ts'
import { scale } from './scale.ts'

const backlog = scale.pick({ short: 500, whole: 5_000, long: 100_000 })
const cutAfter = 100

it.runIf(has('mosquitto'))('T07 a silent cut while a backlog drains loses nothing of it', async ({ task }) => {
  const proof = startProof(task)
  const broker = await startMosquitto()
  const centre = await FaultCentre.start(broker.url)
  let facts = 0
  const cable = await layBadCable(broker.url, {
    up: {
      drop(packet) {
        if (packet.cmd === 'publish' && packet.topic.endsWith('/facts') && ++facts === cutAfter)
          cable.behave({ halfOpen: true })
        return false
      },
    },
  })
  const desk = new FaultDesk({ url: cable.url })
  const alone = await FaultDesk.start({ folder: desk.folder })
  await alone.fill(backlog)
  await alone.kill()

  await desk.start()
  await until('the cut', () => facts >= cutAfter, 60_000)
  await until('the desk saw it', () => desk.links.some(({ state }) => state === 'offline'), 60_000)
  cable.behave({})
  await desk.untilDelivered()
  const { accepted, pressed } = alone
  proof.judge({ ...(await centre.evidenceOf(desk)), accepted, pressed })
})
