import type { Issued } from '../reserve-file.ts'
import type { Findings } from './findings.ts'

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
  const names = nameEpochs(found, issued)
  const newest = Math.max(0, ...names.keys())
  // The file may be another desk's, or an old one from before the side file's epoch.
  const ordinal = issued && (names.get(issued.ordinal) === issued.epoch ? issued.ordinal : newest + 1)
  if (issued && ordinal) names.set(ordinal, issued.epoch)
  const last = Math.max(newest, ordinal ?? 0)
  return [...names]
    .sort(([a], [b]) => a - b)
    .map(([one, epoch]) => {
      const row = found.epochs.get(one)
      const side = one === ordinal ? issued : undefined
      return { ordinal: one, epoch, begun: row?.begun, ...planNumbers(found, one, one === last, side) }
    })
}

/** A name belongs to one epoch: where a row and the facts disagree, there are more facts. */
function nameEpochs(found: Findings, issued: Issued | undefined): Map<number, string> {
  const names = new Map(found.names)
  if (issued && !names.has(issued.ordinal)) names.set(issued.ordinal, issued.epoch)
  const taken = new Set([...found.names].filter(([ordinal]) => found.hasFacts(ordinal)).map(([, name]) => name))
  if (issued) taken.add(issued.epoch)
  const known = Math.max(issued?.ordinal ?? 0, ...[...names.keys()].filter(found.hasFacts))
  for (const [ordinal, name] of found.names) {
    const alone = !found.hasFacts(ordinal) && ordinal !== issued?.ordinal
    if (alone && (taken.has(name) || ordinal > known + 1)) names.delete(ordinal)
  }
  return names
}

type Numbers = Omit<EpochPlan, 'ordinal' | 'epoch' | 'begun'>

function planNumbers(found: Findings, ordinal: number, isNewest: boolean, side: Issued | undefined): Numbers {
  const row = found.epochs.get(ordinal)
  const { lowest, highest } = rangeOf(found, ordinal)
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

/** The lowest and highest number of an epoch of which something is left that is no nonsense. */
function rangeOf(found: Findings, ordinal: number): { readonly lowest: number; readonly highest: number } {
  let [lowest, highest] = [0, 0]
  for (const { sequence, candidates } of found.facts(ordinal)) {
    const text = `"sequence":"${String(sequence).padStart(16, '0')}"`
    if (!candidates.some(({ body }) => body.includes(text))) continue
    lowest ||= sequence
    highest = sequence
  }
  return { lowest, highest }
}
