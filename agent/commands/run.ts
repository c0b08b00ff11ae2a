import { Command } from 'commander'
import { DeskError, explain, text } from '../../src/core/index.ts'
import { becomeOwnerOf } from '../as-owner.ts'
import type { CliIo } from '../cli-io.ts'
import { loadConfig } from '../config/load.ts'
import { finishWipe, isWipePending } from '../enrol/wipe.ts'
import { keepHeapSmall, tidyHeapAfterStart } from '../heap.ts'
import { endToRestart, joinLauncher } from '../launcher/line.ts'
import { jsonLog } from '../log.ts'
import { findSupervisor, tellProgress } from '../progress/index.ts'
import { keepDesk } from '../provision/keeper.ts'
import { keepRecentLog } from '../recent-log.ts'
import { startDesk } from '../run-desk.ts'
import { systemClock } from '../system.ts'
import { useNewerTexts } from '../update/newer-texts.ts'
import { type CommonOptions, configOption, readConfig } from './options.ts'

/** `deskbridge run`: a desk, until it is told to stop. */
export function runCommand(io: CliIo): Command {
  return new Command('run')
    .description(text('cli.run', io.language()))
    .addOption(configOption(io))
    .action(async ({ config: file }: CommonOptions) => {
      const config = readConfig(io, file)
      if (!config) return
      becomeOwnerOf(config.dataFolder)
      if (isWipePending(config.dataFolder)) await finishWipe(config.dataFolder)
      keepHeapSmall()
      const launcher = joinLauncher()
      const recent = keepRecentLog()
      const write = (line: string) => {
        recent.take(line)
        io.err(line)
      }
      const clock = systemClock
      const log = jsonLog(config.logLevel, write, clock.wall)
      useNewerTexts(process.env, log)
      const wanted = Promise.withResolvers<'restart' | 'wiped'>()
      const keeper = await keepDesk({
        clock,
        log,
        config,
        load: (over) => loadConfig(file, io.libraryFolder, over ? { over } : {}),
        async start(fresh, provision) {
          const started = await startDesk(fresh, { clock, recent, write, provision, launcher })
          void started.wanted.then(wanted.resolve)
          return started
        },
      })
      const { desk, counters, devices } = config
      io.out(text('cli.run.ready', io.language(), { desk, counters: counters.length, devices: devices.length }))
      const where = keeper.desk()?.page.status()
      if (where && 'url' in where) io.out(text('cli.run.page', io.language(), where))
      else if (where) io.err(explain(where.problem, io.language()))
      const supervisor = findSupervisor({ env: process.env, log })
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
    })
}
