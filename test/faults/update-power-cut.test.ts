import { generateKeyPairSync } from 'node:crypto'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { choose, folderOf, readCurrent, updatePlaces } from '../../src/update/index.ts'
import { temporaryFolder } from '../support/folder.ts'
import { losePower, powerLossEnvironment, type Survival } from '../support/power-loss.ts'
import { has, projectFolder, start, untilSaid } from '../support/processes.ts'
import { differences } from '../update/cut-versions.ts'
import { type Chance, chanceOf } from './harness/chance.ts'
import { startProof } from './proof.ts'
import { scale, seedFor } from './scale.ts'
import { lookAt } from './t09-journal-after.ts'

const cuts = scale.pick({ short: 25, whole: 500, long: 5_000 })
/** So many power cuts befall one desk at most; then a new one begins. */
const mostCutsOfOne = 10
/** About as long as two updates take on a quick machine. */
const longestLife = 400

/** What one life said before the power failed. */
interface Life {
  readonly pressed: readonly string[]
  readonly accepted: readonly { readonly sequence: number; readonly epoch: string; readonly id: string }[]
  readonly staged: number
  readonly proven: number
}

it.runIf(has('cc'))(
  `after each of ${cuts} power cuts while it is updated a desk starts the old version or the new one, whole, with its journal`,
  async ({ task }) => {
    const seed = seedFor('updates and power cuts')
    const proof = startProof(task, seed)
    const chance = chanceOf(seed)
    const seen = { tries: 0, runs: 0, staged: 0 }
    for (let left = cuts; left > 0; ) {
      const own = Math.min(left, chance.between(1, mostCutsOfOne))
      left -= own
      const desk = newDesk()
      for (let life = 1; life <= own; life++) {
        const words = `SEED=${seed}, life ${life} of this desk, ${left} cuts behind it`
        const said = await liveUntilCut(desk, chance)
        desk.accepted.push(...said.accepted)
        desk.staged = Math.max(desk.staged, said.staged)
        desk.proven = Math.max(desk.proven, said.proven)
        seen.staged += said.staged > 0 ? 1 : 0
        seen[judgeStart(desk, words)]++
        const journal = await judgeJournal(desk, words)
        proof.judge({ desk: 'vinh-long/quay-05', pressed: said.pressed, accepted: said.accepted, centre: [], journal })
      }
    }
    process.stderr.write(`updates and power cuts: ${JSON.stringify(seen)}\n`)
    // Or the cuts came when nothing was going on, and this proves nothing.
    expect(seen.staged).toBeGreaterThan(cuts / 5)
  },
)

interface CutDesk extends Life {
  readonly data: string
  readonly keyFile: string
  readonly accepted: Life['accepted'][number][]
  staged: number
  proven: number
}

function newDesk(): CutDesk {
  const folder = temporaryFolder()
  const [data, keyFile] = [join(folder, 'data'), join(folder, 'key.pem')]
  mkdirSync(data)
  // Ballast that is there already is kept: a few desks are enough to make 32 MB of it each.
  writeFileSync(join(data, 'ballast'), 'small')
  const { privateKey } = generateKeyPairSync('ed25519')
  writeFileSync(keyFile, privateKey.export({ format: 'pem', type: 'pkcs8' }))
  return { data, keyFile, pressed: [], accepted: [], staged: 0, proven: 0 }
}

async function liveUntilCut({ data, keyFile }: CutDesk, chance: Chance): Promise<Life> {
  const program = join(projectFolder, 'test', 'update', 'cut-desk.ts')
  const child = start(process.execPath, [program, data, keyFile, String(chance.between(0, 9))], {
    env: { ...process.env, ...powerLossEnvironment(data) },
  })
  await untilSaid(child, 'ready', 120_000)
  // On a slow machine an update takes long, and the next one begins at once behind it.
  if (chance.hits(0.6)) await untilSaid(child, 'staged', 120_000)
  await pause(chance.unit() * longestLife)
  child.kill('SIGKILL')
  await child.ended
  losePower(data, survivalBy(chance))
  return heard(child.said())
}

function survivalBy(chance: Chance): Survival {
  return chance.hits(0.4) ? { kept: 'nothing' } : { kept: 'some', random: chance, torn: chance.hits(0.7) }
}

/** The last line may be cut off. */
function heard(said: string): Life {
  const lines = said.split('\n').slice(0, -1)
  const of = (word: string) =>
    lines.filter((line) => line.startsWith(`${word} `)).map((line) => line.split(' ').slice(1))
  return {
    pressed: of('pressed').map(([id = '']) => id),
    accepted: of('accepted').map(([sequence, epoch = '', id = '']) => ({ sequence: Number(sequence), epoch, id })),
    staged: Math.max(0, ...of('staged').map(Number)),
    proven: Math.max(0, ...of('proven').map(Number)),
  }
}

/** Every version that a start may choose is whole, and what was said to be done is done. */
function judgeStart({ data, staged, proven }: CutDesk, words: string): 'tries' | 'runs' {
  const places = updatePlaces(data)
  const { value: current, damaged } = readCurrent(places)
  expect(damaged, words).toBe(false)
  expect(current.highestIssue, words).toBeGreaterThanOrEqual(staged)
  expect(current.active?.issue ?? 0, words).toBeGreaterThanOrEqual(proven)
  for (const one of [current.active, current.previous, current.pending]) {
    if (one === null) continue
    expect(existsSync(folderOf(places, one)), `${words}: ${one.folder}`).toBe(true)
    expect(differences(one.issue, folderOf(places, one)), `${words}: ${one.folder}`).toEqual([])
  }
  return choose(current, '1.0.0', () => true).kind === 'run' ? 'runs' : 'tries'
}

/** Returns the ids of the facts in it. */
async function judgeJournal({ data, accepted }: CutDesk, words: string): Promise<readonly string[]> {
  const after = await lookAt(data)
  expect(after, words).toMatchObject({ integrity: 'ok', alarms: [] })
  expect(after.movedFrom(accepted), words).toEqual([])
  return after.facts.map(({ id }) => id)
}
