import type { DeskState } from '../../contract/index.ts'
import { manifestOf, type ReleaseEntry } from './shelf.ts'

/** How the desks are with one release, by what they last said. */
export interface Tally {
  readonly installed: number
  readonly failed: number
  readonly underWay: number
}

/** Counts the desks. */
export function tallyOf(
  release: Pick<ReleaseEntry, 'manifest'>,
  desks: readonly { readonly state: DeskState | undefined }[],
): Tally {
  const { part, issue } = manifestOf(release)
  const states = desks.flatMap(({ state }) =>
    (state?.updates ?? []).filter((one) => one.part === part && one.issue === issue).map((one) => one.state),
  )
  const installed = states.filter((state) => state === 'installed').length
  const failed = states.filter((state) => state === 'failed').length
  return { installed, failed, underWay: states.length - installed - failed }
}

/** Whether so many of those that tried have failed that nobody else shall try. */
export function isTooMany({ installed, failed }: Tally, limit: number): boolean {
  return failed > 0 && (failed / (failed + installed)) * 100 > limit
}
