import type sqlite3 from 'sqlite3'
import { DeskError } from '../core/index.ts'
import { sqliteError } from './errors.ts'
import { loadSqlite } from './load.ts'

/** What SQLite stores and gives back here. */
export type SqlValue = string | number | null | Uint8Array
/** One row of a result. */
export type Row = Readonly<Record<string, SqlValue>>

/** What can run statements: a database, or one transaction of it. */
export interface Executor {
  /** Runs one statement. Statements are prepared once per text, so texts must be constants. */
  run(sql: string, ...params: readonly SqlValue[]): Promise<void>
  /** All rows of one query. */
  all(sql: string, ...params: readonly SqlValue[]): Promise<Row[]>
  /** Runs several statements without parameters. */
  exec(sql: string): Promise<void>
}

/** One connection to one file. */
export interface Database extends Executor {
  /**
   * Runs `work` in a transaction. SQLite has one transaction per connection, so everything else waits until it has
   * ended: another task's statement can neither slip into it nor be lost by its rollback.
   */
  transaction<T>(work: (transaction: Executor) => Promise<T>): Promise<T>
  /**
   * Closes the file and opens it anew under the same object, with the same settings. When that fails every statement
   * fails until a later call succeeds.
   */
  reopen(): Promise<void>
  /** Calls `listener` with each error of a statement, before its caller hears of it. Returns the way to stop it. */
  onFailure(listener: (error: DeskError) => void): () => void
  /** Finalises all statements and closes the file; what was queued before still runs. */
  close(): Promise<void>
}

/** Settings of a connection, set in order and read back, because SQLite ignores some that it cannot honour. */
export type Pragmas = Readonly<Record<string, string | number>>

/**
 * Opens or creates a database file.
 * @throws DeskError DB-SQL-002 a pragma did not hold, DB-SQL-003 in use by another process, DB-SQL-007 not openable,
 * DB-SQL-008 there is no SQLite.
 */
export async function openDatabase(path: string, pragmas: Pragmas): Promise<Database> {
  const connection = new Connection(path, pragmas)
  await connection.open()
  return connection
}

/**
 * Opens a database file to look at it: nothing of it is changed, not even its log is written back.
 * @throws DeskError DB-SQL-003 in use by another process, DB-SQL-007 not openable, DB-SQL-008 there is no SQLite.
 */
export async function openReader(path: string): Promise<Database> {
  const connection = new Connection(path, {}, 'to look')
  await connection.open()
  return connection
}

type Mode = 'to write' | 'to look'

async function connect(path: string, mode: Mode): Promise<sqlite3.Database> {
  const { Database, OPEN_CREATE, OPEN_READONLY, OPEN_READWRITE } = await loadSqlite()
  const flags = mode === 'to look' ? OPEN_READONLY : OPEN_READWRITE | OPEN_CREATE
  return await new Promise((resolve, reject) => {
    const opened = new Database(path, flags, (error) => (error ? reject(sqliteError(error, path)) : resolve(opened)))
  })
}

const closed = { code: 'SQLITE_CANTOPEN', message: 'closed' }

/** Runs statements of one connection strictly one after the other. */
class Connection implements Database {
  readonly #path: string
  readonly #pragmas: Pragmas
  readonly #mode: Mode
  readonly #statements = new Map<string, sqlite3.Statement>()
  readonly #listeners = new Set<(error: DeskError) => void>()
  #db: sqlite3.Database | undefined
  /** Closed for good. */
  #over = false
  #last: Promise<unknown> = Promise.resolve()

  constructor(path: string, pragmas: Pragmas, mode: Mode = 'to write') {
    this.#path = path
    this.#pragmas = pragmas
    this.#mode = mode
  }

  open(): Promise<void> {
    return this.#inTurn(() => this.#open())
  }

  run(sql: string, ...params: readonly SqlValue[]): Promise<void> {
    return this.#inTurn(() => this.#run(sql, params))
  }

  all(sql: string, ...params: readonly SqlValue[]): Promise<Row[]> {
    return this.#inTurn(() => this.#all(sql, params))
  }

