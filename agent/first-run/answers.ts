import { readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { stringify } from 'yaml'
import { isDeskName } from '../../src/contract/index.ts'
import { DeskError, type Log } from '../../src/core/index.ts'
import { parseDocument } from '../../src/document/index.ts'
import { replaceFile } from '../../src/durable/index.ts'

/** The file in which installers leave what was said, for the first start. */
export const answersFile = 'first-run.yaml'

const short = Type.Optional(Type.String({ minLength: 1, maxLength: 200 }))
const schema = Type.Object(
  { centre: short, desk: short, counter: short, server: short, code: short },
  { additionalProperties: false },
)

/** What was said at the installation: by a property of the MSI, a preseed of the .deb, or a person with an editor. */
export interface Answers extends Static<typeof schema> {
  readonly file: string
}

/** A code is worth something for a quarter of an hour; clocks of fresh PCs are wrong by whole time zones at times. */
const staleAfter = 24 * 3_600_000

/** Of the first of these folders that has such a file; undefined where none has a usable one. */
export function readAnswers(folders: readonly string[], now: number, log: Log): Answers | undefined {
  for (const folder of folders) {
    try {
      return read(join(folder, answersFile), now)
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException
      if (!['ENOENT', 'ENOTDIR'].includes(code)) complain('cannot be used', error, log)
    }
  }
  return undefined
}

/** It is done: nothing of it is needed any more. */
export function forgetAnswers({ file }: Answers, log: Log): void {
  try {
    rmSync(file, { force: true })
  } catch (error) {
    complain('cannot be removed', error, log)
  }
}

/** The code helps nobody; the names do. */
export function forgetCode({ file, code: _, ...names }: Answers, log: Log): void {
  try {
    replaceFile(file, stringify(names))
  } catch (error) {
    complain('cannot be changed', error, log)
  }
}

function read(file: string, now: number): Answers {
  const { value, problems } = parseDocument(readFileSync(file, 'utf8'), schema, file)
  if (!value) throw problems[0] ?? new DeskError('DB-DOC-001')
  const { code, centre, ...rest } = value
  const isFresh = now - statSync(file).mtimeMs < staleAfter
  return {
    ...rest,
    ...(centre !== undefined && isDeskName(centre) ? { centre } : {}),
    ...(code !== undefined && isFresh ? { code } : {}),
    file,
  }
}

function complain(what: string, error: unknown, log: Log): void {
  log.warn(`what was said at the installation ${what}`, { reason: (error as Error).message })
}
