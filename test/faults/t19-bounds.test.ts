import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { startMosquitto } from '../support/mosquitto.ts'
import { has } from '../support/processes.ts'
import { FaultCentre } from './harness/centre.ts'
import { FaultDesk } from './harness/desk.ts'
import { type Footprint, footprintOf, walMegabytes, worstWhile } from './harness/measure.ts'
import { ShippedDesk } from './harness/shipped-desk.ts'
import { startProof } from './proof.ts'
import { scale } from './scale.ts'

const rows = scale.pick({ short: 20_000, whole: 1_000_000, long: 1_000_000 })
/** How much of it is watched while it drains. */
const drained = scale.pick({ short: 2_000, whole: 50_000, long: 1_000_000 })
/** Hours of ordinary work afterwards, with so many presses a second. */
const soak = scale.pick({ short: 0, whole: 0, long: 24 })
const perSecond = 10

const megabytesMore = 60
/** A write-ahead log is cut back to 4 MiB after a checkpoint; some batches may lie beyond that. */
const largestWal = 16
const descriptors = 64
/** Node's own (about a dozen) and what SQLite and DNS take of the pool. */
const mostThreads = 32
/** The program tidies its memory 3 s after its start. */
const settled = 5_000

const limited = (command: readonly string[]) => [
  'bash',
  '-c',
  `ulimit -n ${descriptors}; exec "$@"`,
  'bash',
  ...command,
]

it.runIf(has('mosquitto'))(
  'T19 a huge backlog costs the program little memory, few descriptors and threads, and a short log',
  async ({ task }) => {
    const proof = startProof(task)
    const broker = await startMosquitto()
    const centre = await FaultCentre.start(broker.url)
    await broker.stop()

    const filling = await FaultDesk.start()
    const [[longestLog = 0], idle] = await Promise.all([
      worstWhile(
        () => [walMegabytes(filling.folder)],
        () => filling.fill(rows, 72),
      ),
      idleFootprint(broker.url),
    ])
    expect(longestLog, 'megabytes of log while the backlog grows').toBeLessThan(largestWal)
    await filling.kill()

    const desk = await ShippedDesk.start(broker.url, { folder: filling.folder, wrap: limited })
    const worst = async (when: string, work: () => Promise<void>) =>
      expectBounded(await worstWhile(() => figures(desk, idle), work), when)
    await pause(settled)
    expect((await desk.status()).journal.backlog).toBeGreaterThanOrEqual(rows)
    await worst('while it waits', () => pause(1_000))
    await broker.start()
    await worst('while it drains', () => centre.untilEffects(drained, 1_800_000))
    if (soak > 0) await worst('in ordinary work', () => work(desk))

    await desk.kill()
    const { accepted, folder, name } = filling
    const journal = await filling.waiting()
    expect(desk.folder).toBe(folder)
    proof.judge({ desk: name, accepted, centre: await centre.taken(name), journal })
  },
)

/** The program with nothing to do. */
async function idleFootprint(url: string): Promise<Footprint> {
  const desk = await ShippedDesk.start(url)
  await pause(settled)
  const footprint = footprintOf(desk.pid)
  await desk.kill()
  return footprint
}

function figures(desk: ShippedDesk, idle: Footprint): number[] {
  const { residentMegabytes, threads, descriptors: open } = footprintOf(desk.pid)
  return [residentMegabytes - idle.residentMegabytes, threads, open, walMegabytes(desk.folder)]
}

function expectBounded([resident = 0, threads = 0, open = 0, log = 0]: readonly number[], when: string): void {
  expect.soft(resident, `megabytes more ${when}`).toBeLessThan(megabytesMore)
  expect.soft(threads, `threads ${when}`).toBeLessThan(mostThreads)
  expect.soft(open, `descriptors ${when}`).toBeLessThan(descriptors)
  expect.soft(log, `megabytes of log ${when}`).toBeLessThan(largestWal)
}

async function work(desk: ShippedDesk): Promise<void> {
  for (const end = performance.now() + soak * 3_600_000; performance.now() < end; ) {
    desk.panel.press('next')
    await pause(1_000 / perSecond)
  }
}
