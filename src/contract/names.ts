declare const brand: unique symbol
type Branded<T, Name extends string> = T & { readonly [brand]: Name }

/** One life of a journal: new when it is created or found to be an old copy. 6 characters of base 36. */
export type Epoch = Branded<string, 'Epoch'>
/** The number of a fact within its desk and epoch: from 1, without gaps. */
export type Sequence = Branded<number, 'Sequence'>

/** What a centre, desk, counter or device may be called: no `/`, `+` or `#`, so that a name cannot break out of a topic filter or ACL pattern. */
export const namePattern = '^[a-z0-9]([a-z0-9-]{0,29}[a-z0-9])?$'

/** The desk's name for every desk of a centre, which therefore no desk may have. */
export const allDesks = 'all'

/** Whether a text may name a desk. */
export function isDeskName(text: string): boolean {
  return new RegExp(namePattern).test(text) && text !== allDesks
}

/** `0000000000000123`: the text form of a sequence in a fact (16 digits, so that texts sort like numbers). */
export function formatSequence(sequence: Sequence): string {
  return String(sequence).padStart(16, '0')
}
