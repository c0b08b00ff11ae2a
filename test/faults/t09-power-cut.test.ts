import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { temporaryFolder } from '../support/folder.ts'
import { losePower, powerLossEnvironment, type Survival } from '../support/power-loss.ts'
import { has } from '../support/processes.ts'
import { type Chance, chanceOf } from './harness/chance.ts'
import { FaultDesk } from './harness/desk.ts'
import { startProof } from './proof.ts'
import { scale, seedFor } from './scale.ts'
import { type JournalContent, lookAt } from './t09-journal-after.ts'

const cuts = scale.pick({ short: 6, whole: 200, long: 2_000 })
/** So many power cuts befall one desk at most; then a new one begins. */
const mostCutsOfOne = 5

it.runIf(has('cc'))(
  `T09 of ${cuts} power cuts at random times, with reordered and torn writes, none takes an accepted fact`,
  async ({ task }) => {
    const seed = seedFor('T09')
    const proof = startProof(task, seed)
    const chance = chanceOf(seed)
    for (let left = cuts; left > 0; ) {
      const own = Math.min(left, chance.between(1, mostCutsOfOne))
      left -= own
      const { desk, epoch } = await newDesk(chance)
      for (let life = 1; life <= own; life++) {
        const before = desk.accepted.length
        await liveUntilCut(desk, chance)
        const after = await lookAt(desk.folder)
        const { name, pressed } = desk
        const accepted = desk.accepted.slice(before)
        proof.judge({ desk: name, pressed, accepted, centre: [], journal: after.facts.map(({ id }) => id) })
        judgeJournal(desk, epoch, after, `SEED=${seed}, life ${life} of this desk, ${left} behind it`)
      }
    }
  },
)

/** A desk that has started once, perhaps after a start that the power cut short. From then on its epoch must not change. */
async function newDesk(chance: Chance): Promise<{ desk: FaultDesk; epoch: string }> {
  const folder = join(temporaryFolder(), 'data')
  mkdirSync(folder)
  // Ballast that is there already is kept: a few desks are enough to make 32 MB of it each.
  if (chance.hits(0.95)) writeFileSync(join(folder, 'ballast'), 'small')
  const desk = new FaultDesk({
    folder,
    wrap: (command) => [
      'env',
      ...Object.entries(powerLossEnvironment(folder)).map((pair) => pair.join('=')),
      ...command,
    ],
  })
  if (chance.hits(0.3)) await cutWhileStarting(desk, chance)
  await desk.start()
  const { epoch } = await desk.status()
  await cut(desk, chance)
  return { desk, epoch }
}

/** One life: it accepts facts one by one, some of them after a great many at once, until the power fails. */
async function liveUntilCut(desk: FaultDesk, chance: Chance): Promise<void> {
  if (chance.hits(0.1)) return await cutWhileStarting(desk, chance)
  await desk.start()
  if (chance.hits(0.3)) await desk.fill(chance.between(100, 3_000))
  const last = desk.accepted.length + chance.between(1, 100)
  const delay = chance.unit() * 5
  desk.onAccepted = (count) => {
    if (count === last) desk.strikeAfter(delay)
  }
  await desk.press(10_000).catch(() => undefined)
  await cut(desk, chance)
}

async function cutWhileStarting(desk: FaultDesk, chance: Chance): Promise<void> {
  desk.start().catch(() => undefined)
  await chance.pause(100, 800)
  await cut(desk, chance)
}

async function cut(desk: FaultDesk, chance: Chance): Promise<void> {
  await desk.kill()
  losePower(desk.folder, survivalBy(chance))
}

function survivalBy(chance: Chance): Survival {
  return chance.hits(0.4) ? { kept: 'nothing' } : { kept: 'some', random: chance, torn: chance.hits(0.7) }
}

/** Every fact that was accepted in any of its lives has the number it was accepted under, and no power cut is taken for damage. */
function judgeJournal(desk: FaultDesk, epoch: string, after: JournalContent, words: string): void {
  expect(after, words).toMatchObject({ epoch, integrity: 'ok', alarms: [] })
  expect(after.movedFrom(desk.accepted), words).toEqual([])
  expect(
    after.facts.map(({ sequence }) => sequence),
    words,
  ).toEqual(after.facts.map((_, index) => index + 1))
}
