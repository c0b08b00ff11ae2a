import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  openReleaseShelf,
  type ReferenceCentre,
  type ReleaseShelf,
  releaseToDesks,
  serveReferenceCentre,
  serveReleaseFiles,
  startEmbeddedBroker,
} from '../../src/centre/index.ts'
import { scale } from '../faults/scale.ts'
import { silentLog, systemClock, systemRandom } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { until } from '../support/wait.ts'
import { builtVersion, type Damage, RealDesk, realBundle, realProgram } from './real-desk.ts'
import { newReleaseKeys } from './tiny-program.ts'

const keys = newReleaseKeys()
const limit = 900_000
/** Going back is the launcher's, which launcher.test.ts tries with a tiny program; here with the real one, which takes its time. */
const isWhole = scale.name !== 'short'

interface World {
  readonly centre: ReferenceCentre
  readonly shelf: ReleaseShelf
  readonly desk: RealDesk
  /** What the desk says of the newest release of the program. */
  reported(): Promise<string | undefined>
}

/** A centre that releases, and a desk with the real program. */
async function startWorld(): Promise<World> {
  const broker = await startEmbeddedBroker(0)
  onTestFinished(() => broker.stop())
  const folder = temporaryFolder()
  const world = { clock: systemClock, random: systemRandom, log: silentLog }
  const centre = await serveReferenceCentre({
    ...world,
    folder,
    broker: { url: broker.url, clientId: 'centre' },
    keepWaiting: 5,
  })
  onTestFinished(() => centre.stop())
  const shelf = openReleaseShelf(folder)
  const files = await serveReleaseFiles(shelf, '127.0.0.1', 0)
  onTestFinished(() => files.stop())
  const url = `http://127.0.0.1:${files.port}/`
  const releasing = releaseToDesks({ ...world, shelf, centre: centre.centre, url, spread: 0 })
  onTestFinished(() => releasing.stop())
  const desk = new RealDesk(broker.url, keys)
  const reported = async () => {
    const [known] = await centre.centre.desks()
    return known?.state?.updates?.find(({ part }) => part === 'program')?.state
  }
  return { centre, shelf, desk, reported }
}

async function release({ shelf }: World, version: string, issue: number, damage: Damage = 'nothing'): Promise<string> {
  const { id } = await shelf.add(realBundle(keys, realProgram(version, damage), { version, issue }))
  shelf.wave(id, 100)
  return id
}

describe('a desk with the real program', () => {
  it(
    'is updated over the air when nobody is served, and loses nothing',
    async () => {
      const world = await startWorld()
      const { desk, reported } = world
      desk.launch()
      await desk.untilRuns(builtVersion)
      await until('it is online', async () => (await desk.status()).online, 60_000)
      for (const action of ['open', 'next']) await desk.press({ action })
      await until('somebody is served', async () => (await desk.status()).counters[0]?.sign.state === 'serving', 60_000)
      const { epoch } = (await desk.status()).journal

      await release(world, '9.1.0', 1)
      await until('the update waits', async () => (await reported()) === 'waiting', 120_000)
      expect((await desk.status()).version).toBe(builtVersion)
      for (const action of ['begin', 'finish', 'close']) await desk.press({ action })
      await desk.untilRuns('9.1.0')
      await until('the centre knows', async () => (await reported()) === 'installed', 60_000)
      expect((await desk.status()).journal.epoch).toBe(epoch)
      if (isWhole) await expectWayBack(world)
      expect((await desk.status()).journal.epoch).toBe(epoch)
    },
    limit,
  )

  it.runIf(isWhole)(
    'is updated from a stick, goes back from a version that hangs, and back by hand to its package',
    async () => {
      const { desk } = await startWorld()
      const stick = temporaryFolder()
      const put = (version: string, issue: number, damage?: Damage) =>
        writeFileSync(
          join(stick, `${version}.update`),
          readFileSync(realBundle(keys, realProgram(version, damage), { version, issue })),
        )
      desk.launch('--trial-ms', '15000')
      await desk.untilRuns(builtVersion)
      put('9.1.0', 1)
      const taken = await desk.update('apply', stick)
      expect(taken, taken.said).toMatchObject({ code: 0, said: expect.stringContaining('Taken: program 9.1.0') })
      await desk.untilRuns('9.1.0')
      await until('it is proven', async () => (await desk.updates()).current.pending === null, 60_000)

      const again = await desk.update('apply', stick)
      expect(again).toMatchObject({ code: 1, said: expect.stringContaining('DB-UPD-024') })
      const old = await desk.update('apply', join(stick, '9.1.0.update'))
      expect(old).toMatchObject({ code: 1, said: expect.stringContaining('DB-UPD-003') })

      put('9.2.0', 2, 'hangs')
      expect((await desk.update('apply', stick)).code).toBe(0)
      await until('the one that hangs is given up', () => desk.said().includes('DB-UPD-016'), 120_000)
      await desk.untilRuns('9.1.0')
      expect((await desk.update('rollback')).code).toBe(0)
      await desk.untilRuns(builtVersion)
      expect((await desk.update('rollback')).said).toContain('DB-UPD-013')
      expect((await desk.update('status')).said).toContain('program 9.2.0 (number 2): failed (DB-UPD-016)')
    },
    limit,
  )
})

/** A version that dies is given up, the centre hears of it, and its wave stops. */
async function expectWayBack(world: World): Promise<void> {
  const { desk, shelf, reported } = world
  const began = performance.now()
  const bad = await release(world, '9.2.0', 2, 'dies at once')
  await until('the centre knows that it failed', async () => (await reported()) === 'failed', 120_000)
  await desk.untilRuns('9.1.0')
  process.stderr.write(`from a broken version to the way back: ${Math.round(performance.now() - began)} ms\n`)
  await until('the wave is stopped', () => shelf.list().find(({ id }) => id === bad)?.percent === 0, 60_000)
  expect((await desk.updates()).current).toMatchObject({
    active: { version: '9.1.0' },
    failed: { version: '9.2.0', because: 'died' },
  })
}
