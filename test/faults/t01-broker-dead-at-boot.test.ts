import { expect, it } from 'vitest'
import { startMosquitto } from '../support/mosquitto.ts'
import { has } from '../support/processes.ts'
import { FaultCentre } from './harness/centre.ts'
import { FaultDesk } from './harness/desk.ts'
import { startProof } from './proof.ts'
import { scale } from './scale.ts'

/** Seconds that the broker stays dead, and what is pressed meanwhile. */
const outage = scale.pick({ short: 2, whole: 60, long: 600 })
const perSecond = 20

it.runIf(has('mosquitto'))(
  'T01 a desk that boots without its broker accepts from the start and delivers when it comes',
  async ({ task }) => {
    const proof = startProof(task)
    const broker = await startMosquitto()
    // The centre has a session with this broker, as any centre that ever worked.
    const centre = await FaultCentre.start(broker.url)
    await broker.stop()
    const desk = await FaultDesk.start({ url: broker.url })
    await desk.press(outage * perSecond, { perSecond })
    expect(desk.accepted).toHaveLength(outage * perSecond)
    expect((await desk.status()).online).toBe(false)

    await broker.start()
    await desk.untilOnline(60_000)
    await desk.untilDelivered()
    proof.judge(await centre.evidenceOf(desk))
  },
)
