import { readFileSync } from 'node:fs'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { replaceFile } from '../../durable/index.ts'

const text = Type.String({ minLength: 1, maxLength: 400 })
const time = Type.Integer({ minimum: 0 })

const sessionSchema = Type.Object({
  id: text,
  /** SHA-256 of the session's secret; the secret itself is with the page only. */
  hash: text,
  origin: text,
  user: text,
  made: time,
})
const attemptsSchema = Type.Object({
  origin: text,
  user: text,
  /** Wrong codes since the last lock. */
  failures: time,
  /** How often it was locked. */
  locks: time,
  /** Wall time until which no code is looked at; 0 where it is not locked. */
  until: time,
  /** Whether somebody at the desk said that it was not they who asked. */
  refused: Type.Optional(Type.Boolean()),
})
const contentSchema = Type.Object({
  sessions: Type.Array(sessionSchema, { maxItems: 64 }),
  attempts: Type.Array(attemptsSchema, { maxItems: 256 }),
})
const check = Compile(contentSchema)

/** One pairing of a page with this desk. */
export type KeptSession = Static<typeof sessionSchema>
/** How often the wrong code came from somewhere. */
export type KeptAttempts = Static<typeof attemptsSchema>
/** What must outlive a restart. */
export type KeptAccess = Static<typeof contentSchema>

/** Reads what was kept. A file that cannot be read is begun anew: then pages pair again. */
export function readKept(file: string): KeptAccess {
  try {
    const written: unknown = JSON.parse(readFileSync(file, 'utf8'))
    if (check.Check(written)) return written
  } catch {
    // Not there yet, or not readable.
  }
  return { sessions: [], attempts: [] }
}

/** Keeps it: the old file or the new one is there after a power cut, never a part of one. */
export function writeKept(file: string, content: KeptAccess): void {
  replaceFile(file, JSON.stringify(content, null, 2))
}
