import { Command, Option } from 'commander'
import { text } from '../../src/core/index.ts'
import type { CliIo } from '../cli-io.ts'
import { startSessionHelper } from '../session/helper.ts'
import { openBrowser } from '../session/open-browser.ts'
import { helperLockPath, sessionDoorPath } from '../session/paths.ts'
import { holdAlone } from '../session/single.ts'
import { untilToldToStop } from '../stop-signal.ts'
import { systemClock } from '../system.ts'
import { configOption, readConfig } from './options.ts'

interface SessionOptions {
  readonly config: string
  readonly door?: string
  readonly browser: boolean
}

/** `deskbridge session`: opens the desk's windows in the officer's desktop session, until it is told to stop. */
export function sessionCommand(io: CliIo): Command {
  return new Command('session')
    .description(text('cli.session', io.language()))
    .addOption(configOption(io))
    .addOption(new Option('--door <path>', text('cli.session.door', io.language())))
    .addOption(new Option('--no-browser', text('cli.session.no-browser', io.language())))
    .action(async ({ config: file, door: named, browser }: SessionOptions) => {
      // An officer may not read the configuration of the service, but may be told where its door is.
      const config = named === undefined ? readConfig(io, file) : undefined
      const door = named ?? (config && sessionDoorPath(config.dataFolder))
      if (door === undefined) return
      const letGo = await holdAlone(helperLockPath(door))
      if (!letGo) return io.err(text('cli.session.already', io.language()))
      const stop = untilToldToStop()
      const show = (url: string) => io.out(text('cli.session.open', io.language(), { url }))
      const helper = startSessionHelper({
        door,
        clock: systemClock,
        open: (url) => (browser ? void openBrowser(url).catch(() => show(url)) : show(url)),
        changed: (isConnected) => io.err(text(isConnected ? 'cli.session.there' : 'cli.session.away', io.language())),
      })
      await stop
      helper.stop()
      letGo()
    })
}
