/**
 * What the centre sends to a page that follows it. Pages follow a picture, not a history: what a page missed is in the next
 * picture, so a slow page or one that slept leaves nothing behind to be kept for it.
 */
export type LiveMessage<View> =
  /** `at` is the centre's clock: pages judge age by it, never by their own. */
  | { readonly kind: 'view'; readonly life: string; readonly number: number; readonly at: number; readonly view: View }
  /** The page came back, and what it shows still holds. */
  | { readonly kind: 'same'; readonly life: string; readonly number: number; readonly at: number }
  /** Nothing new, and the centre is there. */
  | { readonly kind: 'pulse'; readonly at: number }

/** How often there is a pulse. */
export const pulseEvery = 4_000
/** A page that hears nothing for so long has lost the centre. */
export const lostAfter = 10_000
