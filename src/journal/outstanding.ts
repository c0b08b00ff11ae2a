import type { Epoch } from '../contract/index.ts'
import type { Database } from '../sqlite/index.ts'
import { type Position, positionOf } from './position.ts'

/** Facts of one epoch that the centre has not confirmed: those after `after`, up to and including `upTo`. */
export interface Outstanding {
  readonly epoch: Epoch
  readonly after: Position
  readonly upTo: Position
  /** Up to here the rows are gone; only a replay asks for them. */
  readonly goneUpTo: Position
}

/** Everything that is still to be delivered, oldest epoch first. An epoch that is over ends at its `last`. */
export async function outstanding(db: Database): Promise<Outstanding[]> {
  const rows = await db.all(
    'SELECT epoch, ordinal, receipted, last, pruned FROM epochs WHERE last IS NULL OR receipted < last ORDER BY ordinal',
  )
  return rows.map(({ epoch, ordinal, receipted, last, pruned }) => ({
    epoch: String(epoch) as Epoch,
    after: positionOf(Number(ordinal), Number(receipted)),
    upTo:
      last === null
        ? ((positionOf(Number(ordinal) + 1, 0) - 1) as Position)
        : positionOf(Number(ordinal), Number(last)),
    goneUpTo: positionOf(Number(ordinal), Number(pruned)),
  }))
}
