import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Attached } from '../src/bus/index.ts'
import { DeskError, isDeskError, toDeskError } from '../src/core/index.ts'
import { compile, type Profile } from '../src/profile/index.ts'

/** The device profiles at hand. A broken one disables only itself. */
export interface ProfileLibrary {
  ids(): string[]
  /** The profile of that id, why it cannot be used, or undefined when there is none. */
  find(id: string): Profile | DeskError | undefined
  /** The usable profiles that may fit what is plugged in, by its USB vendor number, its HID usage or its answer. */
  candidates(attached: Pick<Attached, 'wire' | 'usb' | 'hid'>): readonly Profile[]
  entries(): readonly ProfileEntry[]
  /**
   * Reads the user's folder, which may be new, again, and the library where another one is named. Devices in use keep the
   * profiles that they have.
   */
  reload(userFolder: string | undefined, libraryFolder?: string): void
}

/** One profile file. */
export interface ProfileEntry {
  readonly id: string
  readonly file: string
  readonly from: 'library' | 'user'
  readonly profile: Profile | DeskError
}

/**
 * Knows all profiles of the library and of the user's folder; the user's win over the library's of the same id. Each is
 * compiled when it is first wanted: a desk needs few of them, and all together take a second.
 */
export function loadLibrary(libraryFolder: string, userFolder?: string): ProfileLibrary {
  let own = readFolder(libraryFolder, 'library')
  const withUser = (folder: string | undefined) => {
    const users = folder === undefined ? [] : readFolder(folder, 'user')
    return new Map([...own, ...users].map((file) => [file.id, file]))
  }
  let files = withUser(userFolder)
  return {
    ids: () => [...files.keys()].sort(),
    find: (id) => files.get(id)?.profile,
    candidates: (attached) =>
      [...files.values()]
        .filter((file) => file.mayFit(attached))
        .flatMap(({ profile }) => (isDeskError(profile) ? [] : [profile])),
    entries: () => [...files.values()].sort((a, b) => a.id.localeCompare(b.id)),
    reload(folder, library) {
      if (library !== undefined) own = readFolder(library, 'library')
      files = withUser(folder)
    },
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

function readFolder(folder: string, from: ProfileEntry['from']): ProfileFile[] {
  return profileFiles(folder).map((file) => new ProfileFile(file, from))
}

/** A profile that is compiled when it is first wanted. */
class ProfileFile implements ProfileEntry {
  readonly id: string
  readonly file: string
  readonly from: ProfileEntry['from']
  /** The USB vendors in its text; comments may add some, which costs a look and nothing else. */
  readonly #vendors: ReadonlySet<number>
  readonly #goesByUsage: boolean
  readonly #asks: boolean
  #profile: Profile | DeskError | undefined

  constructor(file: string, from: ProfileEntry['from']) {
    const source = readFileSync(file, 'utf8')
    this.id = /^profile:\s*["']?([\w.-]+)/m.exec(source)?.[1] ?? file
    this.file = file
    this.from = from
    this.#vendors = new Set(Array.from(source.matchAll(/\bvid["']?:\s*(\w+)/g), ([, vid]) => Number(vid)))
    this.#asks = /\bprobe["']?:/.test(source)
    this.#goesByUsage = /\bhid["']?:\s*\{?\s*usagePage/.test(source)
  }

  get profile(): Profile | DeskError {
    this.#profile ??= tryCompile(readFileSync(this.file, 'utf8'), this.file)
    return this.#profile
  }

  mayFit({ wire, usb, hid }: Pick<Attached, 'wire' | 'usb' | 'hid'>): boolean {
    if (wire === 'serial' && this.#asks) return true
    return (hid !== undefined && this.#goesByUsage) || (usb !== undefined && this.#vendors.has(usb.vid))
  }
}

function tryCompile(source: string, file: string): Profile | DeskError {
  try {
    return compile(source, file)
  } catch (error) {
    return toDeskError(error, 'DB-CFG-001', { file })
  }
}
