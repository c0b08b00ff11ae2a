/** A connection to PostgreSQL, as far as a store uses it. A `PoolClient` of the package `pg` is one. */
export interface PostgresClient {
  query(text: string, values?: unknown[]): Promise<{ readonly rows: readonly Record<string, unknown>[] }>
  /** Gives the connection back; with an error it is thrown away. */
  release(error?: Error): void
  on(event: 'error', listener: (error: Error) => void): unknown
  removeListener(event: 'error', listener: (error: Error) => void): unknown
}

/** A pool of connections. A `Pool` of the package `pg` is one; listen to its `error` event, or an idle one that breaks ends the process. */
export interface PostgresPool<Client extends PostgresClient> {
  connect(): Promise<Client>
}

/** Runs work in a transaction. One that the server broke off for the sake of another is run again. */
export async function inTransaction<Client extends PostgresClient, R>(
  pool: PostgresPool<Client>,
  work: (client: Client) => Promise<R>,
): Promise<R> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptOnce(pool, work)
    } catch (error) {
      if (attempt === attempts || !isCollision(error)) throw error
    }
  }
}

async function attemptOnce<Client extends PostgresClient, R>(
  pool: PostgresPool<Client>,
  work: (client: Client) => Promise<R>,
): Promise<R> {
  const client = await pool.connect()
  // Whoever has borrowed a connection hears of its end; unheard, that would end the process. The next query fails anyway.
  const broken = () => undefined
  client.on('error', broken)
  try {
    await client.query('BEGIN ISOLATION LEVEL READ COMMITTED')
    const result = await work(client)
    await client.query('COMMIT')
    client.removeListener('error', broken)
    client.release()
    return result
  } catch (error) {
    await undo(client, broken)
    throw error
  }
}

const attempts = 3
/** Serialization failure, deadlock, and a key that another transaction took first. */
const collisions = ['40001', '40P01', '23505']

function isCollision(error: unknown): boolean {
  return collisions.includes(String((error as { code?: unknown } | undefined)?.code))
}

/** A connection that cannot roll back is thrown away, and keeps its listener for what it may still have to say. */
async function undo(client: PostgresClient, broken: () => void): Promise<void> {
  try {
    await client.query('ROLLBACK')
    client.removeListener('error', broken)
    client.release()
  } catch (error) {
    client.release(error as Error)
  }
}
