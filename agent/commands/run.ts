import { existsSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { Command, InvalidArgumentError, Option } from 'commander'
import { type Clock, DeskError, explain, type Log, text } from '../../src/core/index.ts'
import { becomeOwnerOf } from '../as-owner.ts'
import type { CliIo } from '../cli-io.ts'
import type { Config } from '../config/config.ts'
import { loadConfig } from '../config/load.ts'
import { finishWipe, isWipePending } from '../enrol/wipe.ts'
import { lacksCentre } from '../first-run/enrol-here.ts'
import { firstRun } from '../first-run/first-run.ts'
import { lookAround } from '../first-run/look-around.ts'
import { wizardPath } from '../first-run/wizard-page.ts'
import { keepHeapSmall, tidyHeapAfterStart } from '../heap.ts'
import { endToRestart, joinLauncher, type LauncherLine } from '../launcher/line.ts'
import { jsonLog } from '../log.ts'
import { findSupervisor, type Supervisor, tellProgress } from '../progress/index.ts'
import { type DeskKeeper, keepDesk } from '../provision/keeper.ts'
import { keepRecentLog, type RecentLog } from '../recent-log.ts'
import { startDesk } from '../run-desk.ts'
import { systemClock, systemRandom } from '../system.ts'
import { useNewerTexts } from '../update/newer-texts.ts'
import { type CommonOptions, configOption, readConfig } from './options.ts'

interface RunOptions extends CommonOptions {
  readonly pagePort?: number
  readonly findAt?: string
}

/** `deskbridge run`: a desk, until it is told to stop; on a PC without a configuration first the wizard that makes one. */
export function runCommand(io: CliIo): Command {
  return new Command('run')
    .description(text('cli.run', io.language()))
    .addOption(configOption(io))
    .addOption(new Option('--page-port <port>', text('cli.run.page-port', io.language())).argParser(parsePort))
    .addOption(new Option('--find-at <address>', text('cli.run.find-at', io.language())))
    .action(async (options: RunOptions) => {
      // Where not even the folder is there nobody could put a configuration: that is a slip in its name.
      const isNew = !existsSync(options.config) && existsSync(dirname(resolve(options.config)))
      if (isNew) return await runNew(io, options)
      const config = readConfig(io, options.config)
      if (config) await runDesk(io, config, options, startProgram(io))
    })
}

/** What the program is while it runs, whatever it does. */
interface Program {
  readonly clock: Clock
  readonly launcher: LauncherLine
  readonly recent: RecentLog
  readonly log: Log
  readonly supervisor: Supervisor
  /** One line of the log. */
  write(line: string): void
}

function startProgram(io: CliIo): Program {
  keepHeapSmall()
  const launcher = joinLauncher()
  const clock = systemClock
  const recent = keepRecentLog()
  const write = (line: string) => {
    recent.take(line)
    io.err(line)
  }
  const log = jsonLog('info', write, clock.wall)
  useNewerTexts(process.env, log)
  return { clock, launcher, recent, log, write, supervisor: findSupervisor({ env: process.env, log }) }
}

/** A PC that nobody has configured waits at its page, and goes on as the desk that it is made there. */
async function runNew(io: CliIo, options: RunOptions): Promise<void> {
  const program = startProgram(io)
  const { clock, log, launcher, supervisor } = program
  const { config: file, pagePort, findAt } = options
  const stopping = new AbortController()
  void launcher.stop.then(() => stopping.abort())
  // There is no journal yet and no connection; a person is waited for, and the page answers.
  const progress = tellProgress(supervisor, async () => true, clock)
  const config = await firstRun({
    ...{ clock, random: systemRandom, log, file, libraryFolder: io.libraryFolder },
    // Of those who sit at the desk, whatever the terminal speaks; one click gives them English.
    language: 'vi',
    ...(pagePort === undefined ? {} : { port: pagePort }),
    find: () => lookAround(clock, findAt),
    served(where) {
      if ('url' in where) io.out(text('cli.run.first-run', io.language(), { file, url: where.url }))
      else io.err(explain(where.problem, io.language()))
      supervisor.ready()
    },
    signal: stopping.signal,
  }).finally(() => progress.cancel())
  if (config) return await runDesk(io, config, options, program)
  supervisor.stopping()
  io.out(text('cli.run.stopped', io.language()))
}

async function runDesk(io: CliIo, config: Config, options: RunOptions, program: Program): Promise<void> {
  const { clock, launcher, supervisor } = program
  becomeOwnerOf(config.dataFolder)
  if (isWipePending(config.dataFolder)) await finishWipe(config.dataFolder)
  const wanted = Promise.withResolvers<'restart' | 'wiped'>()
  const keeper = await keepDesk({
    clock,
    log: jsonLog(config.logLevel, program.write, clock.wall),
    config,
    load: (over) => loadConfig(options.config, io.libraryFolder, over ? { over } : {}),
    async start(fresh, provision) {
      const { findAt } = options
      const started = await startDesk(fresh, { ...program, provision, ...(findAt === undefined ? {} : { findAt }) })
      void started.wanted.then(wanted.resolve)
      return started
    },
  })
  tellReady(io, config, keeper)
  supervisor.ready()
  // While the desk changes its configuration there is none for a moment; that has limits of its own.
  const progress = tellProgress(supervisor, async () => (await keeper.desk()?.agent.moves()) ?? true, clock)
  const tidying = tidyHeapAfterStart(clock)
  const end = await Promise.race([launcher.stop, keeper.failed, wanted.promise])
  if (end === 'restart') endToRestart()
  supervisor.stopping()
  progress.cancel()
  tidying.cancel()
  await keeper.stop()
  if (end instanceof DeskError) throw end
  if (end === 'wiped') {
    await finishWipe(config.dataFolder)
    io.out(text('cli.run.wiped', io.language()))
  }
  io.out(text('cli.run.stopped', io.language()))
}

function tellReady(io: CliIo, config: Config, keeper: DeskKeeper): void {
  const { desk, counters, devices } = config
  io.out(text('cli.run.ready', io.language(), { desk, counters: counters.length, devices: devices.length }))
  const where = keeper.desk()?.page.status()
  if (where && 'url' in where) {
    io.out(text('cli.run.page', io.language(), where))
    if (lacksCentre(config)) io.out(text('cli.run.enrol', io.language(), { url: new URL(wizardPath, where.url).href }))
  } else if (where) io.err(explain(where.problem, io.language()))
}

function parsePort(value: string): number {
  const port = Number(value)
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new InvalidArgumentError('1–65535')
  return port
}
