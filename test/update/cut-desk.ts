// A desk that is updated again and again while it accepts facts, until the power fails: the real journal, the real installing,
// and what the launcher writes down about a start. It says on its standard output what is done, each line at once, so that
// what it said is what must hold afterwards. Started by `test/faults/update-power-cut.test.ts`.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { silentLog } from '../../agent/log.ts'
import { systemClock, systemRandom } from '../../agent/system.ts'
import { uuidv7 } from '../../src/core/index.ts'
import { openJournal } from '../../src/journal/index.ts'
import {
  choose,
  givenUp,
  installBundle,
  packBundle,
  proven,
  publicPart,
  readCurrent,
  readPrivateKey,
  tried,
  updatePlaces,
  writeCurrent,
} from '../../src/update/index.ts'
import { versionOf, writeFiles } from './cut-versions.ts'

const [data = '', keyFile = '', seed = '0'] = process.argv.slice(2)
const key = readPrivateKey(keyFile)
const places = updatePlaces(data)
const say = (...words: readonly (string | number)[]) => writeSync(1, `${words.join(' ')}\n`)
const world = { clock: systemClock, random: systemRandom, log: silentLog }
const scratch = mkdtempSync(join(tmpdir(), 'deskbridge-bundles-'))

const journal = await openJournal({ ...world, folder: data, centre: 'vinh-long', desk: 'quay-05' })
const { epoch } = await journal.status()
say('ready', epoch)
void press()
for (let turn = Number(seed); ; turn++) {
  start(turn)
  const issue = readCurrent(places).value.highestIssue + 1
  await install(issue)
  say('staged', issue)
}

/** Facts, one after the other. */
async function press(): Promise<void> {
  for (;;) {
    const wall = systemClock.wall()
    const id = uuidv7(wall, systemRandom)
    const at = { wall, mono: systemClock.mono(), quality: 'free-running' } as const
    const draft = {
      id,
      type: 'counter.paused',
      counter: '5',
      source: 'keypad-1',
      at,
      data: { reason: 'x', via: 'keypad' },
    } as const
    say('pressed', id)
    const [sequence] = await journal.commit({ facts: [draft] })
    say('accepted', sequence ?? 0, epoch, id)
  }
}

/** What the launcher does at a start; most new versions work. */
function start(turn: number): void {
  const current = readCurrent(places).value
  const choice = choose(current, '1.0.0', () => true)
  if (choice.kind === 'run') return
  if (choice.kind === 'give-up') {
    writeCurrent(places, givenUp(current, choice.because))
    return
  }
  writeCurrent(places, tried(current))
  const works = turn % 5 !== 0
  writeCurrent(places, works ? proven(readCurrent(places).value) : givenUp(readCurrent(places).value, 'unhealthy'))
  if (works) say('proven', choice.what.issue)
}

async function install(issue: number): Promise<void> {
  const folder = join(scratch, 'files')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  writeFiles(issue, folder)
  const file = join(scratch, 'bundle.update')
  const day = '2026-11-22T00:00:00Z'
  const release = {
    part: 'program',
    version: versionOf(issue),
    minimumVersion: '0.0.0',
    platform: 'any',
    issue,
    madeAt: day,
    expires: day,
  } as const
  writeFileSync(file, packBundle({ release, folder, keys: [key], quality: 1 }))
  const packageKeys = [publicPart(key)]
  await installBundle(file, { places, version: '1.0.0', base: '1.0.0', running: '', packageKeys, keyFile, wall: 0 })
}
