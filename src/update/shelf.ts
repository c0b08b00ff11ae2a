import type { Installed } from './current.ts'
import type { TrustedKeys } from './keys.ts'

/** Parts that are data: they are used without a proof by a start, and the last one is kept. */
export const dataParts = ['profiles', 'texts'] as const
/** One of {@link dataParts}. */
export type DataPart = (typeof dataParts)[number]

/** Which release of a data part is used; null is what came with the program. */
export interface ShelfEntry {
  readonly active: Installed | null
  readonly previous: Installed | null
  readonly highestIssue: number
}

/** What is updated beside the program, as `update.json` keeps it. */
export interface Shelf {
  readonly format: 1
  readonly profiles: ShelfEntry
  readonly texts: ShelfEntry
  readonly keys: {
    /** Null for those that came with the package. */
    readonly trusted: TrustedKeys | null
    readonly highestIssue: number
  }
}

const nothing: ShelfEntry = { active: null, previous: null, highestIssue: 0 }

/** A desk as its package left it. */
export const emptyShelf: Shelf = {
  format: 1,
  profiles: nothing,
  texts: nothing,
  keys: { trusted: null, highestIssue: 0 },
}

/** A release of a data part is used from now on. */
export function shelved(shelf: Shelf, part: DataPart, active: Installed): Shelf {
  const { active: previous, highestIssue } = shelf[part]
  return { ...shelf, [part]: { active, previous, highestIssue: Math.max(highestIssue, active.issue) } }
}

/** The release before is used again; undefined when there is none. What came with the program is one. */
export function unshelved(shelf: Shelf, part: DataPart): Shelf | undefined {
  const { active, previous, highestIssue } = shelf[part]
  return active === null ? undefined : { ...shelf, [part]: { active: previous, previous: null, highestIssue } }
}

/** Other keys are trusted from now on. */
export function withKeys(shelf: Shelf, trusted: TrustedKeys, issue: number): Shelf {
  return { ...shelf, keys: { trusted, highestIssue: Math.max(shelf.keys.highestIssue, issue) } }
}

/** The folders that are still needed. */
export function shelfFolders({ profiles, texts }: Shelf): readonly string[] {
  return [profiles, texts].flatMap(({ active, previous }) =>
    [active, previous].flatMap((one) => (one === null ? [] : [one.folder])),
  )
}
