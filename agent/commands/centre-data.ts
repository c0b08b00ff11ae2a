import { resolve } from 'node:path'
import { type Command, Option } from 'commander'
import type { DeadLetter, DeskPresence, Gap, SqliteStore, Tombstone } from '../../src/centre/index.ts'
import { formatTime } from '../../src/contract/index.ts'
import { DeskError, text } from '../../src/core/index.ts'
import type { CliIo } from '../cli-io.ts'
import { type DataOptions, dataCommand, lookingCommand, parseNumber, show, withStore } from './centre-store.ts'

interface LetterOptions extends DataOptions {
  readonly retry?: number
  readonly drop?: number
}

/** Rows that are shown at most. */
const shown = 1_000

/** `deskbridge centre desks|gaps|dead-letters|backup|restore`, on the data of a centre that runs or does not. */
export const centreDataCommands: readonly ((io: CliIo) => Command)[] = [desks, gaps, deadLetters, backup, restore]

function desks(io: CliIo): Command {
  return lookingCommand(io, 'desks', 'cli.centre.desks').action((options: DataOptions) =>
    withStore(options.data, async (store) => {
      show(io, options, await store.desks(), (presence) => deskLine(io, presence), 'cli.centre.desks.none')
    }),
  )
}

function gaps(io: CliIo): Command {
  return lookingCommand(io, 'gaps', 'cli.centre.gaps').action((options: DataOptions) =>
    withStore(options.data, async (store) => {
      const missing = [...(await store.gaps()), ...(await store.tombstones(shown)).reverse()]
      show(io, options, missing, (one) => missingLine(io, one), 'cli.centre.gaps.none')
      if (missing.length > 0) io.fail(1)
    }),
  )
}

function deadLetters(io: CliIo): Command {
  const language = io.language()
  return lookingCommand(io, 'dead-letters', 'cli.centre.letters')
    .addOption(new Option('--retry <number>', text('cli.option.retry', language)).argParser(parseNumber))
    .addOption(new Option('--drop <number>', text('cli.option.drop', language)).argParser(parseNumber))
    .action((options: LetterOptions) =>
      withStore(options.data, async (store) => {
        if (options.retry !== undefined) return await retry(io, store, options.retry)
        if (options.drop !== undefined) return await drop(io, store, options.drop)
        const letters = await store.deadLetters(shown)
        show(io, options, letters, (letter) => letterLine(io, letter), 'cli.centre.letters.none')
        if (letters.length > 0) io.fail(1)
      }),
    )
}

function backup(io: CliIo): Command {
  return dataCommand(io, 'backup', 'cli.centre.backup')
    .argument('<file>')
    .action((file: string, { data }: DataOptions) =>
      withStore(data, async (store) => {
        await store.backup(resolve(file))
        io.out(text('cli.centre.backup.done', io.language(), { file: resolve(file) }))
      }),
    )
}

function restore(io: CliIo): Command {
  return dataCommand(io, 'restore', 'cli.centre.restore')
    .argument('<file>')
    .action(async (file: string, { data }: DataOptions) => {
      const { centreFile, restoreBackup } = await import('../../src/centre/index.ts')
      const folder = resolve(data)
      const kept = await restoreBackup(resolve(file), folder, centreFile)
      io.out(text('cli.centre.restore.done', io.language(), { folder, kept: kept ?? '–' }))
    })
}

async function retry(io: CliIo, store: SqliteStore, number: number): Promise<void> {
  const { outcome } = await store.retry(number)
  if (outcome === 'not-found') throw new DeskError('DB-CTR-012', { number })
  io.out(text(`cli.centre.letter.${outcome}`, io.language(), { number }))
  if (outcome === 'kept') io.fail(1)
}

async function drop(io: CliIo, store: SqliteStore, number: number): Promise<void> {
  if (!(await store.drop(number))) throw new DeskError('DB-CTR-012', { number })
  io.out(text('cli.centre.letter.dropped', io.language(), { number }))
}

function deskLine(io: CliIo, { desk, online, seen, state }: DeskPresence): string {
  const args = { desk, seen: seen === undefined ? '–' : formatTime(seen), backlog: state?.backlog ?? 0 }
  return text(online ? 'cli.centre.desk.online' : 'cli.centre.desk.offline', io.language(), args)
}

function missingLine(io: CliIo, missing: Gap | Tombstone): string {
  if ('reason' in missing) return text('cli.centre.tombstone', io.language(), { ...missing, of: missing.of ?? '–' })
  return text('cli.centre.gap', io.language(), { ...missing, since: formatTime(missing.since) })
}

/** Without the message itself, which may hold what is nobody's business. */
function letterLine(io: CliIo, { number, desk, received, times, reason }: DeadLetter): string {
  return text('cli.centre.letter', io.language(), { number, desk, times, reason, received: formatTime(received) })
}
