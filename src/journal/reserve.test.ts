import { mkdirSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { fakeClock } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { draftFact, openTestJournal } from '../../test/support/journals.ts'
import { until } from '../../test/support/wait.ts'
import { readReserve, reserveFile } from './reserve-file.ts'

const issued = (folder: string) => readReserve(folder)?.issued

describe('reserved numbers', () => {
  it('are in the side file before they are given, however many are taken at once', async () => {
    const folder = temporaryFolder()
    const journal = await openTestJournal({ folder })
    for (const count of [1, 600, 500, 3_000, 1, 1_024]) {
      await journal.commit({ facts: Array.from({ length: count }, () => draftFact()) })
      expect(issued(folder)?.reserved).toBeGreaterThanOrEqual((await journal.status()).lastSequence)
    }
  })

  it('cost no write while half a block is left; a while later the side file knows how far the journal came', async () => {
    const folder = temporaryFolder()
    const clock = fakeClock()
    const journal = await openTestJournal({ folder, clock })
    const before = readFileSync(join(folder, reserveFile), 'utf8')
    for (let n = 0; n < 50; n++) await journal.commit({ facts: [draftFact()] })
    expect(readFileSync(join(folder, reserveFile), 'utf8')).toBe(before)
    clock.advance(5_000)
    await until('the note', () => issued(folder)?.written === 50)
    expect(readReserve(folder)?.phase).toEqual({ kind: 'open' })
    await journal.close()
    expect(readReserve(folder)?.phase).toEqual({ kind: 'closed' })
  })

  it('follow the journal into a new epoch', async () => {
    const folder = temporaryFolder()
    const journal = await openTestJournal({ folder })
    await journal.commit({ facts: [draftFact()] })
    const { epoch } = await journal.status()
    await journal.delivery.receipt({ epoch, upTo: 9, chain: 'f'.repeat(64) })
    await journal.commit({ facts: [draftFact()] })
    expect(issued(folder)).toMatchObject({ epoch: (await journal.status()).epoch, ordinal: 2 })
  })

  it('that cannot be written stop acceptance with a code once the block is used up, and go on by themselves', async () => {
    const folder = temporaryFolder()
    const journal = await openTestJournal({ folder })
    mkdirSync(join(folder, `${reserveFile}.new`))
    const block = () => journal.commit({ facts: Array.from({ length: 1_000 }, () => draftFact()) })
    await block()
    await expect(block()).rejects.toMatchObject({ code: 'DB-JRN-013' })
    rmdirSync(join(folder, `${reserveFile}.new`))
    await block()
    expect((await journal.status()).lastSequence).toBe(2_000)
  })
})

describe('a commit that comes too late', () => {
  it('fails with a code, and the side file goes on saying that the journal was closed', async () => {
    const folder = temporaryFolder()
    const journal = await openTestJournal({ folder })
    await journal.close()
    await expect(journal.commit({ facts: [draftFact()] })).rejects.toMatchObject({ code: 'DB-SQL-007' })
    expect(readReserve(folder)?.phase).toEqual({ kind: 'closed' })
  })
})

describe('the side file', () => {
  it('is trusted only whole: a changed one counts as missing', async () => {
    const folder = temporaryFolder()
    await (await openTestJournal({ folder })).close()
    const path = join(folder, reserveFile)
    const text = readFileSync(path, 'utf8')
    writeFileSync(path, text.replace(/"reserved":\d+/, '"reserved":77'))
    expect(readReserve(folder)).toBeUndefined()
  })
})
