import { cpSync, existsSync, mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { fakeClock } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { draftFact, openTestJournal } from '../../test/support/journals.ts'
import type { Clock } from '../core/index.ts'
import { journalFile } from './index.ts'
import { damagedFolder } from './set-aside.ts'

/** A journal of three facts as a killed program leaves it, with a log. */
async function leftByKill() {
  const folder = temporaryFolder()
  const journal = await openTestJournal({ folder })
  await journal.commit({ facts: [draftFact('1'), draftFact('2'), draftFact('3')] })
  const { epoch } = await journal.status()
  const copy = temporaryFolder()
  cpSync(folder, copy, { recursive: true })
  await journal.close()
  return { folder: copy, epoch }
}

const waiting = async (folder: string) => {
  const journal = await openTestJournal({ folder })
  const { epoch } = await journal.status()
  const facts = await journal.delivery.read(await journal.delivery.start(), 100)
  await journal.close()
  return { epoch, facts: facts.length, setAside: existsSync(join(folder, damagedFolder)) }
}

describe('a journal after a start that failed', () => {
  it('once SQLite had its file, which it closed properly, is not taken for one that has lost its log', async () => {
    const { folder, epoch } = await leftByKill()
    // The wall clock is read only after the file was opened.
    const broken: Clock = {
      ...fakeClock(),
      wall() {
        throw new Error('no clock')
      },
    }
    await expect(openTestJournal({ folder, clock: broken })).rejects.toThrow('no clock')
    expect(readdirSync(folder)).not.toContain(`${journalFile}-wal`)
    expect(await waiting(folder)).toEqual({ epoch, facts: 3, setAside: false })
  })
})

describe('a journal beside whose side file there is no room for a second one', () => {
  it('starts, and writes over the one that is there', async () => {
    const { folder, epoch } = await leftByKill()
    // Nothing can be created under that name.
    mkdirSync(join(folder, 'journal.reserve.new'))
    expect(await waiting(folder)).toEqual({ epoch, facts: 3, setAside: false })
    expect(await waiting(folder)).toEqual({ epoch, facts: 3, setAside: false })
  })
})

describe('a journal whose table of epochs has changed', () => {
  it('does not leave behind the facts of an epoch that it no longer knows', async () => {
    const { folder } = await leftByKill()
    await waiting(folder)
    const db = new DatabaseSync(join(folder, journalFile))
    db.exec('UPDATE epochs SET ordinal = 19')
    db.close()
    expect(await waiting(folder)).toMatchObject({ facts: 3, setAside: true })
  })
})