  exec(sql: string): Promise<void> {
    return this.#inTurn(() => this.#exec(sql))
  }

  transaction<T>(work: (transaction: Executor) => Promise<T>): Promise<T> {
    const inside: Executor = {
      run: (sql, ...params) => this.#run(sql, params),
      all: (sql, ...params) => this.#all(sql, params),
      exec: (sql) => this.#exec(sql),
    }
    return this.#inTurn(async () => {
      await this.#exec('BEGIN IMMEDIATE')
      try {
        const result = await work(inside)
        await this.#exec('COMMIT')
        return result
      } catch (error) {
        // A failed COMMIT may already have rolled back by itself; then this ROLLBACK has nothing to do.
        await this.#rollBack()
        throw error
      }
    })
  }

  reopen(): Promise<void> {
    return this.#inTurn(async () => {
      if (this.#over) throw this.#failure(closed)
      await this.#close()
      await this.#open()
    })
  }

  onFailure(listener: (error: DeskError) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  close(): Promise<void> {
    return this.#inTurn(() => {
      this.#over = true
      return this.#close()
    })
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(task, task)
    this.#last = turn
    return turn
  }

  async #open(): Promise<void> {
    this.#db = await connect(this.#path, this.#mode)
    try {
      for (const [pragma, expected] of Object.entries(this.#pragmas)) await this.#setPragma(pragma, expected)
    } catch (error) {
      await this.#close()
      throw error
    }
  }

  async #setPragma(pragma: string, expected: string | number): Promise<void> {
    await this.#exec(`PRAGMA ${pragma} = ${expected}`)
    const [row] = await this.#all(`PRAGMA ${pragma}`, [])
    const found = row ? Object.values(row)[0] : undefined
    if (String(found).toLowerCase() !== String(expected).toLowerCase()) {
      throw new DeskError('DB-SQL-002', { pragma, file: this.#path, expected, found: String(found) })
    }
  }

  async #close(): Promise<void> {
    const db = this.#db
    if (!db) return
    this.#db = undefined
    for (const statement of this.#statements.values())
      await new Promise<void>((resolve) => statement.finalize(() => resolve()))
    this.#statements.clear()
    await new Promise<void>((resolve, reject) =>
      db.close((error) => (error ? reject(this.#failure(error)) : resolve())),
    )
  }

  #connected(): sqlite3.Database {
    if (this.#db) return this.#db
    throw this.#failure(closed)
  }

  #failure(error: unknown): DeskError {
    const coded = sqliteError(error, this.#path)
    for (const listener of this.#listeners) listener(coded)
    return coded
  }

  async #prepare(sql: string): Promise<sqlite3.Statement> {
    const known = this.#statements.get(sql)
    if (known) return known
    const db = this.#connected()
    return await new Promise((resolve, reject) => {
      const statement = db.prepare(sql, (error) => {
        if (error) return reject(this.#failure(error))
        this.#statements.set(sql, statement)
        resolve(statement)
      })
    })
  }

  async #run(sql: string, params: readonly SqlValue[]): Promise<void> {
    const statement = await this.#prepare(sql)
    return new Promise((resolve, reject) =>
      statement.run(params, (error: Error | null) => (error ? reject(this.#failure(error)) : resolve())),
    )
  }

  async #all(sql: string, params: readonly SqlValue[]): Promise<Row[]> {
    const statement = await this.#prepare(sql)
    return new Promise((resolve, reject) =>
      statement.all(params, (error: Error | null, rows: Row[]) =>
        error ? reject(this.#failure(error)) : resolve(rows),
      ),
    )
  }

  async #exec(sql: string): Promise<void> {
    const db = this.#connected()
    return new Promise((resolve, reject) => db.exec(sql, (error) => (error ? reject(this.#failure(error)) : resolve())))
  }

  /** Its errors are nobody's: that there is nothing to roll back is no failure of the disk. */
  #rollBack(): Promise<void> {
    return new Promise((resolve) => (this.#db ? this.#db.exec('ROLLBACK', () => resolve()) : resolve()))
  }
}
