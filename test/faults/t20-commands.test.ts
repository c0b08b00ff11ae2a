import type { Packet } from 'mqtt-packet'
import { expect, it } from 'vitest'
import { type Command, formatTime } from '../../src/contract/index.ts'
import { uuidv7 } from '../../src/core/index.ts'
import { type LaneManners, layBadCable } from '../support/bad-cable.ts'
import { systemClock, systemRandom } from '../support/faces.ts'
import { startMosquitto } from '../support/mosquitto.ts'
import { has } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { FaultCentre } from './harness/centre.ts'
import { chanceOf } from './harness/chance.ts'
import { openCommandPost } from './harness/command-post.ts'
import { ShippedDesk } from './harness/shipped-desk.ts'
import { startProof } from './proof.ts'
import { scale, seedFor } from './scale.ts'

const crashes = scale.pick({ short: 2, whole: 40, long: 400 })

/** A number for the counter, wanted until `ms` from now where that is given. */
function show(ticket: string, ms?: number): Command {
  const now = systemClock.wall()
  return {
    id: uuidv7(now, systemRandom),
    name: 'counter.show',
    counter: '5',
    args: { ticket },
    madeAt: formatTime(now),
    ...(ms === undefined ? {} : { notAfter: formatTime(now + ms) }),
  }
}

/** How often each number was put on show, as the desk's facts tell. */
async function shown(centre: FaultCentre, desk: ShippedDesk): Promise<Record<string, number>> {
  const facts = (await centre.facts(desk.name)).filter(({ type }) => type === 'deskbridge.ticket.shown')
  const tickets = Map.groupBy(facts, ({ data }) => String(data.ticket))
  return Object.fromEntries([...tickets].map(([ticket, { length }]) => [ticket, length]))
}

it.runIf(has('mosquitto'))(
  'T20 a command that comes three times and out of order has one effect and three answers',
  async () => {
    const broker = await startMosquitto()
    const centre = await FaultCentre.start(broker.url)
    const post = await openCommandPost(broker.url)
    const desk = await ShippedDesk.start(broker.url)
    await desk.untilOnline()
    const [first, second] = [show('B001'), show('B002')]
    for (const command of [first, second, first, second, first]) await post.send(desk.name, command)
    await until('all are answered', () => post.resultsOf(first).length >= 3 && post.resultsOf(second).length >= 2)
    await desk.untilDelivered()
    expect(await shown(centre, desk)).toEqual({ B001: 1, B002: 1 })
    for (const command of [first, second])
      expect(post.resultsOf(command).map(({ state }) => state)).not.toContain('unknown')
  },
)

it.runIf(has('mosquitto'))(
  'T20 a command whose time has passed is refused with a result and has no effect',
  async () => {
    const broker = await startMosquitto()
    const centre = await FaultCentre.start(broker.url)
    const post = await openCommandPost(broker.url)
    const desk = await ShippedDesk.start(broker.url)
    await desk.untilOnline()
    // A desk that has not heard the centre's time yet cannot judge an age, and refuses for that reason.
    await until('the desk trusts its clock', async () => {
      await post.tellTime(desk.name)
      const early = show('B001', 60_000)
      await post.send(desk.name, early)
      await until('an answer', () => post.resultsOf(early).length > 0)
      return post.resultsOf(early)[0]?.state === 'done'
    })
    const late = show('B002', -1_000)
    await post.send(desk.name, late)
    await until('it is answered', () => post.resultsOf(late).length > 0)
    expect(post.resultsOf(late)).toEqual([{ id: late.id, state: 'refused', error: 'expired' }])
    await desk.untilDelivered()
    expect(await shown(centre, desk)).not.toHaveProperty('B002')
  },
)

it.runIf(has('mosquitto'))(
  'T20 a command that was delivered just before a crash is answered and has one effect at most',
  async ({ task }) => {
    const seed = seedFor('T20')
    const proof = startProof(task, seed)
    const chance = chanceOf(seed)
    const broker = await startMosquitto()
    const centre = await FaultCentre.start(broker.url)
    const post = await openCommandPost(broker.url)
    const cable = await layBadCable(broker.url)
    const desk = await ShippedDesk.start(cable.url)
    const sent: Command[] = []
    for (let crash = 0; crash < crashes; crash++) {
      await desk.untilOnline()
      await desk.untilDelivered()
      const command = show(`C${crash}`)
      sent.push(command)
      const delay = chance.unit() * 6
      const strikeAt = (matches: (packet: Packet) => boolean): LaneManners => ({
        drop(packet) {
          if (matches(packet)) desk.strikeAfter(delay)
          return false
        },
      })
      // The command on its way down, or the desk's word that it has it.
      cable.behave(
        chance.hits(0.5)
          ? { down: strikeAt((packet) => packet.cmd === 'publish' && packet.topic.endsWith('/commands')) }
          : { up: strikeAt((packet) => packet.cmd === 'puback') },
      )
      await post.send(desk.name, command)
      await desk.ended()
      cable.behave({})
      await desk.start()
      await until('it is answered', () => post.resultsOf(command).length > 0, 60_000)
    }
    await desk.untilDelivered()
    const counts = await shown(centre, desk)
    for (const [index, command] of sent.entries()) {
      const effects = counts[`C${index}`] ?? 0
      const states = new Set(post.resultsOf(command).map(({ state }) => state))
      expect([...states], `the answers to command ${index}`).toHaveLength(1)
      if (states.has('done')) expect(effects, `effects of command ${index}`).toBe(1)
      else expect(effects, `effects of command ${index}, reported ${[...states]}`).toBeLessThanOrEqual(1)
    }
    proof.judge({ desk: desk.name, accepted: [], centre: await centre.taken(desk.name), journal: [] }, crashes)
  },
)
