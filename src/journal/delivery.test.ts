import { describe, expect, it } from 'vitest'
import { temporaryFolder } from '../../test/support/folder.ts'
import { draftFact, openTestJournal, receiptFor } from '../../test/support/journals.ts'
import { type Epoch, type Fact, factHash, followsChain, type Sequence, tombstoneType } from '../contract/index.ts'
import { type Journal, positionOf } from './index.ts'

async function allFacts(journal: Journal): Promise<Fact[]> {
  const facts: Fact[] = []
  for await (const fact of journal.facts()) facts.push(fact)
  return facts
}

/** All that is to be delivered, page by page as the link reads it. */
async function waiting(journal: Journal, pageSize = 3): Promise<Fact[]> {
  const facts: Fact[] = []
  for (let after = await journal.delivery.start(); ; ) {
    const page = await journal.delivery.read(after, pageSize)
    facts.push(...page.map(({ body }) => JSON.parse(body) as Fact))
    const last = page.at(-1)
    if (!last) return facts
    after = last.position
  }
}

const numbers = (facts: readonly Fact[]) => facts.map(({ sequence }) => Number(sequence))
const replay = (journal: Journal, epoch: string, from: number) =>
  journal.delivery.replay(epoch as Epoch, from as Sequence)

/** A journal whose first epoch was superseded: facts 1 and 2 of 4 were confirmed, 3 and 4 issued again. */
async function supersededJournal(folder = temporaryFolder()) {
  const journal = await openTestJournal({ folder })
  await journal.commit({ facts: ['a', 'b', 'c', 'd'].map((reason) => draftFact(reason)) })
  const first = await receiptFor(journal, 2)
  await journal.delivery.receipt(first)
  await journal.delivery.receipt({ ...first, upTo: 3, chain: 'f'.repeat(64) })
  return { journal, oldEpoch: first.epoch }
}

describe('a replay', () => {
  it('sends what was confirmed again, in order, with the same bytes, and what was not behind it', async () => {
    const journal = await openTestJournal()
    await journal.commit({ facts: Array.from({ length: 300 }, () => draftFact()) })
    const before = await allFacts(journal)
    const receipt = await receiptFor(journal, 290)
    await journal.delivery.receipt(receipt)
    let heard = 0
    const stop = journal.delivery.onReplay(() => heard++)
    expect(await replay(journal, receipt.epoch, 5)).toBe(true)
    expect(await waiting(journal, 50)).toEqual(before.slice(4))
    expect((await journal.status()).backlog).toBe(296)
    stop()
    await replay(journal, receipt.epoch, 5)
    expect(heard).toBe(1)
  })

  it('from beyond what was confirmed changes nothing, and one of a foreign epoch is not done', async () => {
    const journal = await openTestJournal()
    await journal.commit({ facts: [draftFact(), draftFact(), draftFact()] })
    const receipt = await receiptFor(journal, 1)
    await journal.delivery.receipt(receipt)
    expect(await replay(journal, receipt.epoch, 3)).toBe(true)
    expect(numbers(await waiting(journal))).toEqual([2, 3])
    expect(await replay(journal, 'zzzzzz', 1)).toBe(false)
  })

  it('of an epoch that is over ends where its facts were issued again, and the newest epoch follows', async () => {
    const { journal, oldEpoch } = await supersededJournal()
    expect(await replay(journal, oldEpoch, 1)).toBe(true)
    const facts = await waiting(journal)
    expect(facts.map(({ epoch, sequence }) => [epoch === oldEpoch, Number(sequence)])).toEqual([
      [true, 1],
      [true, 2],
      [false, 1],
      [false, 2],
    ])
    expect((await journal.status()).backlog).toBe(4)
  })

  it('is over when receipts cover it again, epoch by epoch', async () => {
    const { journal, oldEpoch } = await supersededJournal()
    const [first, second] = await allFacts(journal)
    await replay(journal, oldEpoch, 1)
    const receipt = (fact: Fact | undefined) =>
      journal.delivery.receipt({ epoch: oldEpoch, upTo: Number(fact?.sequence), chain: fact?.chain ?? '' })
    expect((await receipt(first)).kind).toBe('marked')
    expect(numbers(await waiting(journal))).toEqual([2, 1, 2])
    expect(await receipt(second)).toEqual({ kind: 'marked', upTo: positionOf(1, 2) })
    expect(numbers(await waiting(journal))).toEqual([1, 2])
    await journal.delivery.receipt(await receiptFor(journal, 2))
    expect(await waiting(journal)).toEqual([])
  })

  it('goes on after a restart', async () => {
    const folder = temporaryFolder()
    const { journal, oldEpoch } = await supersededJournal(folder)
    await replay(journal, oldEpoch, 2)
    await journal.close()
    expect(numbers(await waiting(await openTestJournal({ folder })))).toEqual([2, 1, 2])
  })

  it('is told to the centre by the status until it is over', async () => {
    const journal = await openTestJournal()
    await journal.commit({ facts: [draftFact(), draftFact()] })
    const receipt = await receiptFor(journal, 2)
    await journal.delivery.receipt(receipt)
    expect((await journal.status()).receipted).toEqual([{ epoch: receipt.epoch, upTo: 2 }])
    await replay(journal, receipt.epoch, 1)
    expect((await journal.status()).receipted).toEqual([{ epoch: receipt.epoch, upTo: 0 }])
    await journal.delivery.receipt(receipt)
    expect((await journal.status()).receipted).toEqual([{ epoch: receipt.epoch, upTo: 2 }])
  })
})

