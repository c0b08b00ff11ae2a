import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type FakeClock, fakeClock } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { draftFact, draftRating, openTestJournal, receiptFor } from '../../test/support/journals.ts'
import { until } from '../../test/support/wait.ts'
import { type Fact, factHash, followsChain, tombstoneType } from '../contract/index.ts'
import type { ClockQuality } from '../core/index.ts'
import { type Journal, journalFile, positionOf } from './index.ts'

const day = 24 * 3600 * 1000

async function allFacts(journal: Journal): Promise<Fact[]> {
  const facts: Fact[] = []
  for await (const fact of journal.facts()) facts.push(fact)
  return facts
}

const verdicts = async (journal: Journal) => {
  const found = []
  for await (const { epoch: _, ...verdict } of journal.verify()) found.push(verdict)
  return found
}

const sequencesOf = async (journal: Journal) => (await allFacts(journal)).map(({ sequence }) => Number(sequence))

/** Lets the journal's own work go on until something holds. */
const during = (clock: FakeClock, what: string, holds: () => Promise<boolean>) =>
  until(what, async () => {
    clock.advance(500)
    return await holds()
  })

/** Gives the journal's own work as many turns as it took to do something elsewhere. */
async function afterManyTurns(clock: FakeClock, journal: Journal): Promise<void> {
  for (let turn = 0; turn < 50; turn++) {
    clock.advance(500)
    await journal.state('any')
  }
}

describe('a personal fact', () => {
  it('is dropped to its hash as soon as a receipt covers it, and the chain still holds', async () => {
    const [clock, folder] = [fakeClock(), temporaryFolder()]
    const journal = await openTestJournal({ clock, folder })
    await journal.commit({ facts: [draftFact('a'), draftRating('Trần Thị Bình'), draftFact('c')] })
    const before = await allFacts(journal)
    await journal.delivery.receipt(await receiptFor(journal, 3))
    await during(clock, 'it is dropped', async () => (await allFacts(journal))[1]?.type === tombstoneType)
    const after = await allFacts(journal)
    expect(after[1]).toEqual({
      ...before[1],
      type: tombstoneType,
      data: { of: 'deskbridge.rating.given', reason: 'pruned', hash: factHash(before[1] as Fact) },
    })
    expect([after[0], after[2]]).toEqual([before[0], before[2]])
    expect(await verdicts(journal)).toMatchObject([{ holds: true, facts: 2, tombstones: 1 }])
    await journal.close()
    // `secure_delete` and the emptied log leave nothing of it in the file either.
    expect(readFileSync(join(folder, journalFile)).includes('Trần Thị Bình')).toBe(false)
  })

  it('that no receipt covers stays as it is', async () => {
    const clock = fakeClock()
    const journal = await openTestJournal({ clock, clockQuality: () => 'synced' })
    await journal.commit({ facts: [draftRating(), draftRating()] })
    await journal.delivery.receipt(await receiptFor(journal, 1))
    await during(clock, 'the first is dropped', async () => (await allFacts(journal))[0]?.type === tombstoneType)
    clock.advance(100 * day)
    await afterManyTurns(clock, journal)
    expect((await allFacts(journal)).map(({ type }) => type)).toEqual([tombstoneType, 'deskbridge.rating.given'])
  })

  it('is dropped after a restart where there was no time before', async () => {
    const folder = temporaryFolder()
    const first = await openTestJournal({ folder, clock: fakeClock() })
    await first.commit({ facts: [draftRating()] })
    await first.delivery.receipt(await receiptFor(first, 1))
    await first.close()
    const clock = fakeClock()
    const second = await openTestJournal({ folder, clock })
    await during(clock, 'it is dropped', async () => (await allFacts(second))[0]?.type === tombstoneType)
  })

  it('goes out in a replay as its hash, also when it was one of the newest', async () => {
    const clock = fakeClock()
    const journal = await openTestJournal({ clock })
    await journal.commit({ facts: [draftRating()] })
    const receipt = await receiptFor(journal, 1)
    await journal.delivery.receipt(receipt)
    await during(clock, 'it is dropped', async () => (await allFacts(journal))[0]?.type === tombstoneType)
    await journal.delivery.replay(receipt.epoch as never, 1 as never)
    const [again] = await journal.delivery.read(await journal.delivery.start(), 10)
    expect(JSON.parse(again?.body ?? '')).toMatchObject({ type: tombstoneType, chain: receipt.chain })
  })
})

