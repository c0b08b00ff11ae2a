/** How often a child says that it lives. With the core's own look this wakes an idle core fewer than 3 times a second. */
export const beatMs = 750
/** A child that says nothing for this long hangs. */
export const hangMs = 1_250

/** What every child process says, around the messages of its family. */
export type FromChild<Up> =
  | { readonly kind: 'ready' }
  | { readonly kind: 'beat' }
  | { readonly kind: 'message'; readonly message: Up }
