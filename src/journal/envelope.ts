import {
  type Chain,
  type Epoch,
  type Fact,
  type FactDraft,
  formatSequence,
  formatTime,
  hashInChain,
  nextChain,
  type Sequence,
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

/** A draft as the fact that follows `head`. `recorded` is the wall time at which its commit began. */
export function sealDraft(draft: FactDraft, head: Head, names: DeskNames, recorded: number): Fact {
  return chainFact(
    {
      specversion: '1.0',
      id: draft.id,
      source: `/${names.centre}/${names.desk}/${draft.source}`,
      type: `${typePrefix}${draft.type}`,
      subject: draft.counter === undefined ? 'desk' : `counter/${draft.counter}`,
      time: formatTime(draft.at.wall),
      recordedtime: formatTime(recorded),
      clock: draft.at.quality,
      datacontenttype: 'application/json',
      data: draft.data,
    },
    head,
  )
}

/** A fact (new, or one issued again) with the epoch, number and chain value that follow `head`. */
export function chainFact(fact: Omit<Fact, 'epoch' | 'sequence' | 'chain'>, head: Head): Fact {
  const numbered = { ...fact, epoch: head.epoch, sequence: formatSequence((head.sequence + 1) as Sequence) }
  return { ...numbered, chain: nextChain(head.chain, hashInChain(numbered)) }
}

/** The head after a fact. */
export function advance(head: Head, fact: Fact): Head {
  return { ...head, sequence: (head.sequence + 1) as Sequence, chain: fact.chain }
}
