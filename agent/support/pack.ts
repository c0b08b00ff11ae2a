import { strToU8, type Zippable, zipSync } from 'fflate'
import { type Stretch, wallTime } from '../../src/device/index.ts'
import { recordingLines } from '../recordings/read.ts'

/** What a mail of a ministry still takes. */
export const largestBundle: number = 5 * 1024 * 1024

/** The files of a bundle: texts by name, and the recordings, oldest first. */
export interface BundleParts {
  readonly texts: ReadonlyMap<string, string>
  readonly stretches: readonly Stretch[]
}

/** One zip; where it would be too large the oldest recordings are left out, as often as needed. */
export function packBundle({ texts, stretches }: BundleParts, largest: number = largestBundle): Uint8Array {
  const files: Zippable = Object.fromEntries([...texts].map(([name, text]) => [name, strToU8(text)]))
  const recordings = Object.fromEntries(
    [...Map.groupBy(stretches, ({ head }) => head.device)].map(([device, own]) => [
      `${recordingsIn}${device}.rec`,
      strToU8(`${recordingLines(own).join('\n')}\n`),
    ]),
  )
  const zip = zipSync({ ...files, ...recordings }, { level: 9 })
  if (zip.length <= largest || stretches.length === 0) return zip
  const newest = stretches.toSorted((a, b) => beginOf(a) - beginOf(b)).slice(Math.ceil(stretches.length / 2))
  return packBundle({ texts, stretches: newest }, largest)
}

/** Where recordings are in a bundle. */
export const recordingsIn = 'recordings/'
/** Where profiles of the site are in a bundle. */
export const profilesIn = 'profiles/'

function beginOf(stretch: Stretch): number {
  return wallTime(stretch, stretch)
}
