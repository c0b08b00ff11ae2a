import type { DeskConfig } from '../contract/index.ts'
import type { Log } from '../core/index.ts'
import type { Journal } from '../journal/index.ts'
import { configKey, readKept } from './kept.ts'

/** The settings that the centre gives this desk; the last that worked is kept on disk. */
export interface SiteConfig {
  /** Those in force, undefined before the first came. */
  current(): DeskConfig | undefined
  /** Takes newer ones; older ones change nothing. Resolves when they are on disk. */
  take(config: DeskConfig): Promise<void>
}

/** Begins with what the disk has; until that is read, or where it cannot be, with no settings at all. */
export function openSiteConfig(journal: Journal, log: Log, changed: (config: DeskConfig) => void): SiteConfig {
  let current: DeskConfig | undefined
  const read = readKept(journal, log).then(({ config }) => {
    current = config
  })
  return {
    current: () => current,
    async take(config) {
      await read
      if (current && config.revision < current.revision) {
        log.warn('an older configuration than the one in force', { count: config.revision })
        return
      }
      // The retained message comes with every connection; what is known already costs no write.
      if (JSON.stringify(config) === JSON.stringify(current)) return
      await journal.commit({ state: { key: configKey, value: config } })
      current = config
      log.info('configuration from the centre', { count: config.revision })
      changed(config)
    },
  }
}
