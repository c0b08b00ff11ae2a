import { Command } from 'commander'
import { text } from '../../src/core/index.ts'
import { startAgent } from '../agent.ts'
import type { CliIo } from '../cli-io.ts'
import { serveControl } from '../control/server.ts'
import { keepHeapSmall, tidyHeapAfterStart } from '../heap.ts'
import { jsonLog } from '../log.ts'
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
      keepHeapSmall()
      const stop = untilToldToStop()
      const log = jsonLog(config.logLevel, io.err, systemClock.wall)
      const agent = await startAgent(config, { clock: systemClock, random: systemRandom, log })
      const control = await serveControl(agent, config.dataFolder, log)
      const { desk, counters, devices } = config
      io.out(text('cli.run.ready', io.language(), { desk, counters: counters.length, devices: devices.length }))
      const tidying = tidyHeapAfterStart(systemClock)
      await stop
      tidying.cancel()
      await control.stop()
      await agent.stop()
      io.out(text('cli.run.stopped', io.language()))
    })
}
