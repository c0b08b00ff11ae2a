import { hash } from 'node:crypto'
import type { Executor } from '../../sqlite/index.ts'
import { readEarly, readFact, readGap, readLetter, readPresence, readStream, timeOf } from '../store/rows.ts'
import {
  type FactRow,
  type IntakeTables,
  type LetterRow,
  lettersPerDesk,
  type Range,
  type Tables,
} from '../store/tables.ts'
import { statements as sql } from './statements.ts'

type Cells = readonly (string | number | null | undefined)[]

/** The statements on SQLite. Many rows go in as one JSON text: a statement for each costs a thread hop each. */
export function sqliteTables(db: Executor): Tables {
  return {
    ...intakeTables(db),
    letter: async (number) => (await db.all(sql.letter, number)).map(readLetter)[0],
    dropLetter: (number) => db.run(sql.dropLetter, number),
    letters: async (limit) => (await db.all(sql.letters, limit)).map(readLetter),
    recent: async (limit) => (await db.all(sql.recent, limit)).map(readFact),
    tombstones: async (limit) => (await db.all(sql.tombstones, limit)).map(readFact),
    gaps: async () => (await db.all(sql.gaps)).map(readGap),
    claimReplay: async ({ desk, epoch }, now, before) =>
      (await db.all(sql.claimReplay, desk, epoch, timeOf(now), timeOf(before))).length > 0,
    savePresence(desks) {
      const rows = desks.map(({ desk, online, seen, state }) => [
        desk,
        online ? 1 : 0,
        seen === undefined ? null : timeOf(seen),
        state === undefined ? null : JSON.stringify(state),
      ])
      return db.run(sql.savePresence, JSON.stringify(rows))
    },
    desks: async () => (await db.all(sql.desks)).map(readPresence),
  }
}

function intakeTables(db: Executor): IntakeTables {
  const write = (text: string, rows: readonly Cells[]) => db.run(text, JSON.stringify(rows))
  return {
    // A transaction of SQLite has the whole database for itself.
    lock: () => Promise.resolve(),
    streams: async (desks) => (await db.all(sql.streams, JSON.stringify(desks))).map(readStream),
    saveStreams: (streams) =>
      write(
        sql.saveStreams,
        streams.map(({ desk, epoch, applied, chain }) => [desk, epoch, applied, chain]),
      ),
    early: async (ranges) => (await db.all(sql.early, JSON.stringify(ranges.map(rangeCells)))).map(readEarly),
    keepEarly: (rows) =>
      write(
        sql.keepEarly,
        rows.map((row) => [row.desk, row.epoch, row.sequence, timeOf(row.received), row.body]),
      ),
    dropEarly: (ranges) => write(sql.dropEarly, ranges.map(rangeCells)),
    effective: async (ids) => new Set((await db.all(sql.effective, JSON.stringify(ids))).map((row) => String(row.id))),
    addFacts: (rows) => write(sql.addFacts, rows.map(factCells)),
    markEffective: ({ desk, epoch, sequence }) => db.run(sql.markEffective, desk, epoch ?? null, sequence ?? null),
    addLetters: (rows) => db.run(sql.addLetters, JSON.stringify(rows.map(letterCells)), lettersPerDesk),
    savepoint: (work) => savepoint(db, work),
  }
}

async function savepoint(db: Executor, work: () => Promise<void>): Promise<void> {
  await db.exec('SAVEPOINT effect')
  try {
    await work()
  } catch (error) {
    await db.exec('ROLLBACK TO effect; RELEASE effect')
    throw error
  }
  await db.exec('RELEASE effect')
}

function rangeCells({ desk, epoch, after, upTo }: Range): Cells {
  return [desk, epoch, after, upTo]
}

function factCells({ desk, epoch, sequence, id, type, received, effective, body }: FactRow): Cells {
  return [desk, epoch, sequence, id, type, timeOf(received), effective ? 1 : 0, body]
}

function letterCells({ desk, received, kind, reason, epoch, sequence, body, times }: LetterRow): Cells {
  return [desk, timeOf(received), kind, reason, epoch, sequence, hash('sha256', body, 'hex'), body, times]
}
