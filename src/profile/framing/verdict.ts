/**
 * What a framer says about the bytes at the head. A verdict never changes when more bytes arrive, only when silence
 * does: that is why frames do not depend on how the input was cut.
 */
export type Verdict =
  | { readonly kind: 'frame' | 'empty'; readonly length: number }
  | { readonly kind: 'need' }
  | { readonly kind: 'no'; readonly skip: number; readonly because?: 'check' | 'overrun' }

/** Whether nothing has arrived for so many milliseconds. */
export type IsIdle = (ms: number) => boolean

export const need: Verdict = { kind: 'need' }
export const no: Verdict = { kind: 'no', skip: 1 }
