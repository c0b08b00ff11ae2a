import { Command } from 'commander'
import { explain, text } from '../../src/core/index.ts'
import { startAgent } from '../agent.ts'
import type { CliIo } from '../cli-io.ts'
import { serveControl } from '../control/server.ts'
import { serveDesk } from '../desk/serve-desk.ts'
import { finishWipe, isWipePending } from '../enrol/wipe.ts'
import { keepHeapSmall, tidyHeapAfterStart } from '../heap.ts'
import { jsonLog } from '../log.ts'
import { keepRecentLog } from '../recent-log.ts'
import { untilToldToStop } from '../stop-signal.ts'
import { systemClock, systemRandom } from '../system.ts'
import { type CommonOptions, configOption, readConfig } from './options.ts'

/** `deskbridge run`: a desk, until it is told to stop. */
export function runCommand(io: CliIo): Command {
  return new Command('run')
    .description(text('cli.run', io.language()))
    .addOption(configOption(io))
    .action(async ({ config: file }: CommonOptions) => {
      const config = readConfig(io, file)
      if (!config) return
      if (isWipePending(config.dataFolder)) await finishWipe(config.dataFolder)
      keepHeapSmall()
      const stop = untilToldToStop()
      const recent = keepRecentLog()
      const write = (line: string) => {
        recent.take(line)
        io.err(line)
      }
      const world = { clock: systemClock, random: systemRandom, log: jsonLog(config.logLevel, write, systemClock.wall) }
      const agent = await startAgent(config, world)
      const page = await serveDesk({ ...world, agent, config, recent })
      const control = await serveControl(agent, config.dataFolder, world.log, { page: page.status })
      const { desk, counters, devices } = config
      io.out(text('cli.run.ready', io.language(), { desk, counters: counters.length, devices: devices.length }))
      const where = page.status()
      if ('url' in where) io.out(text('cli.run.page', io.language(), where))
      else io.err(explain(where.problem, io.language()))
      const tidying = tidyHeapAfterStart(systemClock)
      const end = await Promise.race([stop.then(() => 'stopped'), agent.wiped.then(() => 'wiped')])
      tidying.cancel()
      await control.stop()
      await page.stop()
      await agent.stop()
      if (end === 'wiped') {
        await finishWipe(config.dataFolder)
        io.out(text('cli.run.wiped', io.language()))
      }
      io.out(text('cli.run.stopped', io.language()))
    })
}
