import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { compareVersions, folderOf, type Installed, type Shelf, type UpdatePlaces } from '../../src/update/index.ts'
import { launcherVariables } from './line.ts'

/** Slow disks and smart-card calls hold threads of libuv's pool, which can be sized only before Node starts. */
const threads = '16'

/** Which program is started, and what lies beside it. */
export interface Surroundings {
  /** The folder of the package. */
  readonly base: string
  /** The version that is started. */
  readonly version: string
  readonly places: UpdatePlaces
  readonly shelf: Shelf
}

/** What the program finds in its environment. */
export function environmentFor(
  own: NodeJS.ProcessEnv,
  { base, version, places, shelf }: Surroundings,
): NodeJS.ProcessEnv {
  // What a newer program brings along itself is newer than what came for an older one.
  const isNewer = (one: Installed | null) => one !== null && compareVersions(one.version, version) >= 0
  const { active: profiles } = shelf.profiles
  const { active: texts } = shelf.texts
  const parts = [
    [launcherVariables.profiles, profiles && isNewer(profiles) ? folderOf(places, profiles) : ''],
    [launcherVariables.texts, texts && isNewer(texts) ? join(folderOf(places, texts), 'texts.json') : ''],
  ] as const
  return {
    UV_THREADPOOL_SIZE: threads,
    ...own,
    [launcherVariables.base]: base,
    ...Object.fromEntries(parts.filter(([, path]) => path !== '' && existsSync(path))),
  }
}
