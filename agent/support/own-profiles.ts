import { readFileSync } from 'node:fs'
import { parse, stringify } from 'yaml'
import { isDeskError } from '../../src/core/index.ts'
import { compile } from '../../src/profile/index.ts'
import type { ProfileLibrary } from '../profile-library.ts'

/** What a profile does not need to speak with its device, and where its writer may have named people. */
const spoken = ['name', 'sources', 'evidence', 'tests', 'support'] as const

/**
 * The profiles of the site among these, without comments, names and tests: with them recordings can be played again
 * elsewhere. Those of the library come with the program.
 */
export function ownProfiles(library: ProfileLibrary, ids: readonly string[]): ReadonlyMap<string, string> {
  const entries = library.entries().filter(({ from, id }) => from === 'user' && ids.includes(id))
  return new Map(entries.flatMap(({ id, file, profile }) => (isDeskError(profile) ? [] : toldOf(id, file))))
}

function toldOf(id: string, file: string): (readonly [string, string])[] {
  try {
    const written = parse(readFileSync(file, 'utf8')) as Record<string, unknown>
    for (const key of spoken) delete written[key]
    const source = stringify(written, { defaultStringType: 'QUOTE_DOUBLE', defaultKeyType: 'PLAIN' })
    compile(source, file)
    return [[id, source]]
  } catch {
    // One that needs what was left out cannot go along; its bytes are told all the same.
    return []
  }
}
