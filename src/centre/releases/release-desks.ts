import { type Clock, DeskError, type Log, type Timer, toDeskError } from '../../core/index.ts'
import type { Centre } from '../centre.ts'
import { announcementOf, type ReleaseShelf } from './shelf.ts'
import { isTooMany, tallyOf } from './tally.ts'

/** What telling desks of releases needs. */
export interface ReleaseOptions {
  readonly shelf: ReleaseShelf
  readonly centre: Pick<Centre, 'desks' | 'announceReleases'>
  /** Under which address desks find the bundles. */
  readonly url: string
  /** Milliseconds over which desks spread their fetching. */
  readonly spread: number
  readonly clock: Clock
  readonly log: Log
}

/** Commands change the shelf beside us, and desks report now and then. */
const lookEvery = 3_000

/** Tells desks what they may update to, and stops a wave in which too many fail. */
export function releaseToDesks(options: ReleaseOptions): { stop(): void } {
  const { clock, log } = options
  const told = new Map<string, string>()
  let isStopped = false
  let timer: Timer | undefined
  const work = async () => {
    try {
      await stopBadWaves(options)
      await announce(options, told)
    } catch (error) {
      log.warn(toDeskError(error, 'DB-CTR-009').message)
    }
    if (!isStopped) timer = clock.after(lookEvery, () => void work())
  }
  void work()
  return {
    stop() {
      isStopped = true
      timer?.cancel()
    },
  }
}

async function stopBadWaves({ shelf, centre, log }: ReleaseOptions): Promise<void> {
  const open = shelf.list().filter(({ percent }) => percent > 0)
  if (open.length === 0) return
  const desks = await centre.desks()
  for (const release of open) {
    const tally = tallyOf(release, desks)
    if (!isTooMany(tally, release.limit)) continue
    const because = { failed: tally.failed, tried: tally.failed + tally.installed }
    shelf.stop(release.id, because)
    const error = new DeskError('DB-UPD-022', { issue: release.id, ...because })
    log.error(error.message, { code: error.code, id: release.id })
  }
}

/** Retained, so each centre is told once of each change. */
async function announce({ shelf, centre, url, spread }: ReleaseOptions, told: Map<string, string>): Promise<void> {
  const message = announcementOf(shelf.list(), url, spread)
  const text = JSON.stringify(message)
  const names = new Set((await centre.desks()).map(({ desk }) => desk.split('/')[0] ?? ''))
  for (const name of names) {
    if (told.get(name) === text || (message.releases.length === 0 && !told.has(name))) continue
    await centre.announceReleases(name, message)
    told.set(name, text)
  }
}
