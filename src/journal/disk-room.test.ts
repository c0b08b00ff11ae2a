import { existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fakeClock, keptLog } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { draftFact, draftRating, openTestJournal, receiptFor } from '../../test/support/journals.ts'
import { until } from '../../test/support/wait.ts'
import type { DiskLevel, FactDraft } from '../contract/index.ts'
import { Ballast, ballastFile } from './ballast.ts'
import { leastFree, levelOf } from './disk-room.ts'
import type { Journal } from './index.ts'

const plenty = 1024 * 1024 * 1024

describe('the level of a disk', () => {
  const level = (share: number, before: DiskLevel = 'room', free = plenty) =>
    levelOf({ share, free, usable: plenty, log: 0 }, before)

  it('rises at 70, 85 and 95 percent', () => {
    expect([0.69, 0.7, 0.84, 0.85, 0.94, 0.95, 1.2].map((share) => level(share))).toEqual([
      'room',
      'tight',
      'tight',
      'short',
      'short',
      'full',
      'full',
    ])
  })

  it('falls five percent lower than it rose, so that one row does not switch it to and fro', () => {
    expect([level(0.66, 'tight'), level(0.64, 'tight')]).toEqual(['tight', 'room'])
    expect([level(0.81, 'short'), level(0.79, 'short'), level(0.64, 'short')]).toEqual(['short', 'tight', 'room'])
    expect([level(0.91, 'full'), level(0.89, 'full'), level(0.66, 'full')]).toEqual(['full', 'short', 'tight'])
  })

  it('is full when so little is free that a large transaction could fail, however small the journal is', () => {
    expect(level(0.01, 'room', leastFree - 1)).toBe('full')
    expect(level(0.01, 'full', leastFree + 1)).toBe('full')
    expect(level(0.01, 'full', 2 * leastFree)).toBe('room')
  })
})

describe('the ballast', () => {
  it('takes a small part of what is free, really and not as a hole, and gives it back', async () => {
    const folder = temporaryFolder()
    const ballast = new Ballast(folder)
    await ballast.make()
    const { size, blocks } = statSync(join(folder, ballastFile))
    expect(size).toBeGreaterThan(0)
    expect(size).toBeLessThanOrEqual(32 * 1024 * 1024)
    expect(blocks * 512).toBeGreaterThanOrEqual(size)
    expect(ballast.withheld).toBe(0)
    await ballast.drop()
    expect(existsSync(join(folder, ballastFile))).toBe(false)
    // Nothing new may be accepted into what was freed for receipts and deletions.
    expect(ballast.withheld).toBe(size)
    await ballast.make()
    expect(ballast.withheld).toBe(0)
  })
})

const touched = (): FactDraft => {
  const rating = draftRating()
  return { ...rating, type: 'rating.touched', data: rating.data } as FactDraft
}

/** Fills a journal of 800 KB until its disk has a level. */
async function fillUntil(journal: Journal, level: DiskLevel): Promise<void> {
  while (journal.disk() !== level) await journal.commit({ facts: Array.from({ length: 20 }, () => draftFact('x')) })
}

