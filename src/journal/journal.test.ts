import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { keptLog, systemClock, systemRandom } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { draftFact, openTestJournal } from '../../test/support/journals.ts'
import { type Command, chainStart, type Fact, factHash, nextChain } from '../contract/index.ts'
import { uuidv7 } from '../core/index.ts'
import { openDatabase } from '../sqlite/index.ts'
import { type Journal, journalFile, positionOf } from './index.ts'

const allFacts = async (journal: Journal): Promise<Fact[]> => {
  const facts: Fact[] = []
  for await (const fact of journal.facts()) facts.push(fact)
  return facts
}
const chainAt = async (journal: Journal, sequence: number) =>
  (await allFacts(journal))[sequence - 1]?.chain ?? chainStart
const command: Command = {
  id: uuidv7(0, systemRandom),
  name: 'display.text',
  counter: '5',
  args: { lines: ['a'] },
  madeAt: 'x',
}

describe('a commit', () => {
  it('numbers facts from 1 without gaps and chains each to the one before', async () => {
    const journal = await openTestJournal()
    expect(await journal.commit({ facts: [draftFact('a'), draftFact('b')] })).toEqual([1, 2])
    expect(await journal.commit({ facts: [draftFact('c')] })).toEqual([3])
    let chain = chainStart
    for (const [index, fact] of (await allFacts(journal)).entries()) {
      expect(Number(fact.sequence)).toBe(index + 1)
      chain = nextChain(chain, factHash(fact))
      expect(fact.chain).toBe(chain)
    }
  })

  it('that waited for the one before keeps the order in which it was asked for', async () => {
    const journal = await openTestJournal()
    const asked = Array.from({ length: 1500 }, (_, index) => journal.commit({ facts: [draftFact(String(index))] }))
    expect((await Promise.all(asked)).flat()).toEqual(asked.map((_, index) => index + 1))
    expect((await allFacts(journal)).map((fact) => fact.data.reason)).toEqual(asked.map((_, index) => String(index)))
  })

  it('is all or nothing: facts, state, results and dedupe names together', async () => {
    const folder = temporaryFolder()
    const journal = await openTestJournal({ folder })
    await journal.inbox.accept(command)
    await journal.commit({
      facts: [draftFact()],
      state: { key: 'counter/5', value: { n: 1 } },
      results: [{ id: command.id, state: 'done' }],
      dedupe: 'keypad-1/3F2A/17',
    })
    await journal.close()
    const again = await openTestJournal({ folder })
    expect(await again.state('counter/5')).toEqual({ n: 1 })
    expect(again.isKnown('keypad-1/3F2A/17')).toBe(true)
    expect(await again.inbox.pending()).toEqual([])
    expect((await again.results.waiting(10)).map((result) => JSON.parse(result.body))).toEqual([
      { id: command.id, state: 'done' },
    ])
  })

  it('that fails fails what was queued behind it, and leaves numbers and chain as they were', async () => {
    const journal = await openTestJournal({ maxPages: 200 })
    const fill = async () => {
      for (;;) await journal.commit({ facts: Array.from({ length: 100 }, () => draftFact('x'.repeat(100))) })
    }
    await expect(fill()).rejects.toMatchObject({ code: 'DB-JRN-022' })
    const { lastSequence } = await journal.status()
    const facts = Array.from({ length: 500 }, () => draftFact('y'.repeat(190)))
    const large = () => journal.commit({ facts, state: { key: 'k', value: 0 } })
    const outcomes = await Promise.allSettled([large(), large(), journal.commit({ state: { key: 'k', value: 1 } })])
    expect(outcomes.map((outcome) => outcome.status)).toEqual(['rejected', 'rejected', 'rejected'])
    expect(await journal.state('k')).toBeUndefined()
    expect((await journal.status()).lastSequence).toBe(lastSequence)
  })

  it('on a full journal fails with a coded error, while receipts are still marked', async () => {
    const journal = await openTestJournal({ maxPages: 200 })
    const fill = async () => {
      for (;;) await journal.commit({ facts: Array.from({ length: 100 }, () => draftFact('x'.repeat(100))) })
    }
    await expect(fill()).rejects.toMatchObject({ code: 'DB-JRN-022' })
    const { epoch, lastSequence } = await journal.status()
    const verdict = await journal.delivery.receipt({
      epoch,
      upTo: lastSequence,
      chain: await chainAt(journal, lastSequence),
    })
    expect(verdict.kind).toBe('marked')
    expect((await journal.status()).backlog).toBe(0)
  })
})

describe('an open journal', () => {
  it('fsyncs every commit: synchronous is FULL and the log is a WAL', async () => {
    const folder = temporaryFolder()
    await (await openTestJournal({ folder })).close()
    const db = await openDatabase(join(folder, journalFile), {})
    expect(await db.all('PRAGMA journal_mode')).toEqual([{ journal_mode: 'wal' }])
    // SQLite keeps `synchronous` per connection, so what counts is that a connection where it does not hold is refused.
    await expect(openDatabase(join(folder, journalFile), { synchronous: 7 })).rejects.toMatchObject({
      code: 'DB-SQL-002',
    })
    await db.close()
  })

  it('keeps a second agent out, with words for it', async () => {
    const folder = temporaryFolder()
    await openTestJournal({ folder })
    await expect(openTestJournal({ folder })).rejects.toMatchObject({ code: 'DB-JRN-001', args: { folder } })
  })

  it('goes on with the same epoch, numbers and chain after a restart', async () => {
    const folder = temporaryFolder()
    const first = await openTestJournal({ folder })
    await first.commit({ facts: [draftFact('a')] })
    const { epoch } = await first.status()
    await first.close()
    const second = await openTestJournal({ folder })
    expect(await second.commit({ facts: [draftFact('b')] })).toEqual([2])
    expect((await second.status()).epoch).toBe(epoch)
    const [a, b] = await allFacts(second)
    expect(b?.chain).toBe(nextChain(a?.chain ?? '', factHash(b as Fact)))
  })
})

