import { onTestFinished } from 'vitest'
import type { BrokerSettings } from '../../src/broker/index.ts'
import type { Command } from '../../src/contract/index.ts'
import { defaultRoot } from '../../src/contract/index.ts'
import type { Clock, Log } from '../../src/core/index.ts'
import type { Journal } from '../../src/journal/index.ts'
import { type CentreListener, createLink, type Link, type LinkStatus } from '../../src/link/index.ts'
import { type FakeClock, keptLog, systemClock, systemRandom } from './faces.ts'
import { until } from './wait.ts'

/** What a test may choose of a link; the rest is the desk vinh-long/quay-05. */
export interface TestLinkOptions {
  readonly url: string
  readonly journal: Journal
  readonly log?: Log
  readonly clock?: Clock
  readonly receipts?: 'centre' | 'none'
  password?(): string
  /** Further settings of the connection, read before each attempt. */
  settings?(): Partial<BrokerSettings>
  command?(command: Command): void
  changed?(status: LinkStatus): void
  readonly listener?: CentreListener
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
      ...options.settings?.(),
    }),
    command: () => undefined,
    changed: () => undefined,
    ...options,
  })
  onTestFinished(async () => {
    const stopped = link.stop()
    // A goodbye that nobody answers is waited for in the link's own time.
    if (isFake(options.clock)) options.clock.advance(1_000)
    await stopped
  })
  return link
}

function isFake(clock: Clock | undefined): clock is FakeClock {
  return clock !== undefined && 'advance' in clock
}

/**
 * Lets time pass under a link, `step` ms at a time, until something holds; tells how much passed. Between two steps the
 * real parts get a moment, so that what they do in an instant takes an instant of the fake time too.
 */
export async function untilInTime(
  clock: FakeClock,
  what: string,
  holds: () => boolean | Promise<boolean>,
  step: number | (() => number) = 50,
): Promise<number> {
  const began = clock.mono()
  await until(
    what,
    async () => {
      if (await holds()) return true
      clock.advance(typeof step === 'number' ? step : step())
      return false
    },
    120_000,
  )
  return clock.mono() - began
}
