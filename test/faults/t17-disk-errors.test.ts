import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type DiskFault, type FaultyDisk, faultyDisk } from '../support/disk-faults.ts'
import { temporaryFolder } from '../support/folder.ts'
import { losePower, powerLossEnvironment, together } from '../support/power-loss.ts'
import { has } from '../support/processes.ts'
import { until } from '../support/wait.ts'
import { type Chance, chanceOf } from './harness/chance.ts'
import { FaultDesk } from './harness/desk.ts'
import { startProof } from './proof.ts'
import { scale, seedFor } from './scale.ts'
import { lookAt } from './t09-journal-after.ts'

const rounds = scale.pick({ short: 5, whole: 100, long: 1_000 })

/** SQLite tries again at once after EINTR, so that one must end by itself. */
const faults: readonly Pick<DiskFault, 'call' | 'error'>[] = [
  { call: 'sync', error: 'EIO' },
  { call: 'sync', error: 'ENOSPC' },
  { call: 'sync', error: 'EINTR' },
  { call: 'write', error: 'EIO' },
  { call: 'write', error: 'ENOSPC' },
  { call: 'write', error: 'SHORT' },
  { call: 'write', error: 'EINTR' },
  { call: 'truncate', error: 'EIO' },
  { call: 'truncate', error: 'EINTR' },
  { call: 'open', error: 'EIO' },
  { call: 'open', error: 'EMFILE' },
  { call: 'any', error: 'EIO' },
  { call: 'any', error: 'EROFS' },
]

it.runIf(has('cc'))(
  `T17 in ${rounds} disks that give errors nothing is accepted that is not on disk, and all heal by themselves`,
  async ({ task }) => {
    const seed = seedFor('T17')
    const proof = startProof(task, seed)
    const chance = chanceOf(seed)
    let injected = 0
    for (let round = 1; round <= rounds; round++) {
      const plan = choosePlan(chance)
      const words = `SEED=${seed}, round ${round}: ${JSON.stringify(plan)}`
      const { desk, disk } = await oneRound(plan, chance, words)
      injected += disk.injected().length > 0 ? 1 : 0
      const after = await lookAt(desk.folder)
      const { name, pressed, accepted } = desk
      proof.judge({ desk: name, pressed, accepted, centre: [], journal: after.facts.map(({ id }) => id) })
      expect(after, words).toMatchObject({ integrity: 'ok', alarms: [] })
      expect(after.movedFrom(accepted), words).toEqual([])
      // SQLite does not say why it cannot open a file: a desk that starts meanwhile may replace it as a damaged one.
      const epochs = new Set([after.epoch, ...accepted.map(({ epoch }) => epoch)])
      expect(epochs.size, words).toBe(1)
    }
    expect(injected).toBeGreaterThan(rounds / 4)
  },
)

interface Plan {
  readonly fault: DiskFault
  readonly when: 'at work' | 'at the start'
}

/** Files are opened and cut when a desk starts, so such faults wait for one. */
function choosePlan(chance: Chance): Plan {
  const kind = faults[chance.between(0, faults.length - 1)] ?? { call: 'sync', error: 'EIO' }
  const times = chance.between(0, 3)
  const fault = { ...kind, from: chance.between(1, 12), times: kind.error === 'EINTR' ? times + 1 : times }
  const atStart = kind.call === 'open' || kind.call === 'truncate' || chance.hits(0.2)
  return { fault, when: atStart ? 'at the start' : 'at work' }
}

/** A desk at work, its disk fails, the disk is well again, the desk works on; and then the power fails. */
async function oneRound({ fault, when }: Plan, chance: Chance, words: string) {
  const folder = join(temporaryFolder(), 'data')
  mkdirSync(folder)
  // Ballast that is there already is kept; 32 MB of it in every round would only take time.
  writeFileSync(join(folder, 'ballast'), 'small')
  const disk = faultyDisk(folder)
  const environment = together(powerLossEnvironment(folder), disk.environment)
  const pairs = Object.entries(environment).map((pair) => pair.join('='))
  const desk = await FaultDesk.start({ folder, wrap: (command) => ['env', ...pairs, ...command] })
  await desk.press(chance.between(1, 30))
  if (when === 'at the start') await restartUnder(fault, desk, disk)
  else disk.fail(fault)
  await desk.press(30)
  if (chance.hits(0.3)) await desk.fill(2_000).catch(() => undefined)
  disk.heal()
  if (chance.hits(0.8)) await untilAccepting(desk, words)
  await desk.kill()
  losePower(folder, chance.hits(0.5) ? { kept: 'nothing' } : { kept: 'some', random: chance, torn: true })
  return { desk, disk }
}

/** That its program ends over an error at the start is no harm: it is started again until it stays. */
async function restartUnder(fault: DiskFault, desk: FaultDesk, disk: FaultyDisk): Promise<void> {
  await desk.kill()
  disk.fail(fault)
  try {
    await desk.start()
  } catch {
    disk.heal()
    await desk.start()
  }
}

/** A press is accepted again, without anybody's help. */
async function untilAccepting(desk: FaultDesk, words: string): Promise<void> {
  const before = desk.accepted.length
  const pressing = async () => {
    await desk.press(1, { perSecond: 20 })
    return desk.accepted.length > before
  }
  await until(`it accepts again; ${words}`, pressing, 120_000)
}
