import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fakeClock } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { draftFact, openTestJournal, receiptFor } from '../../test/support/journals.ts'
import { until } from '../../test/support/wait.ts'
import { chainStart, type Fact, formatTime } from '../contract/index.ts'
import { type Database, migrate, openDatabase } from '../sqlite/index.ts'
import { advance, type Head, sealDraft } from './envelope.ts'
import { type Journal, journalFile, positionOf } from './index.ts'
import { migrations } from './schema.ts'

const names = { centre: 'vinh-long', desk: 'quay-05' }

async function allFacts(journal: Journal): Promise<Fact[]> {
  const facts: Fact[] = []
  for await (const fact of journal.facts()) facts.push(fact)
  return facts
}

/** What the program of schema version 2 runs. Its copy stays as it was released. */
const versionTwo = {
  commit: `
    INSERT INTO commits (kind, a, b, c, d)
    SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?)`,
  newestEpoch: 'SELECT ordinal, epoch FROM epochs ORDER BY ordinal DESC LIMIT 1',
  newestFact: 'SELECT position, chain FROM facts WHERE position > ? ORDER BY position DESC LIMIT 1',
  outstanding: 'SELECT ordinal, receipted, last FROM epochs WHERE last IS NULL OR receipted < last ORDER BY ordinal',
  read: 'SELECT position, body FROM facts WHERE position > ? AND position <= ? ORDER BY position LIMIT ?',
  findEpoch: 'SELECT ordinal, receipted, sent FROM epochs WHERE epoch = ?',
  chainAt: 'SELECT chain FROM facts WHERE position = ?',
  mark: 'UPDATE epochs SET receipted = ? WHERE ordinal = ?',
  begin: 'UPDATE epochs SET sent = 1 WHERE ordinal = ?',
  accept: 'INSERT INTO inbox (id, body) VALUES (?, ?)',
  pending: 'SELECT body FROM inbox WHERE result IS NULL ORDER BY number',
  waitingResults: 'SELECT number, body FROM results ORDER BY number LIMIT ?',
  newEpoch: 'INSERT INTO epochs (ordinal, epoch, begun) VALUES (?, ?, ?)',
  supersede: 'UPDATE epochs SET superseded = 1, last = min(receipted, coalesce(last, receipted)) WHERE ordinal < ?',
  quarantine: 'INSERT INTO quarantine (position, reason, body) VALUES (?, ?, ?)',
}

/** Facts as a program of version 1 or 2 wrote them. */
async function appendAsBefore(db: Database, head: Head, reasons: readonly string[]): Promise<Head> {
  const rows: unknown[] = [['state', 'counter/5', '{"n":1}']]
  let next = head
  for (const reason of reasons) {
    const fact = sealDraft(draftFact(reason), next, names, formatTime(Date.now()))
    next = advance(next, fact.chain)
    rows.push(['fact', positionOf(next.ordinal, next.sequence), fact.id, fact.chain, fact.body])
  }
  await db.run(versionTwo.commit, JSON.stringify(rows))
  return next
}

const pragmas = { auto_vacuum: 2, journal_mode: 'wal' }

describe('a journal file of an earlier version', () => {
  for (let version = 1; version < migrations.length; version++) {
    it(`(${version}) opens, keeps its rows, and goes on`, async () => {
      const folder = temporaryFolder()
      const db = await openDatabase(join(folder, journalFile), pragmas)
      await migrate(db, migrations.slice(0, version))
      await db.run(versionTwo.newEpoch, 1, 'k3f9q2', '2026-11-22T08:00:00.000+07:00')
      const start = { epoch: 'k3f9q2', ordinal: 1, sequence: 0, chain: chainStart } as Head
      await appendAsBefore(db, start, ['a', 'b', 'c'])
      await db.run(versionTwo.mark, 2, 1)
      await db.close()

      const journal = await openTestJournal({ folder })
      expect((await allFacts(journal)).map(({ data }) => data.reason)).toEqual(['a', 'b', 'c'])
      expect(await journal.state('counter/5')).toEqual({ n: 1 })
      expect(await journal.status()).toMatchObject({ epoch: 'k3f9q2', lastSequence: 3, backlog: 1 })
      expect(await journal.commit({ facts: [draftFact('d')] })).toEqual([4])
      for await (const { holds } of journal.verify()) expect(holds).toBe(true)
    })
  }

  it('(1) with a superseded epoch delivers nothing twice', async () => {
    const folder = temporaryFolder()
    const db = await openDatabase(join(folder, journalFile), pragmas)
    await migrate(db, migrations.slice(0, 1))
    await db.run(versionTwo.newEpoch, 1, 'aaaaaa', 'x')
    await appendAsBefore(db, { epoch: 'aaaaaa', ordinal: 1, sequence: 0, chain: chainStart } as Head, ['a', 'b'])
    await db.run(versionTwo.mark, 1, 1)
    await db.run(versionTwo.newEpoch, 2, 'bbbbbb', 'x')
    await appendAsBefore(db, { epoch: 'bbbbbb', ordinal: 2, sequence: 0, chain: chainStart } as Head, ['b'])
    await db.run('UPDATE epochs SET superseded = 1 WHERE ordinal < 2')
    await db.close()

    const journal = await openTestJournal({ folder })
    const waiting = await journal.delivery.read(await journal.delivery.start(), 10)
    expect(waiting.map(({ position }) => position)).toEqual([positionOf(2, 1)])
  })
})

