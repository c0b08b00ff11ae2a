/**
 * What a framer says about the bytes at the head. A verdict never changes when more bytes arrive, only when silence
 * does: that is why frames do not depend on how the input was cut.
 */
export type Verdict =
  | Whole
  | { readonly kind: 'empty'; readonly length: number }
  | { readonly kind: 'need' }
  | { readonly kind: 'no'; readonly skip: number; readonly because?: 'check' | 'overrun' }

/** A frame. */
export interface Whole {
  readonly kind: 'frame'
  /** How long it is on the wire. */
  readonly length: number
  /** How many of these bytes stay: the flag that ends one frame may begin the next. */
  readonly keep?: number
  /** What is handed on where that differs from the wire; otherwise the bytes as they came. */
  readonly bytes?: Uint8Array
}

/** Whether nothing has arrived for so many milliseconds. */
export type IsIdle = (ms: number) => boolean

/** Whether the answer to a command is due. */
export type IsAwaited = (command: string) => boolean

export const need: Verdict = { kind: 'need' }
export const no: Verdict = { kind: 'no', skip: 1 }
export const overrun: Verdict = { kind: 'no', skip: 1, because: 'overrun' }
