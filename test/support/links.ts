import { onTestFinished } from 'vitest'
import type { Command } from '../../src/contract/index.ts'
import { defaultRoot } from '../../src/contract/index.ts'
import type { Clock, Log } from '../../src/core/index.ts'
import type { Journal } from '../../src/journal/index.ts'
import { createLink, type Link, type LinkStatus } from '../../src/link/index.ts'
import { keptLog, systemClock, systemRandom } from './faces.ts'

/** What a test may choose of a link; the rest is the desk vinh-long/quay-05. */
export interface TestLinkOptions {
  readonly url: string
  readonly journal: Journal
  readonly log?: Log
  readonly clock?: Clock
  readonly receipts?: 'centre' | 'none'
  password?(): string
  command?(command: Command): void
  changed?(status: LinkStatus): void
}

/** A link that is stopped when the test has finished. */
export function startTestLink(options: TestLinkOptions): Link {
  const link = createLink({
    centre: 'vinh-long',
    desk: 'quay-05',
    root: defaultRoot,
    version: '0.0.0',
    receipts: 'centre',
    clock: systemClock,
    random: systemRandom,
    log: keptLog(),
    broker: () => ({
      url: options.url,
      clientId: 'vinh-long/quay-05',
      ...(options.password ? { username: 'vinh-long/quay-05', password: options.password() } : {}),
    }),
    command: () => undefined,
    changed: () => undefined,
    ...options,
  })
  onTestFinished(() => link.stop())
  return link
}
