import { setTimeout as pause } from 'node:timers/promises'
import { type Sync, startDesk, type Wire } from './desk.ts'
import { toMilliseconds } from './programs.ts'
import { percentile } from './statistics.ts'
import type { Workshop } from './workshop.ts'

/** How long presses took, in milliseconds from just before the line was written to the wire. */
export interface PressTimes {
  /** Until the fdatasync of its transaction returned. */
  readonly durableP50: number
  readonly durableP99: number
  /** Until the relay in front of the broker saw the PUBACK of its fact. */
  readonly pubackP50: number
  /** Until the panel read its acknowledgement: durable and the way back. */
  readonly acknowledgedP50: number
  readonly acknowledgedP99: number
  /** A repeat of a press that is on disk, there and back: the wire, the child and the profile, and nothing written. */
  readonly repeatP50: number
  /** From the press to the beginning of its fdatasync, and the fdatasync itself. */
  readonly toSyncP50: number
  readonly syncP50: number
  readonly syncP99: number
  /** From durable to the PUBLISH, and from there to the PUBACK, as the relay saw them. */
  readonly toPublishP50: number
  readonly publishP50: number
}

/** By then the link stands, and the program has tidied its heap. */
const settleMs = 4_000

interface Press {
  readonly written: number
  readonly acknowledged: number
  readonly repeat: number
  readonly published: number
  readonly puback: number
  readonly sync: Sync
}

/**
 * Lets the panel press, and follows each press to the disk and to the broker. It must be over in 30 s: no centre gives
 * receipts, so that the desk would then send its facts again.
 */
export async function measurePresses(workshop: Workshop, wire: Wire, count: number, gap: number): Promise<PressTimes> {
  await using desk = await startDesk(workshop, wire)
  await pause(settleMs)
  desk.panel.send(`${count} ${gap}`)
  const pressed: number[][] = []
  for (let line = await desk.panel.line(); line !== 'done'; line = await desk.panel.line())
    pressed.push(line.split(' ').slice(1).map(toMilliseconds))
  // The first press, which ended the start, has its fact too.
  await desk.relay.line()
  const delivered: number[][] = []
  while (delivered.length < pressed.length) delivered.push((await desk.relay.line()).split(' ').map(toMilliseconds))
  const syncs = desk.syncs()
  return summary(pressed.map((times, index) => join(times, delivered[index] ?? [], syncs)))
}

/** All that is known of one press. One that does not fit together makes the whole measurement void. */
function join(times: readonly number[], delivery: readonly number[], syncs: readonly Sync[]): Press {
  const [written = 0, acknowledged = 0, repeated = 0, again = 0] = times
  const [published = 0, puback = 0] = delivery
  const told = Math.min(acknowledged, published)
  const sync = syncs.findLast(({ begun, returned }) => begun > written && returned < told)
  if (!sync) throw new Error('a press was acknowledged or published before it was durable')
  return { written, acknowledged, repeat: again - repeated, published, puback, sync }
}

function summary(presses: readonly Press[]): PressTimes {
  const at = (share: number, time: (press: Press) => number) => percentile(presses.map(time), share)
  const durable = ({ written, sync }: Press) => sync.returned - written
  const acknowledged = (press: Press) => press.acknowledged - press.written
  const syncing = ({ sync }: Press) => sync.returned - sync.begun
  return {
    durableP50: at(0.5, durable),
    durableP99: at(0.99, durable),
    pubackP50: at(0.5, (press) => press.puback - press.written),
    acknowledgedP50: at(0.5, acknowledged),
    acknowledgedP99: at(0.99, acknowledged),
    repeatP50: at(0.5, (press) => press.repeat),
    toSyncP50: at(0.5, (press) => press.sync.begun - press.written),
    syncP50: at(0.5, syncing),
    syncP99: at(0.99, syncing),
    toPublishP50: at(0.5, (press) => press.published - press.sync.returned),
    publishP50: at(0.5, (press) => press.puback - press.published),
  }
}
