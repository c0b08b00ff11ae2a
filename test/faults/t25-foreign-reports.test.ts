import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { loadLibrary } from '../../agent/profile-library.ts'
import { isDeskError } from '../../src/core/index.ts'
import type { Profile } from '../../src/profile/index.ts'
import { projectFolder } from '../support/processes.ts'
import { type Chance, chanceOf } from './harness/chance.ts'
import { scale, seedFor } from './scale.ts'

const reports = scale.pick({ short: 200, whole: 5_000, long: 50_000 })
const longestReport = 65_535
/** A fifth of the reports is so long that keeping them would show. */
const longShare = 0.2
const bytesKept = 1024 * 1024

const seed = seedFor('T25 foreign reports')
const noise = chanceOf(seed).bytes(2 * longestReport)
const profiles = loadLibrary(join(projectFolder, 'device-profiles'))
  .entries()
  .flatMap(({ profile, file, id }) =>
    !isDeskError(profile) && profile.link.kind === 'hid' ? [[id, profile, numbersIn(file)] as const] : [],
  )

it('T25 meets every HID device of the library', () => {
  expect(profiles.length).toBeGreaterThan(50)
})

it.each(profiles)('T25 %s bears reports of any number, size and content', (_, profile, known) => {
  const chance = chanceOf(seed)
  const session = profile.start(0)
  session.open(0)
  const before = bytesInUse()
  for (let now = 1; now <= reports; now++) {
    const number = anyNumber(profile, known, chance)
    session.tick(now)
    const { events } = session.report(number, anyBytes(chance), now)
    if (isNumbered(profile) && !known.has(number)) expect(events, `of the foreign report ${number}`).toEqual([])
  }
  expect(session.stats().frames + session.stats().bytes).toBeGreaterThan(0)
  expect(bytesInUse() - before, 'bytes that stay in use').toBeLessThan(bytesKept)
  expect(JSON.stringify([session.diagnosis(reports), session.identity()]).length).toBeLessThan(bytesKept / 16)
})

const isNumbered = ({ link }: Profile) => link.kind === 'hid' && link.numbered

/** Where reports have no number, the wire says 0. */
function anyNumber(profile: Profile, known: ReadonlySet<number>, chance: Chance): number {
  if (!isNumbered(profile)) return 0
  const [number] = [...known].slice(chance.between(0, known.size - 1))
  return number === undefined || chance.hits(0.5) ? chance.between(0, 255) : number
}

function anyBytes(chance: Chance): Uint8Array {
  const size = chance.hits(longShare) ? chance.between(0, longestReport) : chance.between(0, 70)
  const start = chance.between(0, longestReport)
  return noise.slice(start, start + size)
}

/** The reports of which a profile says anything. */
function numbersIn(file: string): ReadonlySet<number> {
  const { decode } = parse(readFileSync(file, 'utf8')) as {
    readonly decode: readonly { readonly when?: { readonly report?: number } }[]
  }
  return new Set(decode.flatMap(({ when }) => when?.report ?? []))
}

/** What is left after everything that nobody can reach was thrown away. */
function bytesInUse(): number {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  // Buffers that the first run finds are free after the second.
  for (let run = 0; run < 2; run++) collect()
  const { heapUsed, external } = process.memoryUsage()
  return heapUsed + external
}
