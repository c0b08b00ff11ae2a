import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { folderOf, type Shelf, type UpdatePlaces } from '../../src/update/index.ts'
import { launcherVariables } from './line.ts'

/** Slow disks and smart-card calls hold threads of libuv's pool, which can be sized only before Node starts. */
const threads = '16'

/** What the program finds in its environment. */
export function environmentFor(
  own: NodeJS.ProcessEnv,
  base: string,
  places: UpdatePlaces,
  { profiles, texts }: Shelf,
): NodeJS.ProcessEnv {
  const parts = [
    [launcherVariables.profiles, profiles.active && folderOf(places, profiles.active)],
    [launcherVariables.texts, texts.active && join(folderOf(places, texts.active), 'texts.json')],
  ] as const
  return {
    UV_THREADPOOL_SIZE: threads,
    ...own,
    [launcherVariables.base]: base,
    ...Object.fromEntries(parts.filter(([, path]) => path !== null && existsSync(path))),
  }
}
