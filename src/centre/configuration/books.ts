import { formatTime, type Provisioning } from '../../contract/index.ts'
import { DeskError } from '../../core/index.ts'
import { type ConfigurationSigner, sealProvisioning } from '../../provision/index.ts'
import type { Database, Executor, Row } from '../../sqlite/index.ts'

/** How far one desk has come with what was pushed to it. */
export type PushedState = 'waiting' | 'sent' | 'applied' | 'refused' | 'held'

/** What was pushed to one desk last. */
export interface PushedDesk {
  /** `{centre}/{desk}`. */
  readonly desk: string
  readonly revision: number
  readonly state: PushedState
  /** Why the desk refused it: a code, and what it is about. */
  readonly error: string | null
}

/** One push to many desks. */
export interface Push {
  readonly revision: number
  readonly state: 'going' | 'stopped' | 'done' | 'file'
  readonly first: number
  readonly desks: readonly PushedDesk[]
}

/** What is to be pushed. */
export interface PushOrder {
  /** `{centre}/{desk}` and the text of its configuration, in the order in which they go. */
  readonly desks: readonly { readonly desk: string; readonly content: string }[]
  /** How many go before the others; 0 for all at once. */
  readonly first: number
  readonly signer: ConfigurationSigner
  /** Wall milliseconds. */
  readonly now: number
  /** The highest revision that a desk has told of: after a restore the books may know less. */
  readonly told: number
  /** `file`: it is carried to the desks by hand, nobody sends it. */
  readonly way: 'send' | 'file'
}

/**
 * Signs configurations and puts them into the books of the centre, from which the running centre sends them. What earlier
 * pushes have for the same desks and is not in force is held.
 * @throws DeskError DB-PRV-027 no desk is named.
 */
export async function recordPush(database: Database, order: PushOrder): Promise<readonly Provisioning[]> {
  if (order.desks.length === 0) throw new DeskError('DB-PRV-027')
  return await database.transaction(async (books) => {
    const [last] = await books.all('SELECT max(revision) AS revision FROM provision_pushes')
    const revision = Math.max(Number(last?.revision ?? 0), order.told) + 1
    const { now, first, way } = order
    const state = way === 'send' ? 'going' : 'file'
    await books.run('INSERT INTO provision_pushes VALUES (?, ?, ?, ?)', revision, now, state, first)
    const messages: Provisioning[] = []
    for (const [place, { desk, content }] of order.desks.entries()) {
      const message = sealProvisioning({ revision, desk, madeAt: formatTime(now), content }, order.signer)
      messages.push(message)
      await replaceOlder(books, desk)
      await books.run(
        'INSERT INTO provision_desks VALUES (?, ?, ?, ?, NULL, ?)',
        ...[revision, desk, place, way === 'send' ? 'waiting' : 'sent', JSON.stringify(message)],
      )
    }
    return messages
  })
}

/** The pushes that are under way, oldest first. */
export async function openPushes(books: Executor): Promise<readonly Push[]> {
  const rows = await books.all("SELECT * FROM provision_pushes WHERE state = 'going' ORDER BY revision")
  return await Promise.all(rows.map((row) => pushOf(books, row)))
}

/** The newest pushes, newest first. */
export async function recentPushes(books: Executor, limit: number): Promise<readonly Push[]> {
  const rows = await books.all('SELECT * FROM provision_pushes ORDER BY revision DESC LIMIT ?', limit)
  return await Promise.all(rows.map((row) => pushOf(books, row)))
}

/** What was pushed to each desk last. */
export async function pushedDesks(books: Executor): Promise<readonly PushedDesk[]> {
  const rows = await books.all(
    `SELECT desk, max(revision) AS revision, state, error FROM provision_desks GROUP BY desk ORDER BY desk`,
  )
  return rows.map(deskOf)
}

/** What each desk has in force of what was pushed, or will have if nothing goes wrong. */
export async function contentsOnTheirWay(books: Executor): Promise<ReadonlyMap<string, string>> {
  const rows = await books.all(
    `SELECT desk, body FROM provision_desks WHERE (desk, revision) IN
       (SELECT desk, max(revision) FROM provision_desks WHERE state IN ('waiting', 'sent', 'applied') GROUP BY desk)`,
  )
  return new Map(rows.map(({ desk, body }) => [String(desk), (JSON.parse(String(body)) as Provisioning).content]))
}

/** The message of a desk as it was signed. */
export async function messageOf(books: Executor, { revision, desk }: PushedDesk): Promise<Provisioning | undefined> {
  const [row] = await books.all('SELECT body FROM provision_desks WHERE revision = ? AND desk = ?', revision, desk)
  return row && (JSON.parse(String(row.body)) as Provisioning)
}

/** Writes down how far a desk has come. */
export async function noteDesk(books: Executor, { revision, desk, state, error }: PushedDesk): Promise<void> {
  await books.run(
    'UPDATE provision_desks SET state = ?, error = ? WHERE revision = ? AND desk = ?',
    ...[state, error, revision, desk],
  )
}

/** Writes down what became of a push. Desks to which nothing was sent keep what they have. */
export async function notePush(books: Executor, revision: number, state: Push['state']): Promise<void> {
  await books.run('UPDATE provision_pushes SET state = ? WHERE revision = ?', state, revision)
  if (state === 'stopped')
    await books.run("UPDATE provision_desks SET state = 'held' WHERE revision = ? AND state = 'waiting'", revision)
}

async function replaceOlder(books: Executor, desk: string): Promise<void> {
  await books.run("UPDATE provision_desks SET state = 'held' WHERE desk = ? AND state IN ('waiting', 'sent')", desk)
}

async function pushOf(books: Executor, row: Row): Promise<Push> {
  const revision = Number(row.revision)
  const desks = await books.all(
    'SELECT desk, revision, state, error FROM provision_desks WHERE revision = ? ORDER BY place',
    revision,
  )
  return {
    revision,
    state: String(row.state) as Push['state'],
    first: Number(row.first),
    desks: desks.map(deskOf),
  }
}

function deskOf({ desk, revision, state, error }: Row): PushedDesk {
  return {
    desk: String(desk),
    revision: Number(revision),
    state: String(state) as PushedState,
    error: error === null || error === undefined ? null : String(error),
  }
}
