import { DeskError } from '../../core/index.ts'

/** What a chip sent that cannot be what the standard says: where, and what is wrong with it. */
export function malformed(what: string, reason: string, offset?: number): DeskError {
  return new DeskError('DB-CRD-108', { what, reason }, offset === undefined ? {} : { place: { offset } })
}
