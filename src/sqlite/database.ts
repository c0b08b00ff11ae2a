import sqlite3 from 'sqlite3'
import { DeskError } from '../core/index.ts'
import { sqliteError } from './errors.ts'

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
  /** Finalises all statements and closes the file; what was queued before still runs. */
  close(): Promise<void>
}

/**
 * Opens or creates a database file.
 *
 * @param pragmas set in order and read back, because SQLite ignores some that it cannot honour.
 * @throws DeskError DB-SQL-002 a pragma did not hold, DB-SQL-003 in use by another process, DB-SQL-007 not openable.
 */
export async function openDatabase(
  path: string,
  pragmas: Readonly<Record<string, string | number>>,
): Promise<Database> {
  const connection = await connect(path)
  const database = new Connection(connection, path)
  try {
    for (const [pragma, expected] of Object.entries(pragmas)) await setPragma(database, path, pragma, expected)
  } catch (error) {
    await database.close()
    throw error
  }
  return database
}

function connect(path: string): Promise<sqlite3.Database> {
  return new Promise((resolve, reject) => {
    const opened = new sqlite3.Database(path, (error) => (error ? reject(sqliteError(error, path)) : resolve(opened)))
  })
}

async function setPragma(database: Database, path: string, pragma: string, expected: string | number): Promise<void> {
  await database.exec(`PRAGMA ${pragma} = ${expected}`)
  const [row] = await database.all(`PRAGMA ${pragma}`)
  const found = row ? Object.values(row)[0] : undefined
  if (String(found).toLowerCase() !== String(expected).toLowerCase()) {
    throw new DeskError('DB-SQL-002', { pragma, file: path, expected, found: String(found) })
  }
}

/** Runs statements of one connection strictly one after the other. */
class Connection implements Database {
  readonly #db: sqlite3.Database
  readonly #path: string
  readonly #statements = new Map<string, sqlite3.Statement>()
  #last: Promise<unknown> = Promise.resolve()

  constructor(db: sqlite3.Database, path: string) {
    this.#db = db
    this.#path = path
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
        await this.#exec('ROLLBACK').catch((rollbackError: unknown) => rollbackError)
        throw error
      }
    })
  }

  close(): Promise<void> {
    return this.#inTurn(async () => {
      for (const statement of this.#statements.values())
        await new Promise<void>((resolve) => statement.finalize(() => resolve()))
      this.#statements.clear()
      await new Promise<void>((resolve, reject) =>
        this.#db.close((error) => (error ? reject(sqliteError(error, this.#path)) : resolve())),
      )
    })
  }

  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(task, task)
    this.#last = turn
    return turn
  }

  #prepare(sql: string): Promise<sqlite3.Statement> {
    const known = this.#statements.get(sql)
    if (known) return Promise.resolve(known)
    return new Promise((resolve, reject) => {
      const statement = this.#db.prepare(sql, (error) => {
        if (error) return reject(sqliteError(error, this.#path))
        this.#statements.set(sql, statement)
        resolve(statement)
      })
    })
  }

  async #run(sql: string, params: readonly SqlValue[]): Promise<void> {
    const statement = await this.#prepare(sql)
    return new Promise((resolve, reject) =>
      statement.run(params, (error: Error | null) => (error ? reject(sqliteError(error, this.#path)) : resolve())),
    )
  }

  async #all(sql: string, params: readonly SqlValue[]): Promise<Row[]> {
    const statement = await this.#prepare(sql)
    return new Promise((resolve, reject) =>
      statement.all(params, (error: Error | null, rows: Row[]) =>
        error ? reject(sqliteError(error, this.#path)) : resolve(rows),
      ),
    )
  }

  #exec(sql: string): Promise<void> {
    return new Promise((resolve, reject) =>
      this.#db.exec(sql, (error) => (error ? reject(sqliteError(error, this.#path)) : resolve())),
    )
  }
}
