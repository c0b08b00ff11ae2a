import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import {
  type BundleTaker,
  type CentreSettings,
  Enrolment,
  type EnrolmentOptions,
  openSqliteStore,
  type SqliteStore,
  serveEnrolment,
} from '../../src/centre/index.ts'
import type { Clock } from '../../src/core/index.ts'
import { IdentityFolder } from '../../src/identity/index.ts'
import { keptLog, systemClock, systemRandom } from '../support/faces.ts'
import { temporaryFolder } from '../support/folder.ts'

/** A centre that enrols desks over real TLS on loopback. */
export interface EnrollingCentre {
  readonly url: string
  readonly folder: string
  readonly store: SqliteStore
  readonly enrolment: Enrolment
  /** What is done before a desk gets its first certificate. */
  beforeReply(act: () => Promise<void>): void
  stop(): Promise<void>
}

/** What a test may choose. */
export interface EnrollingOptions extends Pick<EnrolmentOptions, 'days' | 'passphrase'> {
  readonly clock?: Clock
  /** Any free one unless given. */
  readonly port?: number
  readonly folder?: string
  readonly settings?: Partial<CentreSettings>
  /** Takes support bundles at its door. */
  readonly bundles?: BundleTaker
}

/** Starts one; it is stopped when the test has finished. */
export async function startEnrollingCentre(options: EnrollingOptions = {}): Promise<EnrollingCentre> {
  const {
    clock = systemClock,
    port = 0,
    folder = join(temporaryFolder(), 'centre'),
    settings,
    bundles,
    ...rest
  } = options
  const store = await openSqliteStore({ folder, clock })
  const enrolment = await Enrolment.open({
    ...rest,
    database: store.database,
    settings: { centre: 'vinh-long', broker: 'mqtts://127.0.0.1:8883', root: 'deskbridge/1', ...settings },
    clock,
    random: systemRandom,
  }).catch(async (error: unknown) => {
    await store.close()
    throw error
  })
  let act: () => Promise<void> = async () => undefined
  const server = await serveEnrolment({
    enrolment,
    port,
    host: '127.0.0.1',
    names: ['127.0.0.1', 'localhost'],
    changed: () => act(),
    ...(bundles ? { bundles } : {}),
    log: keptLog(),
  })
  let stopped: Promise<void> | undefined
  const stop = () => {
    stopped ??= server.stop().then(() => store.close())
    return stopped
  }
  onTestFinished(stop)
  return {
    url: `https://127.0.0.1:${server.port}`,
    folder,
    store,
    enrolment,
    stop,
    beforeReply(wish) {
      act = wish
    },
  }
}

/** The identity folder of a PC that was never enrolled. */
export function newDeskFolder(): IdentityFolder {
  return new IdentityFolder(temporaryFolder())
}
