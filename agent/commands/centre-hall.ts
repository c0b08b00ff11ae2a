import { type Command, Option } from 'commander'
import type { Cell, Conflict, DayReport, ReportRow } from '../../src/centre/index.ts'
import { formatTime } from '../../src/contract/index.ts'
import { DeskError, nearest, text } from '../../src/core/index.ts'
import type { CliIo } from '../cli-io.ts'
import { systemClock } from '../system.ts'
import {
  type DataOptions,
  dataCommand,
  lookingCommand,
  parseNumber,
  readPlan,
  show,
  withStore,
} from './centre-store.ts'
import { readSecret } from './secret.ts'

interface ReportOptions extends DataOptions {
  readonly day?: string
  readonly csv?: boolean
}

interface ConflictOptions extends DataOptions {
  readonly settle?: number
  readonly words?: string
}

interface PinOptions extends DataOptions {
  readonly plan?: string
}

/** `deskbridge centre report|conflicts|pin`: the hall of a reference centre that runs or does not. */
export const centreHallCommands: readonly ((io: CliIo) => Command)[] = [report, conflicts, pin]

/** A PIN is typed on any keypad, so it is digits. */
const pinDigits = { least: 4, most: 12 }

function report(io: CliIo): Command {
  const language = io.language()
  return lookingCommand(io, 'report', 'cli.centre.report')
    .addOption(new Option('--day <day>', text('cli.option.day', language)))
    .addOption(new Option('--csv', text('cli.option.csv', language)).conflicts('json'))
    .action(({ data, day, json, csv }: ReportOptions) =>
      withStore(data, async (store) => {
        const { csvLines, dayOf, dayReport, figuresOf } = await import('../../src/centre/index.ts')
        const found = await dayReport(store.database, day ?? dayOf(systemClock.wall()))
        const lines = json
          ? [JSON.stringify(found)]
          : csv
            ? csvLines(tableOf(found, figuresOf), ',')
            : reportLines(io, found)
        for (const line of lines) io.out(line)
      }),
    )
}

function conflicts(io: CliIo): Command {
  const language = io.language()
  return lookingCommand(io, 'conflicts', 'cli.centre.conflicts')
    .addOption(new Option('--settle <number>', text('cli.option.settle', language)).argParser(parseNumber))
    .addOption(new Option('--words <words>', text('cli.option.words', language)).default('–'))
    .action(({ settle, words = '–', ...options }: ConflictOptions) =>
      withStore(options.data, async ({ database }) => {
        const { listConflicts, settleConflict } = await import('../../src/centre/index.ts')
        if (settle !== undefined) await settleConflict(database, settle, words, systemClock.wall())
        const found = await listConflicts(database)
        show(io, options, found, (one) => conflictLine(io, one), 'cli.centre.conflicts.none')
        if (found.some(({ settled }) => settled === null)) io.fail(1)
      }),
    )
}

function pin(io: CliIo): Command {
  return dataCommand(io, 'pin', 'cli.centre.pin')
    .addOption(new Option('--plan <file>', text('cli.option.plan', io.language())))
    .argument('<officer>')
    .action(async (officer: string, { data, plan: file }: PinOptions) => {
      const plan = await readPlan(io, file)
      if (plan === 'wrong') return
      const names = plan?.officers.map((one) => one.officer) ?? [officer]
      if (!names.includes(officer)) {
        throw new DeskError('DB-HAL-008', { name: officer, nearest: nearest(officer, names) ?? '–' })
      }
      await withStore(data, async ({ database }) => {
        const { setPin } = await import('../../src/centre/index.ts')
        await setPin(database, officer, await newPin(io))
        io.out(text('cli.centre.pin.done', io.language(), { officer }))
      })
    })
}

async function newPin(io: CliIo): Promise<string> {
  const secret = readSecret(process.stdin)
  try {
    const first = await secret.ask(text('cli.centre.pin.ask', io.language(), pinDigits), io.err)
    const isPin = /^\d+$/.test(first) && first.length >= pinDigits.least && first.length <= pinDigits.most
    if (!isPin) throw new DeskError('DB-HAL-009', pinDigits)
    // Nobody sees what is typed; what a program writes needs no second look.
    const again = process.stdin.isTTY ? await secret.ask(text('cli.centre.pin.again', io.language()), io.err) : first
    if (again !== first) throw new DeskError('DB-HAL-010')
    return first
  } finally {
    secret.close()
  }
}

function conflictLine(io: CliIo, { id, ticket, places: [first, second], at, settled }: Conflict): string {
  const language = io.language()
  const [firstAt, secondAt] = [formatTime(at[0]), formatTime(at[1])]
  const conflict = text('cli.centre.conflict', language, { id, ticket, first, second, firstAt, secondAt })
  return settled ? text('cli.centre.conflict.settled', language, { conflict, words: settled.words }) : conflict
}

const parts = ['officers', 'counters', 'fields'] as const

function reportLines(io: CliIo, found: DayReport): string[] {
  const language = io.language()
  const { day, provisional, late, unattributed } = found
  const rows = parts.flatMap((part) => [
    text(`cli.centre.report.${part}`, language),
    ...found[part].map((row) => `  ${rowLine(io, row)}`),
  ])
  const outages = found.outages.map(({ desk, from, to }) =>
    text('cli.centre.report.outage', language, {
      desk,
      from: formatTime(from),
      to: to === null ? '…' : formatTime(to),
    }),
  )
  return [text('cli.centre.report.head', language, { day, provisional, late, unattributed }), ...rows, ...outages]
}

function rowLine(io: CliIo, row: ReportRow): string {
  const { name, served, skipped, notRated } = row
  return text('cli.centre.report.row', io.language(), {
    ...{ name, served, skipped, notRated },
    waiting: row.waitingMedian ?? '–',
    waitingP90: row.waitingP90 ?? '–',
    serving: row.servingMedian ?? '–',
    servingP90: row.servingP90 ?? '–',
    ratings: row.ratings.join('/') || '–',
    points: row.points === null ? '–' : row.points.toFixed(1),
  })
}

/** One table for programs: the kind of each row in front, names as in the JSON. */
function tableOf(found: DayReport, figuresOf: (row: ReportRow) => readonly Cell[]): readonly (readonly Cell[])[] {
  const levels = found.officers[0]?.ratings ?? found.counters[0]?.ratings ?? []
  const head = [
    ...['kind', 'name', 'served', 'skipped', 'waitingMedian', 'waitingP90', 'servingMedian', 'servingP90'],
    ...[...levels.map((_, index) => `level${index + 1}`), 'notRated', 'points'],
  ]
  return [head, ...parts.flatMap((kind) => found[kind].map((row) => [kind, row.name, ...figuresOf(row)]))]
}
