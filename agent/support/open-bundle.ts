import { readFileSync, statSync } from 'node:fs'
import { strFromU8, unzipSync } from 'fflate'
import { DeskError } from '../../src/core/index.ts'
import { formatLine, readStretches, type Stretch } from '../../src/device/index.ts'
import { compile, type Profile } from '../../src/profile/index.ts'
import { largestBundle, profilesIn, recordingsIn } from './pack.ts'

/** What of a bundle can be played again. */
export interface OpenedBundle {
  readonly stretches: readonly Stretch[]
  /** The profiles of the site that are in it. */
  readonly profiles: ReadonlyMap<string, Profile>
}

/** Far more than a bundle of ours unfolds to. */
const largestFile = 64 * 1024 * 1024

/** Whether a file is a bundle by its name. */
export function isBundle(file: string): boolean {
  return file.toLowerCase().endsWith('.zip')
}

/** @throws DeskError DB-SUP-002 it is no support bundle. */
export function openBundle(file: string): OpenedBundle {
  try {
    if (statSync(file).size > largestBundle) throw new Error('too large')
    const files = unzipSync(readFileSync(file), { filter: ({ originalSize }) => originalSize <= largestFile })
    const under = (folder: string) => Object.entries(files).filter(([name]) => name.startsWith(folder))
    const stretches = under(recordingsIn).flatMap(([, bytes]) => stretchesIn(strFromU8(bytes)))
    const profiles = under(profilesIn).map(([name, bytes]) => compile(strFromU8(bytes), name))
    return { stretches, profiles: new Map(profiles.map((profile) => [profile.id, profile])) }
  } catch (error) {
    throw new DeskError('DB-SUP-002', { file, reason: (error as Error).message }, { cause: error })
  }
}

function stretchesIn(text: string): readonly Stretch[] {
  const lines = text.split('\n').slice(0, -1)
  return lines[0] === formatLine ? readStretches(lines) : []
}
