import type { Clock } from '../../core/index.ts'
import { DeskError, toDeskError } from '../../core/index.ts'
import { createStore } from '../store/create-store.ts'
import type { CentreStore, Effect } from '../store/store.ts'
import { systemClock } from '../system.ts'
import { inTransaction, type PostgresClient, type PostgresPool } from './client.ts'
import { migrations } from './schema.ts'
import { postgresTables } from './tables.ts'

/** What a store on PostgreSQL needs. */
export interface PostgresStoreOptions<Client extends PostgresClient> {
  /** A `Pool` of the package `pg`. It stays the caller's: closing the store leaves it open. */
  readonly pool: PostgresPool<Client>
  /** The schema of the store's own tables; `deskbridge` unless given. */
  readonly schema?: string
  /** What the centre does with each fact, with the client and in the transaction that takes it. */
  readonly effect?: Effect<Client>
  /** The machine's own unless given. */
  readonly clock?: Clock
}

/**
 * Opens the store in a schema of its own, or creates it. Any number of processes may share one.
 * @throws DeskError DB-CTR-009 the database cannot be used.
 */
export async function openPostgresStore<Client extends PostgresClient>(
  options: PostgresStoreOptions<Client>,
): Promise<CentreStore> {
  const { pool, schema = 'deskbridge', effect, clock = systemClock } = options
  if (!/^[a-z_][a-z0-9_]{0,62}$/.test(schema)) throw new DeskError('DB-CTR-010', { schema })
  try {
    await inTransaction(pool, (client) => migrate(client, schema))
  } catch (error) {
    throw toDeskError(error, 'DB-CTR-009')
  }
  return createStore<Client>({
    engine: {
      transaction: (work) => inTransaction(pool, (client) => work(postgresTables(client, schema), client)),
      close: () => Promise.resolve(),
    },
    clock,
    effect,
  })
}

/** A number of our own among PostgreSQL's advisory locks: consumers that start together migrate one after the other. */
const migrationLock = 7_351_884_213

/** Brings the schema to the newest version; a newer one than ours is left as it is. */
async function migrate(client: PostgresClient, schema: string): Promise<void> {
  await client.query('SELECT pg_advisory_xact_lock($1)', [migrationLock])
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`)
  await client.query(`CREATE TABLE IF NOT EXISTS ${schema}.migrations (number integer PRIMARY KEY)`)
  const { rows } = await client.query(`SELECT coalesce(max(number), 0) AS version FROM ${schema}.migrations`)
  const version = Number(rows[0]?.version)
  for (const [index, migration] of migrations.entries()) {
    if (index < version) continue
    await client.query(migration.replaceAll('{schema}', schema))
    await client.query(`INSERT INTO ${schema}.migrations VALUES ($1)`, [index + 1])
  }
}
