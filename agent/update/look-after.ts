import { existsSync } from 'node:fs'
import type { Agent } from '../agent.ts'
import type { Config } from '../config/config.ts'
import { libraryFolder } from '../folders.ts'
import type { LauncherLine } from '../launcher/line.ts'
import { busyDesk } from './busy.ts'
import { takeTextsOf } from './newer-texts.ts'
import type { Updates } from './updates.ts'

/** Whose updates are looked after. */
export interface LookAfterOptions {
  readonly updates: Updates
  readonly agent: Agent
  readonly config: Config
  readonly launcher: LauncherLine
}

/** Gives the running desk to its updates. Resolves when the program is to be started anew. */
export function lookAfter({ updates, agent, config, launcher }: LookAfterOptions): Promise<'restart'> {
  const { promise, resolve } = Promise.withResolvers<'restart'>()
  const { library, profilesFolder } = config
  updates.attach({
    restarts: launcher.restarts,
    busy: busyDesk(agent),
    neededProfiles: () =>
      agent
        .devices()
        .map(({ profile }) => profile)
        .filter((id) => library.entries().some((entry) => entry.id === id && entry.from === 'library')),
    reload(part, folder) {
      if (part === 'texts') takeTextsOf(folder)
      else library.reload(existsSync(profilesFolder) ? profilesFolder : undefined, folder ?? libraryFolder)
    },
    restart: () => resolve('restart'),
    status: () => agent.status(),
    healthy: () => launcher.healthy(),
    changed: () => agent.restate(),
  })
  return promise
}
