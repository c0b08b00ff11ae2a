import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { fakeClock, keptLog, systemRandom } from '../../test/support/faces.ts'
import { temporaryFolder } from '../../test/support/folder.ts'
import { draftFact } from '../../test/support/journals.ts'
import { until } from '../../test/support/wait.ts'
import { formatTime } from '../contract/index.ts'
import { DeskError } from '../core/index.ts'
import { type Database, migrate, openDatabase } from '../sqlite/index.ts'
import { DiskWatch } from './disk-watch.ts'
import { loadHead } from './epochs.ts'
import { keep } from './keep.ts'
import { migrations } from './schema.ts'
import { Writer } from './writer.ts'

/** How the disk under a journal is: `refuses` does nothing and says so, `denies` writes and says that it has not. */
type Health = 'well' | 'refuses' | 'denies'

/** A real database over a disk that can be made to fail. */
function onFaultyDisk(db: Database) {
  const listeners = new Set<(error: DeskError) => void>()
  const disk = { health: 'well' as Health, reopened: 0 }
  const faulty =
    <A extends unknown[], T>(work: (...args: A) => Promise<T>) =>
    async (...args: A): Promise<T> => {
      const result = disk.health === 'refuses' ? undefined : await work(...args)
      if (disk.health === 'well') return result as T
      const error = new DeskError('DB-SQL-005', { file: 'journal.db', reason: 'disk I/O error' })
      for (const listener of listeners) listener(error)
      throw error
    }
  const faultyDb: Database = {
    run: faulty(db.run.bind(db)),
    all: faulty(db.all.bind(db)),
    exec: faulty(db.exec.bind(db)),
    transaction: (work) => faulty(() => db.transaction(work))(),
    async reopen() {
      disk.reopened += 1
      await faulty(() => db.reopen())()
    },
    onFailure(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: () => db.close(),
  }
  return { disk, faultyDb }
}

async function openOnFaultyDisk() {
  const [folder, clock, log] = [temporaryFolder(), fakeClock(), keptLog()]
  const file = join(folder, 'journal.db')
  const real = await openDatabase(file, { journal_mode: 'wal', synchronous: 2 })
  await migrate(real, migrations)
  const { disk, faultyDb: db } = onFaultyDisk(real)
  const watch = new DiskWatch({ db, folder, file, clock, log })
  const names = { centre: 'vinh-long', desk: 'quay-05', folder }
  const head = await loadHead(db, formatTime(clock.wall()), systemRandom)
  const writer = new Writer({
    db,
    names,
    clock,
    disk: watch,
    head,
    leftOut: 0,
    marks: false,
    reserve: () => undefined,
    committed() {},
  })
  let reloads = 0
  const reload = async () => {
    reloads += 1
  }
  const keeping = await keep({ db, writer, disk: watch, reload }, { clock, random: systemRandom, log })
  onTestFinished(async () => {
    disk.health = 'well'
    keeping.stop()
    await db.close()
  })
  const ids = async () => (await real.all('SELECT id FROM facts ORDER BY position')).map((row) => row.id)
  const heals = () =>
    until('it heals', async () => {
      clock.advance(1_000)
      // The clock must not run away from a slow disk: what is looked at every few seconds would stand in line before the cure.
      await real.all('SELECT 1')
      return watch.level === 'room'
    })
  const codes = () => log.lines.map(({ fields }) => fields.code)
  return { clock, disk, real, watch, writer, keeping, ids, heals, codes, reloads: () => reloads }
}

const press = () => ({ facts: [draftFact()] })

describe('a journal whose disk gives errors', () => {
  it('accepts nothing from that moment, says why, and accepts again by itself when the disk is well', async () => {
    const { disk, watch, writer, ids, heals, codes } = await openOnFaultyDisk()
    await writer.commit(press())
    disk.health = 'refuses'
    await expect(writer.commit(press())).rejects.toMatchObject({ code: 'DB-SQL-005' })
    disk.health = 'well'
    // The disk is well, but nobody knows yet.
    await expect(writer.commit(press())).rejects.toMatchObject({ code: 'DB-JRN-023' })
    await expect(writer.commit({ results: [{ id: 'x', state: 'done' }] })).rejects.toMatchObject({ code: 'DB-JRN-023' })
    expect(watch.level).toBe('failing')
    await heals()
    expect(await writer.commit(press())).toEqual([2])
    expect(await ids()).toHaveLength(2)
    expect(codes()).toContain('DB-JRN-023')
  })

  it('is tried after 1, 2, 4 … and at last every 30 seconds', async () => {
    const { clock, disk, writer, watch } = await openOnFaultyDisk()
    disk.health = 'refuses'
    await expect(writer.commit(press())).rejects.toThrow()
    const tries: number[] = []
    let before = disk.reopened
    const begun = clock.mono()
    // Only from the fifth try on is the file opened anew whatever the old connection says.
    await until('it was tried often', async () => {
      clock.advance(500)
      await new Promise((resolve) => setImmediate(resolve))
      if (disk.reopened > before) tries.push(Math.round((clock.mono() - begun) / 1000))
      before = disk.reopened
      return tries.length === 3
    })
    expect(tries).toEqual([31, 61, 91])
    expect(watch.level).toBe('failing')
  })

  it('has nothing of a commit that failed, neither its facts nor its state', async () => {
    const { disk, real, writer, ids, heals } = await openOnFaultyDisk()
    await writer.commit(press())
    disk.health = 'refuses'
    await expect(writer.commit({ ...press(), state: { key: 'k', value: 1 } })).rejects.toThrow()
    disk.health = 'well'
    await heals()
    expect(writer.head.sequence).toBe(1)
    expect(await ids()).toHaveLength(1)
    expect(await real.all(`SELECT value FROM state WHERE key = 'k'`)).toEqual([])
  })

  it('keeps a commit that turns out to be there after all, and has its readers read again', async () => {
    const { disk, writer, ids, heals, codes, reloads, keeping } = await openOnFaultyDisk()
    await writer.commit({ ...press(), state: { key: 'k', value: 1 } })
    let told = 0
    keeping.onReread(() => told++)
    disk.health = 'denies'
    await expect(writer.commit({ ...press(), state: { key: 'k', value: 2 } })).rejects.toThrow()
    expect(writer.stateText('k')).toBe('1')
    disk.health = 'well'
    await heals()
    expect([writer.head.sequence, writer.stateText('k'), told, reloads()]).toEqual([2, undefined, 1, 1])
    expect(await writer.commit(press())).toEqual([3])
    expect(await ids()).toHaveLength(3)
    expect(codes()).toContain('DB-JRN-024')
  })

  it('begins a new epoch when the disk has lost what it confirmed', async () => {
    const { disk, real, writer, heals, codes } = await openOnFaultyDisk()
    await writer.commit({ facts: [draftFact(), draftFact(), draftFact()] })
    const { epoch } = writer.head
    disk.health = 'refuses'
    await expect(writer.commit(press())).rejects.toThrow()
    disk.health = 'well'
    await real.run('DELETE FROM facts WHERE position = (SELECT max(position) FROM facts)')
    await heals()
    expect(writer.head).toMatchObject({ ordinal: 2, sequence: 2 })
    expect(writer.head.epoch).not.toBe(epoch)
    expect(codes()).toContain('DB-JRN-025')
  })

  it('that fails again soon goes on with the pause at which it was', async () => {
    const { clock, disk, writer, watch, heals } = await openOnFaultyDisk()
    const fail = async () => {
      disk.health = 'refuses'
      await expect(writer.commit(press())).rejects.toThrow()
      disk.health = 'well'
    }
    await fail()
    await heals()
    await fail()
    clock.advance(1_900)
    await writer.commit(press()).catch(() => undefined)
    expect(watch.level).toBe('failing')
    await heals()
  })
})
