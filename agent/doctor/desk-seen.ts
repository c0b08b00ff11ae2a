import { DeskError, type ErrorMessage, isDeskError } from '../../src/core/index.ts'
import { isFolderTaken } from '../../src/journal/index.ts'
import { type ControlClient, controlClient } from '../control/client.ts'
import type { Health } from './health.ts'
import type { Surroundings } from './sight.ts'

/** The desk as it is found, without disturbing it. */
export type DeskSeen =
  | { readonly kind: 'running'; readonly health: Health; readonly page: PageSeen }
  /** Something has the data folder, but nothing of it can be asked. */
  | { readonly kind: 'silent'; readonly error: DeskError }
  | { readonly kind: 'stopped' }

/** The officer's page of a running desk: where it is, or why not; neither where none is served. */
export interface PageSeen {
  readonly url?: string
  readonly problem?: ErrorMessage
  /** Session helpers that wait at the desk; absent where no application needs one. */
  readonly helpers?: number
}

/** A PC that is only slow answers within so many times of what a network may take. */
const slowAnswer = 4
/** A desk that has just started needs a moment until it knows how its broker answers. */
const verdictWithin = 7_000
const lookEvery = 200

/**
 * Looks whether a desk runs on a data folder, by the door of its agent and by the lock of its journal. An agent that is
 * slow is still an agent: only who has neither is stopped.
 */
export async function lookAtDesk(
  dataFolder: string,
  world: Pick<Surroundings, 'clock' | 'patience'>,
): Promise<DeskSeen> {
  const client = controlClient(dataFolder)
  try {
    return { kind: 'running', health: await healthWithVerdict(client, world), page: await pageOf(client) }
  } catch (error) {
    if (isDeskError(error, 'DB-DCT-001')) return { kind: 'silent', error }
    if (!isDeskError(error, 'DB-AGT-001')) throw error
  }
  if (!(await isFolderTaken(dataFolder))) return { kind: 'stopped' }
  return { kind: 'silent', error: new DeskError('DB-JRN-001', { folder: dataFolder }) }
}

async function healthWithVerdict(client: ControlClient, { clock, patience }: Parameters<typeof lookAtDesk>[1]) {
  const end = clock.mono() + verdictWithin
  for (;;) {
    const health = await client.health(slowAnswer * patience)
    const isKnown = health.status.online || health.centre.problem !== null
    if (isKnown || clock.mono() >= end) return health
    await new Promise<void>((resolve) => clock.after(lookEvery, resolve))
  }
}

async function pageOf(client: ControlClient): Promise<PageSeen> {
  return await client.page().catch(() => ({}))
}
