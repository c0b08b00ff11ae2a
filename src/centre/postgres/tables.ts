import { hash } from 'node:crypto'
import { type Row, readEarly, readFact, readGap, readLetter, readPresence, readStream, timeOf } from '../store/rows.ts'
import { type IntakeTables, type LetterRow, lettersPerDesk, type Range, type Tables } from '../store/tables.ts'
import type { PostgresClient } from './client.ts'
import { type Statements, statements } from './statements.ts'

/** The statements on PostgreSQL. Many rows go in as one array for each column. */
export function postgresTables(client: PostgresClient, schema: string): Tables {
  const sql = statements(schema)
  const { all, run } = queries(client)
  return {
    ...intakeTables(client, sql),
    letter: async (number) => (await all(sql.letter, number)).map(readLetter)[0],
    dropLetter: (number) => run(sql.dropLetter, number),
    letters: async (limit) => (await all(sql.letters, limit)).map(readLetter),
    recent: async (limit) => (await all(sql.recent, limit)).map(readFact),
    tombstones: async (limit) => (await all(sql.tombstones, limit)).map(readFact),
    gaps: async () => (await all(sql.gaps)).map(readGap),
    claimReplay: async ({ desk, epoch }, now, before) =>
      (await all(sql.claimReplay, desk, epoch, timeOf(now), timeOf(before))).length > 0,
    savePresence(desks) {
      const rows = desks.map(({ desk, online, seen, state }) => ({
        desk,
        online,
        seen: seen === undefined ? null : timeOf(seen),
        state: state === undefined ? null : JSON.stringify(state),
      }))
      return run(sql.savePresence, ...columns(rows, ['desk', 'online', 'seen', 'state']))
    },
    desks: async () => (await all(sql.desks)).map(readPresence),
  }
}

function intakeTables(client: PostgresClient, sql: Statements): IntakeTables {
  const { all, run } = queries(client)
  const factNames = ['desk', 'epoch', 'sequence', 'id', 'type', 'received', 'effective', 'body'] as const
  const letterNames = ['desk', 'received', 'kind', 'reason', 'epoch', 'sequence', 'hash', 'body', 'times'] as const
  return {
    async lock(desks) {
      await run(sql.addDesks, desks)
      await run(sql.lockDesks, desks)
    },
    streams: async (desks) => (await all(sql.streams, desks)).map(readStream),
    saveStreams: (streams) => run(sql.saveStreams, ...columns(streams, ['desk', 'epoch', 'applied', 'chain'])),
    early: async (ranges) => (await all(sql.early, ...rangeColumns(ranges))).map(readEarly),
    keepEarly: (rows) =>
      run(sql.keepEarly, ...columns(rows.map(dated), ['desk', 'epoch', 'sequence', 'received', 'body'])),
    dropEarly: (ranges) => run(sql.dropEarly, ...rangeColumns(ranges)),
    effective: async (ids) => new Set((await all(sql.effective, ids)).map((row) => String(row.id))),
    addFacts: (rows) => run(sql.addFacts, ...columns(rows.map(dated), factNames)),
    markEffective: ({ desk, epoch, sequence }) => run(sql.markEffective, desk, epoch, sequence),
    addLetters: (rows) => run(sql.addLetters, ...columns(rows.map(storable), letterNames), lettersPerDesk),
    savepoint: (work) => savepoint(client, work),
  }
}

function queries(client: PostgresClient) {
  return {
    all: async (text: string, ...values: unknown[]): Promise<readonly Row[]> => (await client.query(text, values)).rows,
    run: async (text: string, ...values: unknown[]): Promise<void> => void (await client.query(text, values)),
  }
}

async function savepoint(client: PostgresClient, work: () => Promise<void>): Promise<void> {
  await client.query('SAVEPOINT effect')
  try {
    await work()
  } catch (error) {
    await client.query('ROLLBACK TO effect')
    await client.query('RELEASE effect')
    throw error
  }
  await client.query('RELEASE effect')
}

/** The server's text type has no zero character. */
function storable(letter: LetterRow) {
  const plain = (text: string) => text.replaceAll('\0', '\ufffd')
  const { reason, body } = letter
  return { ...dated(letter), reason: plain(reason), body: plain(body), hash: hash('sha256', body, 'hex') }
}

function dated<R extends { readonly received: number }>(row: R) {
  return { ...row, received: timeOf(row.received) }
}

/** The values of some columns, each as one array. */
function columns<R>(rows: readonly R[], names: readonly (keyof R)[]): unknown[][] {
  return names.map((name) => rows.map((row) => row[name] ?? null))
}

function rangeColumns(ranges: readonly Range[]): unknown[][] {
  return columns(ranges, ['desk', 'epoch', 'after', 'upTo'])
}
