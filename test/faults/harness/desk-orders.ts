/** Who and where a desk of the harness is. */
export interface DeskSetup {
  readonly folder: string
  readonly centre: string
  readonly desk: string
  /** Without one the desk has no link: it only accepts. */
  readonly url?: string
  readonly account?: { readonly name: string; readonly password: string }
}

/** What a desk of the harness can be told, one JSON text a line. */
export type DeskOrder =
  /** Presses one after the other; without a rate as fast as they are accepted. */
  | { readonly kind: 'press'; readonly count: number; readonly perSecond?: number; readonly bytes: number }
  /** Many facts at once, with times spread over the past hours. */
  | { readonly kind: 'fill'; readonly count: number; readonly hours: number }
  /** Asks the centre for the next number now. */
  | { readonly kind: 'request' }
  | { readonly kind: 'status' }
  /** Says goodbye and ends. */
  | { readonly kind: 'stop' }
