import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { layBadCable } from '../support/bad-cable.ts'
import { systemClock } from '../support/faces.ts'
import { freePort, startMosquitto } from '../support/mosquitto.ts'
import { has } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { FaultCentre } from './harness/centre.ts'
import { FaultDesk } from './harness/desk.ts'
import { canMakeNetworks, makeOwnNetwork } from './harness/own-network.ts'
import { pressWhile } from './harness/pressing.ts'
import { startProof } from './proof.ts'
import { scale } from './scale.ts'

/** Milliseconds for which the line stays dead after the desk has seen it. */
const outage = scale.pick({ short: 1_000, whole: 83_000, long: 83_000 })
/** What the contract promises: 5 s without an acknowledgement, then 2 s without an answer to a ping. */
const promise = 7_000
/** The machine's own delay, which a busy one has: the desk's timers, and the way of its words to this test. */
const delay = 1_000

/** A line between desk and broker that goes dead without a word. */
interface Line {
  readonly url: string
  readonly wrap?: (command: readonly string[]) => readonly string[]
  cut(): void
  mend(): void
}

/** Real dropped packets where this user may, otherwise a cable that swallows them. */
async function lineToBroker(): Promise<Line & { readonly brokerUrl: string }> {
  if (canMakeNetworks()) {
    const network = makeOwnNetwork()
    const port = await freePort()
    const broker = await startMosquitto([`listener ${port} ${network.host}`])
    const { wrap, cut, mend } = network
    return { brokerUrl: broker.url, url: `mqtt://${network.host}:${port}`, wrap, cut, mend }
  }
  const broker = await startMosquitto()
  const cable = await layBadCable(broker.url)
  return {
    brokerUrl: broker.url,
    url: cable.url,
    cut: () => cable.behave({ halfOpen: true }),
    mend: () => cable.behave({}),
  }
}

it.runIf(has('mosquitto'))(
  'T03 a link that goes dead without a word is noticed within 7 s, admitted, and made good',
  async ({ task }) => {
    const proof = startProof(task)
    const { brokerUrl, ...line } = await lineToBroker()
    const centre = await FaultCentre.start(brokerUrl)
    const desk = await FaultDesk.start(line)
    await desk.untilOnline()
    await desk.press(5)
    await desk.untilDelivered()
    const lost = () => desk.links.find(({ state }) => state === 'offline')
    await pressWhile(desk, 20, async () => {
      line.cut()
      const cutAt = systemClock.mono()
      await until('the desk has seen the loss', () => lost() !== undefined, 60_000)
      expect((lost()?.at ?? 0) - cutAt).toBeLessThan(promise + delay)
      expect((await desk.status()).online).toBe(false)
      await pause(outage)
      expect((await desk.status()).online).toBe(false)
      line.mend()
      await desk.untilOnline()
    })
    await desk.untilDelivered()
    proof.judge(await centre.evidenceOf(desk))
  },
)
