import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DeskError, isDeskError, toDeskError } from '../src/core/index.ts'
import { compile, type Profile } from '../src/profile/index.ts'

/** The device profiles at hand. A broken one disables only itself. */
export interface ProfileLibrary {
  ids(): string[]
  /** The profile of that id, why it cannot be used, or undefined when there is none. */
  find(id: string): Profile | DeskError | undefined
  entries(): readonly ProfileEntry[]
}

/** One profile file. */
export interface ProfileEntry {
  readonly id: string
  readonly file: string
  readonly from: 'library' | 'user'
  readonly profile: Profile | DeskError
}

/** Reads all profiles of the library and of the user's folder; the user's win over the library's of the same id. */
export function loadLibrary(libraryFolder: string, userFolder?: string): ProfileLibrary {
  const entries = new Map<string, ProfileEntry>()
  for (const entry of readFolder(libraryFolder, 'library')) entries.set(entry.id, entry)
  for (const entry of userFolder === undefined ? [] : readFolder(userFolder, 'user')) entries.set(entry.id, entry)
  return {
    ids: () => [...entries.keys()].sort(),
    find: (id) => entries.get(id)?.profile,
    entries: () => [...entries.values()].sort((a, b) => a.id.localeCompare(b.id)),
  }
}

/** The files of a folder that look like profiles, sorted. */
export function profileFiles(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.ya?ml$/.test(name))
      .sort()
      .map((name) => join(folder, name))
  } catch (error) {
    throw new DeskError('DB-CFG-001', { file: folder, reason: (error as Error).message }, { cause: error })
  }
}

function readFolder(folder: string, from: ProfileEntry['from']): ProfileEntry[] {
  return profileFiles(folder).map((file) => {
    const source = readFileSync(file, 'utf8')
    const profile = tryCompile(source, file)
    const id = isDeskError(profile) ? (/^profile:\s*["']?([\w.-]+)/m.exec(source)?.[1] ?? file) : profile.id
    return { id, file, from, profile }
  })
}

function tryCompile(source: string, file: string): Profile | DeskError {
  try {
    return compile(source, file)
  } catch (error) {
    return toDeskError(error, 'DB-CFG-001', { file })
  }
}
