import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { openJournal } from '../../src/journal/index.ts'
import { silentLog, systemClock, systemRandom } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { startMosquitto } from '../support/mosquitto.ts'
import type { Survival } from '../support/power-loss.ts'
import { has } from '../support/processes.ts'
import type { Accepted } from './checker.ts'
import { FaultCentre } from './harness/centre.ts'
import { type Chance, chanceOf } from './harness/chance.ts'
import { rateUntilCut } from './harness/rating-desk.ts'
import { ShippedDesk } from './harness/shipped-desk.ts'
import { startProof } from './proof.ts'
import { scale, seedFor } from './scale.ts'

const ratings = scale.pick({ short: 300, whole: 10_000, long: 50_000 })
/** So often the power fails while they are taken, the last time with all of them unsent. */
const cuts = scale.pick({ short: 3, whole: 20, long: 100 })

describe.runIf(has('mosquitto') && has('cc'))('R14 unsent ratings', () => {
  it(`${ratings} of them survive power cuts, and each is delivered exactly once afterwards`, async ({ task }) => {
    const seed = seedFor('R14')
    const proof = startProof(task, seed)
    const chance = chanceOf(seed)
    const folder = join(temporaryFolder(), 'data')
    mkdirSync(folder)
    const rated = new Map<string, number>()
    const epochs = new Set<string>()
    for (let cut = 1; cut <= cuts; cut++) {
      const after = Math.ceil((ratings * cut) / cuts) - rated.size
      const life = await rateUntilCut(folder, { after, delay: chance.unit() * 5, survival: survivalBy(chance) })
      expect(life.alarms, `cut ${cut} of SEED=${seed}`).toEqual([])
      expect(epochs.add(life.epoch).size, `epochs ${[...epochs]} after cut ${cut} of SEED=${seed}`).toBe(1)
      for (const [ticket, level] of life.rated) {
        expect(rated.has(ticket), `${ticket} was given to two citizens, SEED=${seed}`).toBe(false)
        rated.set(ticket, level)
      }
    }
    expect(rated.size).toBeGreaterThanOrEqual(ratings)
    const accepted = await unsent(folder)

    const broker = await startMosquitto()
    const centre = await FaultCentre.start(broker.url)
    const desk = await ShippedDesk.start(broker.url, { folder })
    await desk.untilDelivered()
    expect(await desk.command('journal', 'verify')).toMatch(/^✓ epoch \w+, numbers 1–\d+: .+\n$/)
    await desk.kill()

    const given = (await centre.facts(desk.name)).filter(({ type }) => type === 'deskbridge.rating.given')
    const levels = Map.groupBy(given, ({ data }) => String(data.ticket))
    for (const [ticket, level] of rated)
      expect(
        levels.get(ticket)?.map(({ data }) => data.level),
        `${ticket}, SEED=${seed}`,
      ).toEqual([level])
    // A press may be on disk without its citizen having been thanked: one for each cut at most.
    expect(given.length - rated.size).toBeLessThanOrEqual(cuts)
    expect(await centre.deadLetters()).toEqual([])
    proof.judge({ desk: desk.name, accepted, centre: await centre.taken(desk.name), journal: [] }, cuts)
  })
})

function survivalBy(chance: Chance): Survival {
  return chance.hits(0.4) ? { kept: 'nothing' } : { kept: 'some', random: chance, torn: chance.hits(0.7) }
}

/** What is in the journal after the last power cut: none of it was ever sent, and its chain holds. */
async function unsent(folder: string): Promise<Accepted[]> {
  const world = { clock: systemClock, random: systemRandom, log: silentLog }
  const journal = await openJournal({ ...world, folder, centre: 'vinh-long', desk: 'quay-05' })
  const facts: Accepted[] = []
  for await (const { id, epoch, sequence } of journal.facts()) facts.push({ id, epoch, sequence: Number(sequence) })
  for await (const verdict of journal.verify()) expect(verdict.holds).toBe(true)
  expect((await journal.status()).backlog).toBe(facts.length)
  await journal.close()
  return facts
}
