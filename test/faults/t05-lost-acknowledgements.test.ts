import type { Packet } from 'mqtt-packet'
import { expect, it } from 'vitest'
import { layBadCable } from '../support/bad-cable.ts'
import { startMosquitto } from '../support/mosquitto.ts'
import { has } from '../support/processes.ts'
import { FaultCentre } from './harness/centre.ts'
import { chanceOf } from './harness/chance.ts'
import { FaultDesk } from './harness/desk.ts'
import { startProof } from './proof.ts'
import { scale, seedFor } from './scale.ts'

const presses = scale.pick({ short: 40, whole: 200, long: 5_000 })
const swallowedShare = 0.3

/** A desk that misses the answer to its greeting waits for half a minute, which a short run has not. */
const spared = scale.pick({ short: 'greeting', whole: 'nothing', long: 'nothing' })

/** A receipt, or a PUBACK that counts. `facts` are the numbers of the packets with facts. */
function isAcknowledgement(packet: Packet, facts: ReadonlySet<number>): boolean {
  if (packet.cmd === 'publish') return packet.topic.endsWith('/receipts')
  return packet.cmd === 'puback' && (spared === 'nothing' || facts.has(packet.messageId ?? 0))
}

it.runIf(has('mosquitto'))(
  'T05 with 30 % of all PUBACKs and receipts lost, every fact has one effect and the backlog empties',
  async ({ task }) => {
    const seed = seedFor('T05')
    const proof = startProof(task, seed)
    const chance = chanceOf(seed)
    const broker = await startMosquitto()
    const centre = await FaultCentre.start(broker.url)
    const facts = new Set<number>()
    const cable = await layBadCable(broker.url, {
      up: {
        drop(packet) {
          if (packet.cmd === 'publish' && packet.topic.endsWith('/facts')) facts.add(packet.messageId ?? 0)
          return false
        },
      },
      down: { drop: (packet) => isAcknowledgement(packet, facts) && chance.hits(swallowedShare) },
    })
    const desk = await FaultDesk.start({ url: cable.url })
    await desk.press(presses, { perSecond: 100 })
    await desk.untilDelivered(scale.pick({ short: 150_000, whole: 1_200_000, long: 10_000_000 }))
    expect(cable.dropped).toBeGreaterThan(0)
    proof.judge(await centre.evidenceOf(desk))
    expect(await centre.deadLetters()).toEqual([])
  },
)
