import { type Chain, chainStart, type Fact, followsChain, unknownChain } from '../contract/index.ts'
import { type Clock, DeskError } from '../core/index.ts'
import { type Database, migrate, openDatabase } from '../sqlite/index.ts'
import { journalFile } from './files.ts'
import { outstanding } from './outstanding.ts'
import { ordinalOf, type Position, positionOf, sequenceOf } from './position.ts'
import type { Issued } from './reserve-file.ts'
import { migrations } from './schema.ts'

/**
 * Above this size the structure of the file is no longer checked as a whole at every start: a disk that reads 100 MB a
 * second would need more than ten seconds for it. What is still to be delivered is checked in any case.
 */
const largestChecked = 1024 ** 3

/**
 * So long facts that wait for the centre are checked at a start, oldest first, which is enough for a hundred thousand and
 * more. Of the few desks that were cut off for longer, the centre refuses what does not follow.
 */
const longestCheck = 3_000

/**
 * Checks that SQLite finds the file in order, before anything is written to it.
 * @throws DeskError DB-SQL-006 it does not.
 */
export async function checkStructure(db: Database): Promise<void> {
  const [size] = await db.all('SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size')
  if (Number(size?.bytes) > largestChecked) return
  const [found] = await db.all('PRAGMA quick_check(1)')
  if (found?.quick_check !== 'ok') throw damaged(String(found?.quick_check))
}

/**
 * Checks what SQLite does not know of: that tables and triggers are ours, that small rows can be read, that the file has
 * come as far as the side file says, and that facts which are still to go out are what was accepted.
 * @throws DeskError DB-SQL-006 something is not as it was written.
 */
export async function checkContent(db: Database, issued: Issued | undefined, clock: Clock): Promise<void> {
  await checkSchema(db)
  await checkSmallTables(db)
  await checkEpochs(db)
  if (issued) await checkProgress(db, issued)
  await checkOutstanding(db, clock)
}

/** A changed letter in a trigger would send every later row astray. */
async function checkSchema(db: Database): Promise<void> {
  const [version] = await db.all('PRAGMA user_version')
  if (Number(version?.user_version) > migrations.length) return
  const fresh = await openDatabase(':memory:', {})
  try {
    await migrate(fresh, migrations)
    const wanted = await schemaOf(fresh)
    if ((await schemaOf(db)) !== wanted) throw damaged('its tables are not those of a journal')
  } finally {
    await fresh.close()
  }
}

async function schemaOf(db: Database): Promise<string> {
  return JSON.stringify(await db.all('SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name'))
}

async function checkSmallTables(db: Database): Promise<void> {
  const [found] = await db.all(`
    SELECT (SELECT count(*) FROM state WHERE NOT json_valid(value)) +
      (SELECT count(*) FROM inbox WHERE NOT json_valid(body) OR NOT json_valid(coalesce(result, '0'))) +
      (SELECT count(*) FROM results WHERE NOT json_valid(body)) +
      (SELECT count(*) FROM epochs WHERE epoch NOT GLOB '[0-9a-z][0-9a-z][0-9a-z][0-9a-z][0-9a-z][0-9a-z]') AS broken`)
  if (found?.broken !== 0) throw damaged('a row cannot be read')
}

/** Facts of an epoch that the table does not know would never go out. */
async function checkEpochs(db: Database): Promise<void> {
  const epochs = await db.all('SELECT ordinal FROM epochs ORDER BY ordinal')
  const ordinals = epochs.map((row) => Number(row.ordinal))
  for (const [index, before] of [0, ...ordinals].entries()) {
    const next = ordinals[index]
    const [stray] = await db.all(
      'SELECT 1 FROM facts WHERE position >= ? AND position < ? LIMIT 1',
      positionOf(before + 1, 0),
      next === undefined ? Number.MAX_SAFE_INTEGER : positionOf(next, 0),
    )
    if (stray) throw damaged('there are facts of an epoch that it does not know')
  }
}

async function checkProgress(db: Database, issued: Issued): Promise<void> {
  const [newest] = await db.all('SELECT ordinal, epoch, receipted FROM epochs ORDER BY ordinal DESC LIMIT 1')
  const ordinal = Number(newest?.ordinal ?? 0)
  if (ordinal < issued.ordinal) throw damaged('it is older than its side file')
  if (ordinal > issued.ordinal) return
  if (newest?.epoch !== issued.epoch) throw damaged('it is not the file of its side file')
  const [last] = await db.all('SELECT max(position) AS position FROM facts WHERE position >= ?', positionOf(ordinal, 0))
  const head = last?.position == null ? 0 : sequenceOf(Number(last.position) as Position)
  if (head < issued.written) throw damaged(`facts ${head + 1} to ${issued.written} are missing`)
  if (Number(newest.receipted) > head) throw damaged('facts that the centre confirmed are missing')
}

async function checkOutstanding(db: Database, clock: Clock): Promise<void> {
  const end = clock.mono() + longestCheck
  for (const { epoch, after, goneUpTo, upTo } of await outstanding(db)) {
    const start = Math.max(after, goneUpTo) as Position
    let before = { position: start, chain: await chainAt(db, start) }
    while (clock.mono() < end) {
      const rows = await db.all(
        'SELECT position, id, chain, body FROM facts WHERE position > ? AND position <= ? ORDER BY position LIMIT 500',
        before.position,
        upTo,
      )
      for (const row of rows) before = follow(before, epoch, row)
      if (rows.length < 500) break
    }
  }
}

interface Place {
  readonly position: Position
  readonly chain: Chain
}

function follow(before: Place, epoch: string, row: Readonly<Record<string, unknown>>): Place {
  const position = Number(row.position) as Position
  const fact = parse(String(row.body))
  const isItself =
    fact?.id === row.id &&
    fact?.chain === row.chain &&
    fact?.epoch === epoch &&
    Number(fact.sequence) === sequenceOf(position)
  if (position !== before.position + 1 || !isItself || !followsChain(fact, before.chain))
    throw damaged(`fact ${sequenceOf(position)} is not what was accepted`)
  return { position, chain: fact.chain }
}

/** The chain value at a place; unknown where its row is gone. */
async function chainAt(db: Database, position: Position): Promise<Chain> {
  if (sequenceOf(position) === 0) return chainStart
  const [row] = await db.all('SELECT chain FROM facts WHERE position = ?', position)
  if (row) return String(row.chain)
  const [epoch] = await db.all(
    'SELECT pruned_chain FROM epochs WHERE ordinal = ? AND pruned = ?',
    ordinalOf(position),
    sequenceOf(position),
  )
  return epoch ? String(epoch.pruned_chain) : unknownChain
}

function parse(body: string): Fact | undefined {
  try {
    return JSON.parse(body) as Fact
  } catch {
    return undefined
  }
}

function damaged(reason: string): DeskError {
  return new DeskError('DB-SQL-006', { file: journalFile, reason })
}
