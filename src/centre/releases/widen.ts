import { DeskError } from '../../core/index.ts'
import { newestOf, type ReleaseEntry, type ReleaseShelf } from './shelf.ts'

/** How many of a hundred desks are offered a release, step by step. */
const steps = [10, 50, 100] as const

/**
 * Offers the newest releases to more desks: the next step of each wave that is not at its end. One that stopped because too
 * many desks failed is not begun again by this.
 * @throws DeskError DB-FLT-016 there is none.
 */
export function widenWaves(shelf: Pick<ReleaseShelf, 'list' | 'wave'>): readonly ReleaseEntry[] {
  const widened = newestOf(shelf.list()).flatMap(({ id, percent, stopped }) => {
    const next = steps.find((step) => step > percent)
    return stopped === null && next !== undefined ? [shelf.wave(id, next)] : []
  })
  if (widened.length === 0) throw new DeskError('DB-FLT-016')
  return widened
}
