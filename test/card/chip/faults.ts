/** What goes wrong at one command; commands count from 1 since the card woke for the first time. */
export type Fault =
  /** The card answers with a bare status, as one does that has lost its keys. */
  | { readonly kind: 'status'; readonly at: number; readonly status: number }
  /** The card is taken away in the middle of the command. */
  | { readonly kind: 'removal'; readonly at: number }
  /** From this command on the card takes its time. */
  | { readonly kind: 'slow'; readonly at: number; readonly ms: number }
  /** The answer is not what the card said: one bit of it was turned on its way. */
  | { readonly kind: 'flipped'; readonly at: number }

/** What the faults make of one command. */
export interface Misfortune {
  readonly removed: boolean
  readonly waitMs: number
  readonly status: number | undefined
  readonly flipped: boolean
}

/** What goes wrong at a command. */
export function misfortuneAt(count: number, faults: readonly Fault[]): Misfortune {
  const now = faults.filter(({ kind, at }) => (kind === 'slow' ? at <= count : at === count))
  return {
    removed: now.some(({ kind }) => kind === 'removal'),
    waitMs: Math.max(0, ...now.map((fault) => (fault.kind === 'slow' ? fault.ms : 0))),
    status: now.flatMap((fault) => (fault.kind === 'status' ? [fault.status] : []))[0],
    flipped: now.some(({ kind }) => kind === 'flipped'),
  }
}
