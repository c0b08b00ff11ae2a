import type { Issued } from '../reserve-file.ts'
import type { NumberRange } from './fact-index.ts'
import type { Findings } from './findings.ts'
import type { EpochRow } from './rows.ts'

/** How one epoch of a set-aside journal goes over into the new one. */
export interface EpochPlan {
  readonly ordinal: number
  readonly epoch: string
  /** When it began, as far as that is known. */
  readonly begun: string | undefined
  readonly receipted: number
  readonly superseded: number
  readonly pruned: number
  readonly prunedChain: string
  /** Numbers above this one were never issued, or were issued again under a later epoch. */
  readonly last: number
}

/** A row may say that an epoch reached this far beyond what is left of it; more than that was not read right. */
const farthest = 65_536

/** Joins what the damaged file says of its epochs with what the side file says of the last one. Oldest first. */
export function planEpochs(found: Findings, issued: Issued | undefined): EpochPlan[] {
  const names = new Map(found.names)
  const known = Math.max(issued?.ordinal ?? 0, ...[...names.keys()].filter((ordinal) => found.range(ordinal)))
  // Epochs follow one another: a row that stands far behind everything else was not read right.
  for (const ordinal of found.names.keys()) if (ordinal > known + 1) names.delete(ordinal)
  const own = issued && ordinalOf(issued, names)
  if (issued && own !== undefined) names.set(own, issued.epoch)
  const newest = Math.max(0, ...names.keys())
  return [...names]
    .sort(([a], [b]) => a - b)
    .map(([ordinal, epoch]) => {
      const row = found.epochs.get(ordinal)
      const sources = { row: row?.epoch === epoch ? row : undefined, side: ordinal === own ? issued : undefined }
      const numbers = planNumbers(found.range(ordinal), sources, ordinal === newest)
      return { ordinal, epoch, begun: sources.row?.begun, ...numbers }
    })
}

/** Where the epoch of the side file stands. The file may be another desk's, or an old one from before it. */
function ordinalOf(issued: Issued, names: ReadonlyMap<number, string>): number {
  const named = [...names].find(([, name]) => name === issued.epoch)
  if (named) return named[0]
  return names.has(issued.ordinal) ? Math.max(...names.keys()) + 1 : issued.ordinal
}

type Numbers = Omit<EpochPlan, 'ordinal' | 'epoch' | 'begun'>

interface Sources {
  readonly row: EpochRow | undefined
  readonly side: Issued | undefined
}

function planNumbers(range: NumberRange | undefined, { row, side }: Sources, isNewest: boolean): Numbers {
  const { lowest, highest } = range ?? { lowest: 0, highest: 0 }
  const most = Math.max(highest, side?.reserved ?? 0)
  const said = row?.last !== undefined && !isNewest && row.last <= most + farthest ? row.last : 0
  const superseded = row?.superseded === 1 && said > 0 ? 1 : 0
  const last = superseded === 1 ? said : Math.max(most, said)
  // What is taken for unconfirmed too much goes out once more without effect; what is taken for confirmed is never sent.
  const receipted = Math.min(last, row?.receipted ?? side?.receipted ?? 0, side?.receipted ?? Number.POSITIVE_INFINITY)
  const pruned = row && row.pruned <= receipted ? row.pruned : Math.min(receipted, Math.max(0, lowest - 1))
  return {
    receipted,
    superseded,
    pruned,
    prunedChain: row?.pruned === pruned ? row.prunedChain : '',
    last,
  }
}
