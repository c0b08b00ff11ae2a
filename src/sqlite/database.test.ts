import { copyFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../test/support/folder.ts'
import { type Database, migrate, openDatabase, openReader } from './index.ts'

async function openTable(): Promise<Database> {
  const db = await openDatabase(join(temporaryFolder(), 'test.db'), { journal_mode: 'wal', synchronous: 2 })
  onTestFinished(() => db.close())
  await db.exec('CREATE TABLE t (n INTEGER PRIMARY KEY) STRICT')
  return db
}

const numbers = async (db: Database) => (await db.all('SELECT n FROM t ORDER BY n')).map((row) => row.n)

describe('a database', () => {
  it('refuses to open when a setting does not hold', async () => {
    // A database in memory has no write-ahead log; SQLite keeps quiet about it and stays as it was.
    await expect(openDatabase(':memory:', { journal_mode: 'wal' })).rejects.toMatchObject({
      code: 'DB-SQL-002',
      args: { pragma: 'journal_mode', found: 'memory' },
    })
  })

  it('keeps an independent insert that was asked for while another task rolled back', async () => {
    const db = await openTable()
    const failing = db.transaction(async (transaction) => {
      await transaction.run('INSERT INTO t VALUES (1)')
      await new Promise((resolve) => setImmediate(resolve))
      throw new Error('changed its mind')
    })
    const independent = db.run('INSERT INTO t VALUES (2)')
    await expect(failing).rejects.toThrow('changed its mind')
    await independent
    expect(await numbers(db)).toEqual([2])
  })

  it('runs transactions one after the other instead of one inside the other', async () => {
    const db = await openTable()
    const order: string[] = []
    const slow = (name: string, n: number) =>
      db.transaction(async (transaction) => {
        order.push(`${name} begins`)
        await transaction.run('INSERT INTO t VALUES (?)', n)
        order.push(`${name} ends`)
      })
    await Promise.all([slow('a', 1), slow('b', 2)])
    expect(order).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
  })

  it('goes on after a statement that failed', async () => {
    const db = await openTable()
    await db.run('INSERT INTO t VALUES (1)')
    await expect(db.run('INSERT INTO t VALUES (1)')).rejects.toMatchObject({ code: 'DB-SQL-001' })
    await db.run('INSERT INTO t VALUES (2)')
    expect(await numbers(db)).toEqual([1, 2])
  })

  it('says that a file is no database, and does not touch it', async () => {
    const folder = temporaryFolder()
    const { writeFileSync, readFileSync } = await import('node:fs')
    const file = join(folder, 'noise.db')
    writeFileSync(file, 'x'.repeat(8192))
    await expect(openDatabase(file, { journal_mode: 'wal' })).rejects.toMatchObject({ code: 'DB-SQL-006' })
    expect(readFileSync(file, 'utf8')).toBe('x'.repeat(8192))
  })

  it('leaves no write-ahead log behind when closed', async () => {
    const file = join(temporaryFolder(), 'test.db')
    const db = await openDatabase(file, { journal_mode: 'wal' })
    await db.exec('CREATE TABLE t (n)')
    await db.run('INSERT INTO t VALUES (1)')
    await db.close()
    expect(existsSync(`${file}-wal`)).toBe(false)
  })
})

describe('migrations', () => {
  it('each run once, in order', async () => {
    const db = await openTable()
    const first = 'CREATE TABLE a (n)'
    await migrate(db, [first])
    await migrate(db, [first, 'CREATE TABLE b (n); INSERT INTO b VALUES (1)'])
    await migrate(db, [first, 'CREATE TABLE b (n); INSERT INTO b VALUES (1)'])
    expect(await db.all('SELECT count(*) AS n FROM b')).toEqual([{ n: 1 }])
  })

  it('one that fails leaves nothing of itself', async () => {
    const db = await openTable()
    await expect(migrate(db, ['CREATE TABLE a (n); CREATE TABLE a (n)'])).rejects.toMatchObject({ code: 'DB-SQL-001' })
    await migrate(db, ['CREATE TABLE a (n)'])
    expect(await db.all('SELECT count(*) AS n FROM a')).toEqual([{ n: 0 }])
  })
})

describe('a file that is opened anew', () => {
  it('is the same database: settings, rows and whoever holds it', async () => {
    const db = await openTable()
    await db.run('INSERT INTO t VALUES (1)')
    await db.reopen()
    await db.run('INSERT INTO t VALUES (2)')
    expect(await numbers(db)).toEqual([1, 2])
    expect(await db.all('PRAGMA synchronous')).toEqual([{ synchronous: 2 }])
  })

  it('lets what was asked for before run before, and what is asked for after run after', async () => {
    const db = await openTable()
    const [before, , after] = [db.run('INSERT INTO t VALUES (1)'), db.reopen(), db.run('INSERT INTO t VALUES (2)')]
    await Promise.all([before, after])
    expect(await numbers(db)).toEqual([1, 2])
  })

  it('that cannot be opened fails every statement with a coded error until it can', async () => {
    const folder = temporaryFolder()
    const [home, away] = [join(folder, 'home'), join(folder, 'away')]
    mkdirSync(home)
    const db = await openDatabase(join(home, 'test.db'), { journal_mode: 'wal' })
    onTestFinished(() => db.close())
    await db.exec('CREATE TABLE t (n INTEGER PRIMARY KEY) STRICT')
    renameSync(home, away)
    await expect(db.reopen()).rejects.toMatchObject({ code: 'DB-SQL-007' })
    await expect(db.run('INSERT INTO t VALUES (1)')).rejects.toMatchObject({ code: 'DB-SQL-007' })
    renameSync(away, home)
    await db.reopen()
    await db.run('INSERT INTO t VALUES (1)')
    expect(await numbers(db)).toEqual([1])
  })
})

describe('a file that was closed', () => {
  it('stays closed, whoever wants to open it anew', async () => {
    const db = await openTable()
    await db.close()
    await expect(db.reopen()).rejects.toMatchObject({ code: 'DB-SQL-007' })
  })
})

describe('a file that is only looked at', () => {
  it('is not changed, nor its log written back', async () => {
    const file = join(temporaryFolder(), 'test.db')
    const writer = await openDatabase(file, { journal_mode: 'wal' })
    await writer.exec('CREATE TABLE t (n INTEGER PRIMARY KEY); INSERT INTO t VALUES (1)')
    const folder = temporaryFolder()
    const copy = join(folder, 'copy.db')
    for (const end of ['', '-wal']) copyFileSync(file + end, copy + end)
    await writer.close()
    const reader = await openReader(copy)
    expect(await reader.all('SELECT n FROM t')).toEqual([{ n: 1 }])
    await expect(reader.run('INSERT INTO t VALUES (2)')).rejects.toMatchObject({ code: 'DB-SQL-005' })
    const before = statSync(`${copy}-wal`).size
    await reader.close()
    expect([before > 0, statSync(`${copy}-wal`).size]).toEqual([true, before])
  })
})

describe('whoever watches for failures', () => {
  it('hears of one before its caller does, and not of a rollback that had nothing to do', async () => {
    const db = await openTable()
    const heard: string[] = []
    const stop = db.onFailure((error) => heard.push(error.code))
    await db.run('INSERT INTO t VALUES (1)')
    const failing = db.transaction((transaction) => transaction.run('INSERT INTO t VALUES (1)'))
    await expect(failing.catch((error: unknown) => Promise.reject([...heard, error]))).rejects.toMatchObject([
      'DB-SQL-001',
      { code: 'DB-SQL-001' },
    ])
    stop()
    await expect(db.run('INSERT INTO t VALUES (1)')).rejects.toThrow()
    expect(heard).toEqual(['DB-SQL-001'])
  })
})
