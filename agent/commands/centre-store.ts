import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import type { HallPlan, SqliteStore } from '../../src/centre/index.ts'
import { DeskError, explain, text } from '../../src/core/index.ts'
import type { CliIo } from '../cli-io.ts'
import { jsonOption } from './options.ts'

/** Options of all these commands. */
export interface DataOptions {
  readonly data: string
  readonly json?: boolean
}

/** A key of the text table. */
export type Title = Parameters<typeof text>[0]

/** A command on the data of a centre. */
export function dataCommand(io: CliIo, name: string, title: Title): Command {
  const language = io.language()
  return new Command(name)
    .description(text(title, language))
    .addOption(new Option('--data <folder>', text('cli.option.data', language)).default('centre-data'))
}

/** One that lists something, for people or for programs. */
export function lookingCommand(io: CliIo, name: string, title: Title): Command {
  return dataCommand(io, name, title).addOption(jsonOption(io))
}

/**
 * Works on the data of a folder, beside a centre that runs on it.
 * @throws DeskError DB-CTR-011 no centre has ever been there.
 */
export async function withStore(data: string, work: (store: SqliteStore) => Promise<void>): Promise<void> {
  // Loaded only here: a desk that runs needs no centre.
  const { centreFile, lookIntoSqliteStore } = await import('../../src/centre/index.ts')
  const folder = resolve(data)
  if (!existsSync(join(folder, centreFile))) throw new DeskError('DB-CTR-011', { folder })
  const store = await lookIntoSqliteStore({ folder })
  try {
    await work(store)
  } finally {
    await store.close()
  }
}

/** The plan of a file; `wrong` when it was said what is wrong with it. */
export async function readPlan(io: CliIo, file: string | undefined): Promise<HallPlan | undefined | 'wrong'> {
  if (file === undefined) return undefined
  const { loadPlan } = await import('./centre-plan.ts')
  const { plan, problems } = loadPlan(file)
  for (const problem of problems) io.err(explain(problem, io.language()))
  if (plan) return plan
  io.fail(1)
  return 'wrong'
}

/** Prints rows, or that there are none. */
export function show<T>(
  io: CliIo,
  { json }: DataOptions,
  rows: readonly T[],
  line: (row: T) => string,
  none: Title,
): void {
  const lines = rows.length === 0 ? [text(none, io.language())] : rows.map(line)
  for (const one of json ? [JSON.stringify(rows)] : lines) io.out(one)
}

/** A number from 1. */
export function parseNumber(value: string): number {
  const number = Number(value)
  if (!Number.isSafeInteger(number) || number < 1) throw new InvalidArgumentError('1, 2, 3, …')
  return number
}
