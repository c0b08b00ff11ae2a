import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { startEmbeddedBroker } from '../../src/centre/index.ts'
import { type Fact, tombstoneType } from '../../src/contract/index.ts'
import type { Journal } from '../../src/journal/index.ts'
import { fakeClock, keptLog } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'
import { draftFact, openTestJournal } from '../support/journals.ts'
import { startTestLink } from '../support/links.ts'
import { until } from '../support/wait.ts'
import { FaultCentre } from './harness/centre.ts'
import { type Chance, chanceOf } from './harness/chance.ts'
import { type Proof, startProof } from './proof.ts'
import { scale, seedFor } from './scale.ts'
import { type Damage, damages } from './t10-damages.ts'

const rounds = scale.pick({ short: 2, whole: 20, long: 200 })
/** The share of them that goes all the way to a centre. */
const delivered = 0.25

/** What a start may take, with a damaged file; a machine that is busy with other tests is given more. */
const startPatience = 10_000

/** A journal as a power cut or a killed program leaves it, some time after the last press. */
interface Left {
  readonly folder: string
  readonly facts: readonly Fact[]
  readonly epoch: string
}

for (const damage of damages) {
  it(`T10 ${damage.name}: readable facts are delivered, all others reported`, async ({ task }) => {
    const seed = seedFor(`T10 ${damage.name}`)
    const chance = chanceOf(seed)
    const proof = startProof(task, seed)
    const left = await leaveJournal(chance)
    for (let round = 1; round <= rounds; round++) {
      const folder = copyOf(left.folder)
      damage.strike(folder, chance)
      const log = keptLog()
      const before = performance.now()
      const journal = await openTestJournal({ folder, log })
      const took = performance.now() - before
      const where = `SEED=${seed}, round ${round}`
      expect(took, where).toBeLessThan(startPatience)
      await judge(journal, left, damage, folder, where)
      if (chance.hits(delivered)) await deliver(journal, left, proof)
      await journal.close()
    }
  })
}

/** Facts in the file and in the log, pressed alone and many at once. */
async function leaveJournal(chance: Chance): Promise<Left> {
  const folder = temporaryFolder()
  const clock = fakeClock()
  let journal = await openTestJournal({ folder, clock })
  for (let left = chance.between(2, 5); left > 0; left--) {
    const facts = Array.from({ length: chance.between(1, 400) }, () => draftFact('n'.repeat(chance.between(1, 300))))
    await journal.commit({ facts })
  }
  // Closing writes the log back: some journals lie in the file, some in the log, most in both.
  if (chance.hits(0.8)) {
    await journal.close()
    journal = await openTestJournal({ folder, clock })
  }
  for (let left = chance.between(5, 60); left > 0; left--) {
    const reason = chance.hits(0.05) ? 'n'.repeat(9_000) : 'Nghỉ giải lao'
    await journal.commit({ facts: [draftFact(reason)], state: { key: 'counter/5', value: { left, reason } } })
  }
  const { epoch, lastSequence } = await journal.status()
  clock.advance(5_000)
  await until('the side file to know the last fact', () =>
    readFileSync(join(folder, 'journal.reserve'), 'utf8').includes(`"written":${lastSequence},`),
  )
  const copy = copyOf(folder)
  const facts = await allFacts(journal)
  await journal.close()
  return { folder: copy, facts, epoch }
}

function copyOf(folder: string): string {
  const copy = temporaryFolder()
  cpSync(folder, copy, { recursive: true })
  return copy
}

/** Every number once and in order; behind each the fact that was accepted, or a tombstone. */
async function judge(journal: Journal, { facts, epoch }: Left, damage: Damage, folder: string, where: string) {
  const found = (await allFacts(journal)).filter((fact) => fact.epoch === epoch)
  const now = await journal.status()
  const waiting = (await journal.delivery.read(await journal.delivery.start(), 100_000)).length
  const lost = found.filter((fact) => fact.type === tombstoneType)
  expect(
    found.map((fact) => Number(fact.sequence)),
    where,
  ).toEqual(found.map((_, index) => index + 1))
  expect(found.length, where).toBeGreaterThanOrEqual(facts.length)
  expect(waiting, where).toBe(found.length)
  for (const [index, fact] of facts.entries()) {
    const held = found[index]
    if (held?.type !== tombstoneType) expect(held, where).toEqual(fact)
    else expect(held.data, where).toEqual({ reason: 'damaged' })
  }
  const setAside = existsSync(join(folder, 'damaged')) && readdirSync(join(folder, 'damaged')).length > 0
  expect(now.epoch === epoch, where).toBe(!setAside)
  if (!damage.mayGoOn) expect(setAside, where).toBe(true)
  if (damage.harmless) expect(lost.length, where).toBe(0)
}

/** Through the real link into the real centre's store. */
async function deliver(journal: Journal, left: Left, proof: Proof): Promise<void> {
  const broker = await startEmbeddedBroker(0)
  onTestFinished(() => broker.stop())
  const centre = await FaultCentre.start(broker.url)
  const link = startTestLink({ url: broker.url, journal })
  await journal.commit({ facts: [draftFact('after')] })
  await until('everything at the centre', async () => (await journal.status()).backlog === 0, 60_000)
  await link.stop()
  const accepted = left.facts.map(({ id, epoch, sequence }) => ({ id, epoch, sequence: Number(sequence) }))
  proof.judge({ desk: 'vinh-long/quay-05', accepted, centre: await centre.taken('vinh-long/quay-05'), journal: [] })
  expect(await centre.deadLetters()).toEqual([])
  await centre.stop()
}

async function allFacts(journal: Journal): Promise<Fact[]> {
  const facts: Fact[] = []
  for await (const fact of journal.facts()) facts.push(fact)
  return facts
}
