import type { Packet } from 'mqtt-packet'
import { it } from 'vitest'
import { type BadCable, type LaneManners, layBadCable, type Manners } from '../support/bad-cable.ts'
import { startMosquitto } from '../support/mosquitto.ts'
import { has } from '../support/processes.ts'
import { FaultCentre } from './harness/centre.ts'
import { type Chance, chanceOf } from './harness/chance.ts'
import { FaultDesk } from './harness/desk.ts'
import { startProof } from './proof.ts'
import { scale, seedFor } from './scale.ts'

const rounds = scale.pick({ short: 1, whole: 50, long: 300 })
const pressesPerRound = 6

interface Parts {
  readonly desk: FaultDesk
  readonly chance: Chance
  /**
   * Strikes the desk just after what is happening. From outside only the packet is seen and not the instants behind it,
   * so the blow falls at any time of the next few milliseconds.
   */
  strikeSoon(): void
}

/** How a desk is struck at one point of a fact's way: the manners of the cable that see the moment. */
type CrashPoint = (parts: Parts) => Manners

const isFact = (packet: Packet) => packet.cmd === 'publish' && packet.topic.endsWith('/facts')
const isReceipt = (packet: Packet) => packet.cmd === 'publish' && packet.topic.endsWith('/receipts')
const isNewReceipt = (packet: Packet) => isReceipt(packet) && packet.cmd === 'publish' && !packet.retain
const isPuback = (packet: Packet) => packet.cmd === 'puback'

/** The moment when something has happened for the n-th time. */
const nth = (count: number, action: () => void) => () => {
  if (--count === 0) action()
}

/** Acts when a packet comes by, and lets it pass or not. */
const at = (matches: (packet: Packet) => boolean, action: () => void, vanishes = () => false): LaneManners => ({
  drop(packet) {
    if (!matches(packet)) return false
    action()
    return vanishes()
  },
})

const crashPoints: Readonly<Record<string, CrashPoint>> = {
  'after the insert, before the publish': ({ desk, chance }) => {
    desk.onAccepted = nth(chance.between(1, pressesPerRound), () => desk.strike())
    return { up: { drop: isFact } }
  },
  'after the publish': ({ desk, chance }) => ({
    up: at(
      isFact,
      nth(chance.between(1, 3), () => desk.strike()),
      () => chance.hits(0.5),
    ),
  }),
  'after the PUBACK': ({ chance, strikeSoon }) => ({ down: at(isPuback, nth(chance.between(1, 3), strikeSoon)) }),
  'before the receipt is read': ({ desk }) => ({
    down: at(
      isNewReceipt,
      () => desk.strike(),
      () => true,
    ),
  }),
  'after the receipt is read, about when it is marked': ({ strikeSoon }) => ({ down: at(isReceipt, strikeSoon) }),
  'after the receipt is marked': ({ desk }) => ({ up: at(isPuback, () => desk.strike()) }),
}

it.runIf(has('mosquitto')).for(Object.entries(crashPoints))(
  'T06 a desk killed %s loses nothing',
  async ([point, arm], { task }) => {
    const seed = seedFor(`T06 ${point}`)
    const proof = startProof(task, seed)
    const chance = chanceOf(seed)
    const broker = await startMosquitto()
    const centre = await FaultCentre.start(broker.url)
    const cable = await layBadCable(broker.url)
    const desk = new FaultDesk({ url: cable.url })
    for (let round = 0; round < rounds; round++) await crash(desk, cable, chance, arm)
    cable.behave({})
    desk.onAccepted = undefined
    await desk.start()
    await desk.untilDelivered()
    proof.judge(await centre.evidenceOf(desk), rounds)
  },
)

/** One life of the desk: it starts, presses, and is struck at its point. */
async function crash(desk: FaultDesk, cable: BadCable, chance: Chance, arm: CrashPoint): Promise<void> {
  const strikeSoon = () => desk.strikeAfter(chance.unit() * 4)
  cable.behave({})
  await desk.start()
  cable.behave(arm({ desk, chance, strikeSoon }))
  const pressing = desk.press(pressesPerRound).catch(() => undefined)
  await desk.ended()
  await pressing
}
