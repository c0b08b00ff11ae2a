import {
  type Chain,
  type Epoch,
  type Fact,
  type FactDraft,
  formatSequence,
  formatTime,
  type SealedFact,
  type Sequence,
  sealFact,
  typePrefix,
} from '../contract/index.ts'

/** Whose facts these are. */
export interface DeskNames {
  readonly centre: string
  readonly desk: string
}

/** The last fact of an epoch, as far as it matters for the next one. */
export interface Head {
  readonly epoch: Epoch
  readonly ordinal: number
  readonly sequence: Sequence
  readonly chain: Chain
}

/** A draft as the fact that follows `head`. `recorded` is the wall time at which its commit began, as text. */
export function sealDraft(draft: FactDraft, head: Head, names: DeskNames, recorded: string): SealedFact {
  // The keys stand in the order of canonical JSON, which is then written fastest.
  const fact = {
    clock: draft.at.quality,
    data: inOrder(draft.data),
    datacontenttype: 'application/json',
    epoch: head.epoch,
    id: draft.id,
    recordedtime: recorded,
    sequence: formatSequence((head.sequence + 1) as Sequence),
    source: `/${names.centre}/${names.desk}/${draft.source}`,
    specversion: '1.0',
    subject: draft.counter === undefined ? 'desk' : `counter/${draft.counter}`,
    time: formatTime(draft.at.wall),
    type: `${typePrefix}${draft.type}`,
  } as const
  return sealFact(fact, head.chain)
}

/** A fact that is issued again, with the epoch, number and chain value that follow `head`. */
export function sealAgain(fact: Fact, head: Head): SealedFact {
  const sequence = formatSequence((head.sequence + 1) as Sequence)
  return sealFact({ ...fact, epoch: head.epoch, sequence }, head.chain)
}

/** The head after a fact with this chain value. */
export function advance(head: Head, chain: Chain): Head {
  return { ...head, sequence: (head.sequence + 1) as Sequence, chain }
}

function inOrder(data: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const ordered: Record<string, unknown> = {}
  for (const key of Object.keys(data).sort()) ordered[key] = data[key]
  return ordered
}