describe('a fact in quarantine', () => {
  it('goes out as a tombstone under its number, and the chain goes on over it', async () => {
    const journal = await openTestJournal()
    await journal.commit({ facts: [draftFact('a'), draftFact('b'), draftFact('c')] })
    const before = await allFacts(journal)
    const tombstone = await journal.delivery.quarantine(positionOf(1, 2), 'poison')
    const after = await waiting(journal)
    expect(JSON.parse(tombstone.body)).toEqual(after[1])
    expect(after[1]).toEqual({
      ...before[1],
      type: tombstoneType,
      data: { of: 'deskbridge.counter.paused', reason: 'poison', hash: factHash(before[1] as Fact) },
    })
    for (const index of [1, 2]) expect(followsChain(after[index] as Fact, after[index - 1]?.chain ?? '')).toBe(true)
  })

  it('is there once, whoever asks again, with what it said first', async () => {
    const journal = await openTestJournal()
    await journal.commit({ facts: [draftFact('a')] })
    const first = await journal.delivery.quarantine(positionOf(1, 1), 'too-large')
    expect(await journal.delivery.quarantine(positionOf(1, 1), 'refused')).toEqual(first)
    expect(await journal.quarantined()).toMatchObject([{ reason: 'too-large' }])
    expect((await journal.status()).quarantined).toBe(1)
  })

  it('stays over a restart; its list says nothing of what it said', async () => {
    const folder = temporaryFolder()
    const first = await openTestJournal({ folder })
    await first.commit({ facts: [draftFact('Nguyễn Văn Ân')] })
    const [original] = await allFacts(first)
    await first.delivery.quarantine(positionOf(1, 1), 'refused')
    await first.close()
    const second = await openTestJournal({ folder })
    expect(await second.quarantined()).toEqual([
      {
        epoch: original?.epoch,
        sequence: 1,
        type: 'deskbridge.counter.paused',
        recorded: original?.recordedtime,
        reason: 'refused',
        bytes: Buffer.byteLength(JSON.stringify(original)),
      },
    ])
    expect(JSON.stringify(await second.quarantined())).not.toContain('Văn')
    expect((await waiting(second))[0]?.type).toBe(tombstoneType)
  })

  it('is issued again under a new epoch as a tombstone that fits the new chain', async () => {
    const journal = await openTestJournal()
    await journal.commit({ facts: [draftFact('a'), draftFact('b'), draftFact('c')] })
    await journal.delivery.quarantine(positionOf(1, 2), 'poison')
    await journal.delivery.receipt({ ...(await receiptFor(journal, 1)), chain: 'f'.repeat(64) })
    const facts = await waiting(journal)
    expect(facts.map(({ type }) => type === tombstoneType)).toEqual([false, true, false])
    for (const index of [1, 2]) expect(followsChain(facts[index] as Fact, facts[index - 1]?.chain ?? '')).toBe(true)
  })
})

describe('a centre that gives no receipts', () => {
  it('has what the broker took, up to where that is marked', async () => {
    const journal = await openTestJournal()
    await journal.commit({ facts: [draftFact(), draftFact(), draftFact()] })
    await journal.delivery.markUpTo(positionOf(1, 2))
    await journal.delivery.markUpTo(positionOf(1, 1))
    expect(numbers(await waiting(journal))).toEqual([3])
  })
})
