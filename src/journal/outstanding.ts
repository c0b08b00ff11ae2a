import type { Database } from '../sqlite/index.ts'
import { type Position, positionOf } from './position.ts'

/** Facts of one epoch that the centre has not confirmed: those after `after`, up to and including `upTo`. */
export interface Outstanding {
  readonly after: Position
  readonly upTo: Position
}

/** Everything that is still to be delivered, oldest epoch first. An epoch that is over ends at its `last`. */
export async function outstanding(db: Database): Promise<Outstanding[]> {
  const rows = await db.all(
    'SELECT ordinal, receipted, last FROM epochs WHERE last IS NULL OR receipted < last ORDER BY ordinal',
  )
  return rows.map(({ ordinal, receipted, last }) => ({
    after: positionOf(Number(ordinal), Number(receipted)),
    upTo:
      last === null
        ? ((positionOf(Number(ordinal) + 1, 0) - 1) as Position)
        : positionOf(Number(ordinal), Number(last)),
  }))
}