describe('a receipt', () => {
  it('of our chain marks everything up to its number, and a lower one later un-marks nothing', async () => {
    const journal = await openTestJournal()
    await journal.commit({ facts: [draftFact(), draftFact(), draftFact()] })
    const { epoch } = await journal.status()
    const receipt = async (upTo: number) =>
      (await journal.delivery.receipt({ epoch, upTo, chain: await chainAt(journal, upTo) })).kind
    expect(await receipt(2)).toBe('marked')
    expect(await receipt(1)).toBe('nothing')
    expect((await journal.status()).backlog).toBe(1)
    expect(await journal.delivery.start()).toBe(positionOf(1, 2))
  })

  it('with another chain value at our number is for another life of this journal: a new epoch, ids kept', async () => {
    const log = keptLog()
    const journal = await openTestJournal({ log })
    await journal.commit({ facts: [draftFact('a'), draftFact('b'), draftFact('c')] })
    const before = await allFacts(journal)
    const { epoch } = await journal.status()
    await journal.delivery.receipt({ epoch, upTo: 1, chain: before[0]?.chain ?? '' })
    expect((await journal.delivery.receipt({ epoch, upTo: 2, chain: 'f'.repeat(64) })).kind).toBe('foreign')
    const status = await journal.status()
    expect(status.epoch).not.toBe(epoch)
    expect(status).toMatchObject({ lastSequence: 2, backlog: 2 })
    const waiting = (await journal.delivery.read(await journal.delivery.start(), 10)).map(
      (fact) => JSON.parse(fact.body) as Fact,
    )
    expect(waiting.map((fact) => fact.id)).toEqual(before.slice(1).map((fact) => fact.id))
    expect(waiting.map((fact) => Number(fact.sequence))).toEqual([1, 2])
    expect(log.lines.some((line) => line.fields.code === 'DB-JRN-003')).toBe(true)
  })

  it('above the highest number we ever gave is not ours', async () => {
    const journal = await openTestJournal()
    await journal.commit({ facts: [draftFact()] })
    const { epoch } = await journal.status()
    expect((await journal.delivery.receipt({ epoch, upTo: 9, chain: 'f'.repeat(64) })).kind).toBe('foreign')
  })

  it('of an epoch we never had means nothing: issuing everything again for each would never end', async () => {
    const journal = await openTestJournal()
    await journal.commit({ facts: [draftFact()] })
    const receipt = { epoch: 'zzzzzz', upTo: 5, chain: 'f'.repeat(64) }
    expect((await journal.delivery.receipt(receipt)).kind).toBe('nothing')
    expect((await journal.status()).receipted).toHaveLength(1)
  })

  it('for a superseded epoch changes nothing', async () => {
    const journal = await openTestJournal()
    await journal.commit({ facts: [draftFact()] })
    const { epoch } = await journal.status()
    await journal.delivery.receipt({ epoch, upTo: 9, chain: 'f'.repeat(64) })
    expect((await journal.delivery.receipt({ epoch, upTo: 9, chain: 'f'.repeat(64) })).kind).toBe('nothing')
    expect((await journal.status()).backlog).toBe(1)
  })
})

describe('the inbox', () => {
  it('takes a command once, whatever happens to it afterwards', async () => {
    const journal = await openTestJournal()
    expect(await journal.inbox.accept(command)).toEqual({ kind: 'new' })
    expect(await journal.inbox.accept(command)).toEqual({ kind: 'waiting' })
    await journal.commit({ results: [{ id: command.id, state: 'done' }] })
    expect(await journal.inbox.accept(command)).toEqual({ kind: 'settled', result: { id: command.id, state: 'done' } })
  })

  it('remembers the last thousand settled commands and forgets older ones', async () => {
    const journal = await openTestJournal()
    const ids = Array.from({ length: 1005 }, (_, n) => uuidv7(n, systemRandom))
    await Promise.all(ids.map((id) => journal.inbox.accept({ ...command, id })))
    await journal.commit({ results: ids.map((id) => ({ id, state: 'done' as const })) })
    await journal.inbox.accept(command)
    expect(await journal.inbox.accept({ ...command, id: ids[1004] ?? '' })).toMatchObject({ kind: 'settled' })
    expect(await journal.inbox.accept({ ...command, id: ids[0] ?? '' })).toEqual({ kind: 'new' })
  })
})

describe('dedupe names', () => {
  it('are bounded: the newest 4,096 are known', async () => {
    const folder = temporaryFolder()
    const journal = await openTestJournal({ folder })
    await Promise.all(Array.from({ length: 4100 }, (_, n) => journal.commit({ dedupe: `k/${n}` })))
    expect(journal.isKnown('k/3')).toBe(false)
    expect(journal.isKnown('k/4')).toBe(true)
    await journal.close()
    expect((await openTestJournal({ folder })).isKnown('k/4099')).toBe(true)
  })
})

describe('listeners', () => {
  it('hear of commits with facts or results until they stop listening', async () => {
    const journal = await openTestJournal()
    let heard = 0
    const stop = journal.onCommit(() => heard++)
    await journal.commit({ facts: [draftFact()] })
    await journal.commit({ state: { key: 'k', value: systemClock.wall() } })
    stop()
    await journal.commit({ facts: [draftFact()] })
    expect(heard).toBe(1)
  })
})