describe('a journal whose disk gets full', () => {
  const open = (log = keptLog()) => openTestJournal({ maxPages: 200, log })

  it('when tight leaves out facts for statistics only, and tells how many', async () => {
    const folder = temporaryFolder()
    const journal = await openTestJournal({ maxPages: 200, folder })
    await fillUntil(journal, 'tight')
    const { lastSequence } = await journal.status()
    expect(await journal.commit({ facts: [touched(), draftFact(), touched()] })).toEqual([lastSequence + 1])
    expect(await journal.commit({ facts: [touched()], state: { key: 'k', value: 1 } })).toEqual([])
    expect(await journal.state('k')).toBe(1)
    expect(await journal.status()).toMatchObject({ disk: 'tight', leftOut: 3, lastSequence: lastSequence + 1 })
    await journal.close()
    expect(await (await openTestJournal({ maxPages: 200, folder })).status()).toMatchObject({ leftOut: 3 })
  })

  it('when full refuses facts with a code before SQLite fails, and those behind that came of their state', async () => {
    const journal = await open()
    await expect(fillUntil(journal, 'failing')).rejects.toMatchObject({ code: 'DB-JRN-022' })
    expect(journal.disk()).toBe('full')
    const [refused, behind, other] = await Promise.allSettled([
      journal.commit({ facts: [draftFact()], state: { key: 'counter/5', value: 1 } }),
      journal.commit({ state: { key: 'counter/5', value: 2 } }),
      journal.commit({ state: { key: 'counter/6', value: 3 } }),
    ])
    expect([refused.status, behind.status, other.status]).toEqual(['rejected', 'rejected', 'fulfilled'])
    expect([await journal.state('counter/5'), await journal.state('counter/6')]).toEqual([undefined, 3])
  })

  it('when full still takes commands, results and receipts', async () => {
    const journal = await open()
    await expect(fillUntil(journal, 'failing')).rejects.toThrow()
    const id = '019ab3f0-0000-7000-8000-000000000001'
    await journal.inbox.accept({ id, name: 'display.text', counter: '5', args: { lines: ['a'] }, madeAt: 'x' })
    await journal.commit({ results: [{ id, state: 'refused', error: 'disk' }] })
    expect(await journal.inbox.pending()).toEqual([])
    const { lastSequence } = await journal.status()
    const verdict = await journal.delivery.receipt(await receiptFor(journal, lastSequence))
    expect(verdict.kind).toBe('marked')
  })

  it('accepts again by itself when its old facts have left it', async () => {
    const [clock, log] = [fakeClock(), keptLog()]
    const journal = await openTestJournal({ maxPages: 200, clock, log, clockQuality: () => 'synced', retentionDays: 1 })
    await expect(fillUntil(journal, 'failing')).rejects.toThrow()
    const { lastSequence } = await journal.status()
    await journal.delivery.receipt(await receiptFor(journal, lastSequence))
    await until('it has room', async () => {
      clock.advance(6 * 3600 * 1000)
      await journal.state('any')
      return journal.disk() === 'room'
    })
    expect(await journal.commit({ facts: [draftFact()] })).toEqual([lastSequence + 1])
    expect(log.lines.map(({ fields }) => fields.code)).toEqual(expect.arrayContaining(['DB-JRN-020', 'DB-JRN-022']))
  })
})

describe('the files of a journal', () => {
  it('give their room back after what filled them has left, down to an empty log', async () => {
    const [clock, folder] = [fakeClock(), temporaryFolder()]
    const journal = await openTestJournal({ clock, folder, clockQuality: () => 'synced', retentionDays: 1 })
    const fill = async (count: number) => {
      for (let n = 0; n < count; n += 500)
        await journal.commit({ facts: Array.from({ length: 500 }, () => draftFact('x'.repeat(150))) })
    }
    await fill(6000)
    const sizes = () => ['journal.db', 'journal.db-wal'].map((file) => statSync(join(folder, file)).size)
    const largest = (await journal.status()).bytes
    const { lastSequence } = await journal.status()
    await journal.delivery.receipt(await receiptFor(journal, lastSequence))
    await until(
      'the room is given back',
      async () => {
        clock.advance(3600 * 1000)
        await journal.state('any')
        return (sizes()[0] ?? 0) < largest / 3 && sizes()[1] === 0
      },
      20_000,
    )
    expect((await journal.status()).bytes).toBeLessThan(largest / 3)
  })

  it('keep the log small under a long backlog, while somebody reads all of it', async () => {
    const folder = temporaryFolder()
    const journal = await openTestJournal({ folder })
    let largestLog = 0
    const write = async () => {
      for (let n = 0; n < 30_000; n += 500) {
        await journal.commit({ facts: Array.from({ length: 500 }, () => draftFact('x'.repeat(150))) })
        largestLog = Math.max(largestLog, statSync(join(folder, 'journal.db-wal')).size)
      }
    }
    const read = async () => {
      let count = 0
      for await (const _ of journal.facts()) count++
      return count
    }
    await write()
    const [count] = await Promise.all([read(), write()])
    expect(count).toBeGreaterThan(30_000)
    expect(readFileSync(join(folder, 'journal.db')).length).toBeGreaterThan(20 * 1024 * 1024)
    expect(largestLog).toBeLessThan(8 * 1024 * 1024)
  })
})
