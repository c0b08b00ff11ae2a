import { expect, it } from 'vitest'
import { layBadCable } from '../support/bad-cable.ts'
import { startMosquitto } from '../support/mosquitto.ts'
import { has } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { FaultCentre } from './harness/centre.ts'
import { FaultDesk } from './harness/desk.ts'
import { startProof } from './proof.ts'
import { scale } from './scale.ts'

/** What a busy counter collects in an outage of this many hours. */
const hours = 72
const backlog = scale.pick({ short: 4_000, whole: 40_000, long: 400_000 })
/** Facts per second at least. */
const slowestDrain = 200

it.runIf(has('mosquitto'))(
  'T12 the backlog of 72 hours drains fast, and a request does not wait for it',
  async ({ task }) => {
    const proof = startProof(task)
    const broker = await startMosquitto()
    const centre = await FaultCentre.start(broker.url)
    await broker.stop()
    const desk = await FaultDesk.start({ url: broker.url })
    await desk.fill(backlog, hours)

    await broker.start()
    await centre.untilEffects(1)
    const began = performance.now()
    await desk.request()
    await until('the request is at the centre', () => centre.requests.length > 0)
    await centre.untilEffects(backlog, 600_000)
    const seconds = (performance.now() - began) / 1000
    expect(centre.requests.map(({ request }) => request.id)).toEqual(desk.requested)
    expect(centre.requests[0]?.effects, 'facts at the centre when the request came').toBeLessThan(backlog)
    expect(backlog / seconds).toBeGreaterThan(slowestDrain)
    await desk.untilDelivered()
    proof.judge(await centre.evidenceOf(desk))
  },
)

it.runIf(has('mosquitto'))('T12 a draining desk keeps within the Receive Maximum of its broker', async ({ task }) => {
  const proof = startProof(task)
  const receiveMaximum = 10
  const broker = await startMosquitto([`max_inflight_messages ${receiveMaximum}`])
  const centre = await FaultCentre.start(broker.url)
  const inFlight = new Set<number>()
  let most = 0
  const cable = await layBadCable(broker.url, {
    up: {
      drop(packet) {
        if (packet.cmd === 'publish') inFlight.add(packet.messageId ?? 0)
        most = Math.max(most, inFlight.size)
        return false
      },
    },
    down: {
      drop(packet) {
        if (packet.cmd === 'puback') inFlight.delete(packet.messageId ?? 0)
        return false
      },
    },
  })
  const desk = await FaultDesk.start({ url: cable.url })
  await desk.fill(300, hours)
  await desk.untilDelivered()
  expect(most).toBeGreaterThan(1)
  expect(most).toBeLessThanOrEqual(receiveMaximum)
  proof.judge(await centre.evidenceOf(desk))
})
