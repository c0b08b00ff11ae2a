import { Command } from 'commander'
import { isErrorCode, text } from '../../src/core/index.ts'
import type { CliIo } from '../cli-io.ts'
import { controlClient } from '../control/client.ts'
import { type CommonOptions, configOption, jsonOption, readConfig } from './options.ts'

/** `deskbridge devices`: how the devices of the running desk are. Exit code 1 when one is not ready. */
export function devicesCommand(io: CliIo): Command {
  return new Command('devices')
    .description(text('cli.devices', io.language()))
    .addOption(configOption(io))
    .addOption(jsonOption(io))
    .action(async ({ config: file, json }: CommonOptions) => {
      const config = readConfig(io, file)
      if (!config) return
      const { devices } = await controlClient(config.dataFolder).status()
      if (json) io.out(JSON.stringify(devices))
      else if (devices.length === 0) io.out(text('cli.devices.none', io.language()))
      else
        for (const { name, profile, role, counter, state, reason } of devices) {
          const why =
            reason === undefined || !isErrorCode(reason)
              ? (reason ?? '')
              : `${reason} ${text(reason, io.language(), {}, 'next')}`
          io.out(
            [name.padEnd(16), state.padEnd(8), counter.padEnd(8), role.padEnd(12), profile, why].join('  ').trimEnd(),
          )
        }
      if (devices.some((device) => device.state !== 'ready')) io.fail(1)
    })
}