describe('receipted facts', () => {
  async function agedJournal(quality: () => ClockQuality, count = 10, upTo = 8) {
    const clock = fakeClock()
    const journal = await openTestJournal({ clock, clockQuality: quality, retentionDays: 30 })
    await journal.commit({ facts: Array.from({ length: count }, (_, n) => draftFact(String(n))) })
    await journal.delivery.receipt(await receiptFor(journal, upTo))
    await afterManyTurns(clock, journal)
    return { clock, journal }
  }

  it('leave the desk after the retention, all but the newest confirmed and what no receipt covers', async () => {
    const { clock, journal } = await agedJournal(() => 'synced')
    clock.advance(29 * day)
    await afterManyTurns(clock, journal)
    expect(await sequencesOf(journal)).toHaveLength(10)
    clock.advance(2 * day)
    await during(clock, 'they are gone', async () => (await sequencesOf(journal)).length < 10)
    expect(await sequencesOf(journal)).toEqual([8, 9, 10])
    expect(await verdicts(journal)).toMatchObject([{ from: 8, upTo: 10, holds: true, facts: 3 }])
    expect(await journal.commit({ facts: [draftFact()] })).toEqual([11])
  })

  it('age by no clock that nobody vouches for, however far it jumps', async () => {
    let quality: ClockQuality = 'free-running'
    const { clock, journal } = await agedJournal(() => quality)
    clock.stepWall(1000 * day)
    quality = 'stepped'
    clock.advance(day)
    await afterManyTurns(clock, journal)
    expect(await sequencesOf(journal)).toHaveLength(10)
    // Their age counts from when the clock was first right.
    quality = 'synced'
    clock.advance(day)
    await afterManyTurns(clock, journal)
    expect(await sequencesOf(journal)).toHaveLength(10)
    clock.advance(31 * day)
    await during(clock, 'they are gone', async () => (await sequencesOf(journal)).length < 10)
  })

  it('that left the desk are answered in a replay with tombstones, and a receipt among them is ours', async () => {
    const { clock, journal } = await agedJournal(() => 'synced')
    clock.advance(31 * day)
    await during(clock, 'they are gone', async () => (await sequencesOf(journal)).length < 10)
    const { epoch } = await journal.status()
    expect(await journal.delivery.replay(epoch as never, 3 as never)).toBe(true)
    const start = await journal.delivery.start()
    expect(start).toBe(positionOf(1, 2))
    const pages = [await journal.delivery.read(start, 3), await journal.delivery.read(positionOf(1, 5), 100)]
    expect(pages.map((page) => page.length)).toEqual([3, 5])
    const facts = pages.flat().map(({ body }) => JSON.parse(body) as Fact)
    expect(facts.map(({ sequence }) => Number(sequence))).toEqual([3, 4, 5, 6, 7, 8, 9, 10])
    expect(facts.slice(0, 5).map(({ type, data }) => [type, data])).toEqual(
      Array.from({ length: 5 }, () => [tombstoneType, { reason: 'pruned' }]),
    )
    for (const [index, fact] of facts.entries()) expect(followsChain(fact, facts[index - 1]?.chain ?? '')).toBe(true)
    // The centre that applied the tombstones has no chain value to give.
    expect((await journal.delivery.receipt({ epoch, upTo: 6, chain: '' })).kind).toBe('marked')
    expect((await journal.delivery.receipt(await receiptFor(journal, 10))).kind).toBe('marked')
    expect((await journal.status()).epoch).toBe(epoch)
  })

  it('leave in small steps, and a press in between does not wait for the rest', async () => {
    const { clock, journal } = await agedJournal(() => 'synced', 3000, 3000)
    clock.advance(31 * day)
    await during(clock, 'some are gone', async () => (await sequencesOf(journal)).length < 3000)
    await journal.commit({ facts: [draftFact()] })
    expect((await sequencesOf(journal)).length).toBeGreaterThan(1)
    await during(clock, 'all are gone', async () => (await sequencesOf(journal)).length === 2)
    expect(await verdicts(journal)).toMatchObject([{ from: 3000, upTo: 3001, holds: true }])
  })
})

describe('facts that were issued again under a new epoch', () => {
  it('leave their old one, and the chains of both hold', async () => {
    const clock = fakeClock()
    const journal = await openTestJournal({ clock })
    await journal.commit({ facts: [draftFact('a'), draftFact('b'), draftFact('c')] })
    const first = await receiptFor(journal, 1)
    await journal.delivery.receipt(first)
    await journal.delivery.receipt({ ...first, upTo: 2, chain: 'f'.repeat(64) })
    await during(clock, 'the old rows are gone', async () => (await sequencesOf(journal)).length === 3)
    expect(await sequencesOf(journal)).toEqual([1, 1, 2])
    expect(await verdicts(journal)).toMatchObject([
      { upTo: 1, holds: true },
      { upTo: 2, holds: true },
    ])
  })
})
