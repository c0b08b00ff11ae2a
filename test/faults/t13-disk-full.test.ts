import { expect, it } from 'vitest'
import { startMosquitto } from '../support/mosquitto.ts'
import { has } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { FaultCentre } from './harness/centre.ts'
import { FaultDesk } from './harness/desk.ts'
import { canMount, mountSmallDisk } from './harness/small-disk.ts'
import { startProof } from './proof.ts'
import { scale } from './scale.ts'

const rounds = scale.pick({ short: 1, whole: 10, long: 100 })
const bytes = 150
/** What surely fits on a disk of 8 MB. */
const most = 6_000
/** What a person can act on, before SQLite itself runs into the end of the disk. */
const full = 'DB-JRN-022'

const codes = (desk: FaultDesk, from = 0) => new Set(desk.refused.slice(from).map(({ code }) => code))

async function pressUntilRefused(desk: FaultDesk): Promise<void> {
  const before = desk.refused.length
  while (desk.refused.length === before) await desk.press(50, { bytes })
}

/** What was refused stays refused; the desk must find by itself that there is room again. */
async function pressUntilAccepted(desk: FaultDesk): Promise<void> {
  const before = desk.accepted.length
  await until(
    'the desk accepts again',
    async () => {
      await desk.press(1, { bytes })
      return desk.accepted.length > before
    },
    60_000,
  )
}

it.runIf(canMount() && has('mosquitto'))(
  'T13 a full disk is refused in words before SQLite fails, still delivers, and recovers alone',
  async ({ task }) => {
    const proof = startProof(task)
    const disk = mountSmallDisk(8)
    // A narrow window makes many small receipts, each of which must find a place on the full disk.
    const broker = await startMosquitto(['max_inflight_messages 10'])
    const centre = await FaultCentre.start(broker.url)
    await broker.stop()
    const desk = await FaultDesk.start({ url: broker.url, folder: disk.folder })
    await desk.fill(most)
    await pressUntilRefused(desk)
    await desk.press(50, { bytes })
    expect(codes(desk)).toEqual(new Set([full]))

    await broker.start()
    await desk.untilDelivered()
    disk.resize(64)
    await pressUntilAccepted(desk)
    await desk.untilDelivered()
    proof.judge(await centre.evidenceOf(desk))
  },
)

it.runIf(canMount() && has('mosquitto'))(
  'T13 a disk that somebody else fills at once costs nothing accepted, and heals when it is cleared',
  async ({ task }) => {
    const proof = startProof(task)
    const disk = mountSmallDisk(16)
    const broker = await startMosquitto()
    const centre = await FaultCentre.start(broker.url)
    const desk = await FaultDesk.start({ url: broker.url, folder: disk.folder })
    for (let round = 0; round < rounds; round++) {
      await desk.press(100, { bytes })
      disk.fill()
      await pressUntilRefused(desk)
      for (const code of codes(desk)) expect(code).toMatch(/^DB-(JRN|SQL)-\d+$/)
      disk.clear()
      await pressUntilAccepted(desk)
      if (round % 2 === 0) continue
      // A desk that starts on a full disk is still a desk.
      disk.fill()
      await desk.kill()
      await desk.start()
      disk.clear()
      await pressUntilAccepted(desk)
    }
    await desk.untilDelivered()
    proof.judge(await centre.evidenceOf(desk), rounds)
  },
)
