import { expect, it } from 'vitest'
import { startMosquitto } from '../support/mosquitto.ts'
import { has } from '../support/processes.ts'
import { FaultCentre } from './harness/centre.ts'
import { FaultDesk } from './harness/desk.ts'
import { footprintOf, walMegabytes, worstWhile } from './harness/measure.ts'
import { pressWhile } from './harness/pressing.ts'
import { startProof } from './proof.ts'
import { scale } from './scale.ts'

const rows = scale.pick({ short: 20_000, whole: 1_000_000, long: 1_000_000 })
/** How much of it is watched while it drains. */
const drained = scale.pick({ short: 2_000, whole: 50_000, long: 1_000_000 })
/** Minutes of ordinary work afterwards. */
const soak = scale.pick({ short: 0, whole: 0, long: 24 * 60 })

const megabytesMore = 60
/** A write-ahead log is cut back to 4 MiB after a checkpoint; one batch may lie beyond that. */
const largestWal = 16
const descriptors = 64
/** Node's own (about a dozen with its pool of 4) and the few that SQLite and DNS take of the pool. */
const mostThreads = 32

const limited = (command: readonly string[]) => [
  'bash',
  '-c',
  `ulimit -n ${descriptors}; exec "$@"`,
  'bash',
  ...command,
]

it.runIf(has('mosquitto'))(
  'T19 a huge backlog needs little memory, few descriptors and threads, and a short log',
  async ({ task }) => {
    const proof = startProof(task)
    const broker = await startMosquitto()
    const centre = await FaultCentre.start(broker.url)
    const desk = await FaultDesk.start({ url: broker.url, wrap: limited })
    await desk.untilOnline()
    const idle = footprintOf(desk.pid).residentMegabytes
    const look = () => {
      const { residentMegabytes, threads, descriptors: open } = footprintOf(desk.pid)
      return [residentMegabytes - idle, threads, open, walMegabytes(desk.folder)]
    }
    const expectBounded = ([resident = 0, threads = 0, open = 0, wal = 0]: readonly number[], when: string) => {
      expect(resident, `megabytes more ${when}`).toBeLessThan(megabytesMore)
      expect(threads, `threads ${when}`).toBeLessThan(mostThreads)
      expect(open, `descriptors ${when}`).toBeLessThan(descriptors)
      expect(wal, `megabytes of log ${when}`).toBeLessThan(largestWal)
    }

    await broker.stop()
    expectBounded(await worstWhile(look, () => desk.fill(rows, 72)), 'while the backlog grows')
    expect((await desk.status()).backlog).toBe(rows)
    await desk.kill()
    await desk.start()
    expectBounded(look(), 'after a restart')

    await broker.start()
    expectBounded(await worstWhile(look, () => centre.untilEffects(drained, 1_800_000)), 'while it drains')
    if (soak > 0) expectBounded(await worstWhile(look, () => work(desk, soak)), 'in ordinary work')
    proof.judge(await centre.evidenceOf(desk))
  },
)

/** 10 facts a second. */
async function work(desk: FaultDesk, minutes: number): Promise<void> {
  const end = performance.now() + minutes * 60_000
  await pressWhile(desk, 10, async () => {
    while (performance.now() < end) await desk.status()
  })
}
