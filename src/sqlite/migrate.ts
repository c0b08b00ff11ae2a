import type { Database } from './database.ts'

/** One numbered change of a schema. Its number is its place in the list, from 1; a released one never changes. */
export type Migration = string

/** Brings a database to the newest schema; each migration is one transaction. A newer database than ours is left as it is. */
export async function migrate(database: Database, migrations: readonly Migration[]): Promise<void> {
  const [row] = await database.all('PRAGMA user_version')
  const version = Number(row?.user_version ?? 0)
  for (const [index, migration] of migrations.entries()) {
    const number = index + 1
    if (number <= version) continue
    await database.transaction(async (transaction) => {
      await transaction.exec(migration)
      await transaction.exec(`PRAGMA user_version = ${number}`)
    })
  }
}