describe('a journal file of this version', () => {
  /** A file in which facts were confirmed, dropped to their hash, deleted and quarantined. */
  async function wornFile(): Promise<string> {
    const [folder, clock] = [temporaryFolder(), fakeClock()]
    const journal = await openTestJournal({ folder, clock, clockQuality: () => 'synced', retentionDays: 1 })
    await journal.commit({ facts: Array.from({ length: 20 }, (_, n) => draftFact(String(n))) })
    await journal.delivery.quarantine(positionOf(1, 19), 'poison')
    await journal.delivery.receipt(await receiptFor(journal, 15))
    await until('old facts have left', async () => {
      clock.advance(6 * 3600 * 1000)
      return (await allFacts(journal)).length === 6
    })
    await journal.close()
    return folder
  }

  it('can be read and appended to by the program of the version before, and then by this one again', async () => {
    const folder = await wornFile()
    const db = await openDatabase(join(folder, journalFile), pragmas)
    for (const statement of Object.values(versionTwo)) await db.exec(`EXPLAIN ${statement}`)
    const [newest] = await db.all(versionTwo.newestEpoch)
    const [last] = await db.all(versionTwo.newestFact, positionOf(1, 0))
    expect([newest?.ordinal, last?.position]).toEqual([1, positionOf(1, 20)])
    const [range] = await db.all(versionTwo.outstanding)
    expect(range).toMatchObject({ ordinal: 1, receipted: 15, last: null })
    expect(await db.all(versionTwo.read, positionOf(1, 15), positionOf(1, 99), 10)).toHaveLength(5)
    // The receipt that is retained at the broker is for the newest confirmed fact, whose row is there.
    expect(await db.all(versionTwo.chainAt, positionOf(1, 15))).toHaveLength(1)
    const head = { epoch: String(newest?.epoch), ordinal: 1, sequence: 20, chain: String(last?.chain) } as Head
    await appendAsBefore(db, head, ['from the version before'])
    await db.run(versionTwo.begin, 1)
    await db.run(versionTwo.mark, 17, 1)
    await db.run(versionTwo.accept, 'id', '{}')
    expect(await db.all(versionTwo.pending)).toHaveLength(1)
    expect(await db.all(versionTwo.waitingResults, 10)).toEqual([])
    await db.close()

    const journal = await openTestJournal({ folder })
    expect(await journal.status()).toMatchObject({ lastSequence: 21, backlog: 4, quarantined: 1 })
    expect(await journal.commit({ facts: [draftFact()] })).toEqual([22])
    for await (const { holds } of journal.verify()) expect(holds).toBe(true)
  })

  it('can be given a new epoch by the program of the version before', async () => {
    const folder = await wornFile()
    const db = await openDatabase(join(folder, journalFile), pragmas)
    await db.run(versionTwo.newEpoch, 2, 'bbbbbb', 'x')
    await appendAsBefore(db, { epoch: 'bbbbbb', ordinal: 2, sequence: 0, chain: chainStart } as Head, ['again'])
    await db.run(versionTwo.supersede, 2)
    await db.close()

    const journal = await openTestJournal({ folder })
    expect(await journal.status()).toMatchObject({ epoch: 'bbbbbb', lastSequence: 1, backlog: 1 })
  })
})
