import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { fakeClock } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { draftFact, openTestJournal, receiptFor } from '../../test/support/journals.ts'
import { type Database, openDatabase } from '../sqlite/index.ts'
import { type EpochVerdict, type Journal, journalFile, positionOf } from './index.ts'
import { verifyChains } from './verify.ts'

async function listOf(verifying: AsyncIterable<EpochVerdict>): Promise<EpochVerdict[]> {
  const verdicts: EpochVerdict[] = []
  for await (const verdict of verifying) verdicts.push(verdict)
  return verdicts
}

const verdictsOf = (journal: Journal) => listOf(journal.verify())

/** A journal of ten facts, the first eight confirmed, after somebody had the file for himself. */
async function tampered(tamper: (db: Database) => Promise<void>): Promise<EpochVerdict[]> {
  const folder = temporaryFolder()
  const journal = await openTestJournal({ folder })
  await journal.commit({ facts: Array.from({ length: 10 }, (_, n) => draftFact(`reason ${n}`)) })
  await journal.delivery.receipt(await receiptFor(journal, 8))
  await journal.close()
  const db = await openDatabase(join(folder, journalFile), {})
  onTestFinished(() => db.close())
  await tamper(db)
  return await listOf(verifyChains(db))
}

describe('the chain of a journal', () => {
  it('holds over everything that was written, a quarantined fact and all epochs', async () => {
    const journal = await openTestJournal({ clock: fakeClock() })
    await journal.commit({ facts: Array.from({ length: 1200 }, () => draftFact()) })
    await journal.delivery.quarantine(positionOf(1, 7), 'poison')
    await journal.delivery.receipt({ ...(await receiptFor(journal, 1100)), chain: 'f'.repeat(64) })
    await journal.commit({ facts: [draftFact()] })
    expect(await verdictsOf(journal)).toMatchObject([
      { from: 1, upTo: 1200, facts: 1199, tombstones: 1, holds: true, broken: null },
      { from: 1, upTo: 1201, holds: true, broken: null },
    ])
  })

  it('breaks where a byte of a fact was changed', async () => {
    const [verdict] = await tampered((db) =>
      db.run(`UPDATE facts SET body = replace(body, 'reason 4', 'reason 5') WHERE position = ?`, positionOf(1, 5)),
    )
    expect(verdict).toMatchObject({ holds: false, upTo: 4, broken: { sequence: 5, kind: 'changed' } })
  })

  it('breaks behind a fact whose chain value was computed anew to hide a change', async () => {
    const [verdict] = await tampered(async (db) => {
      const forged = 'e'.repeat(64)
      await db.run(
        `UPDATE facts SET chain = ?, body = json_set(body, '$.chain', ?) WHERE position = ?`,
        forged,
        forged,
        positionOf(1, 5),
      )
    })
    expect(verdict).toMatchObject({ holds: false, broken: { sequence: 5, kind: 'changed' } })
  })

  it('breaks where a row was deleted', async () => {
    const [verdict] = await tampered((db) => db.run('DELETE FROM facts WHERE position = ?', positionOf(1, 5)))
    expect(verdict).toMatchObject({ holds: false, upTo: 4, broken: { sequence: 5, kind: 'missing' } })
  })

  it('breaks where rows that the centre has were cut off at the end', async () => {
    const [verdict] = await tampered((db) => db.run('DELETE FROM facts WHERE position > ?', positionOf(1, 6)))
    expect(verdict).toMatchObject({ holds: false, broken: { sequence: 7, kind: 'missing' } })
  })

  it('breaks where two rows were swapped', async () => {
    const [verdict] = await tampered(async (db) => {
      const move = (from: number, to: number) =>
        db.run('UPDATE facts SET position = ? WHERE position = ?', positionOf(1, to), positionOf(1, from))
      await move(5, 999)
      await move(6, 5)
      await move(999, 6)
    })
    expect(verdict).toMatchObject({ holds: false, broken: { sequence: 5, kind: 'changed' } })
  })

  it('breaks where a row can no longer be read', async () => {
    const [verdict] = await tampered((db) =>
      db.run(`UPDATE facts SET body = 'x' || body WHERE position = ?`, positionOf(1, 3)),
    )
    expect(verdict).toMatchObject({ holds: false, broken: { sequence: 3, kind: 'unreadable' } })
  })

  it('holds while old rows leave a journal that is read', async () => {
    const clock = fakeClock()
    const journal = await openTestJournal({ clock, clockQuality: () => 'synced', retentionDays: 1 })
    await journal.commit({ facts: Array.from({ length: 3000 }, () => draftFact()) })
    await journal.delivery.receipt(await receiptFor(journal, 3000))
    let first = 1
    for (let hours = 0; first < 3000 && hours < 10_000; hours += 6) {
      clock.advance(6 * 3600 * 1000)
      const [verdict] = await verdictsOf(journal)
      expect(verdict).toMatchObject({ upTo: 3000, holds: true })
      first = verdict?.from ?? 0
    }
    expect(first).toBe(3000)
  })

  it('is checked while the journal is written', async () => {
    const journal = await openTestJournal()
    await journal.commit({ facts: Array.from({ length: 2000 }, () => draftFact()) })
    const checking = verdictsOf(journal)
    for (let n = 0; n < 20; n++) await journal.commit({ facts: [draftFact()] })
    expect((await checking)[0]?.holds).toBe(true)
  })
})
