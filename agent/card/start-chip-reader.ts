import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { cardReaders } from '../../src/bus/index.ts'
import type { Clock, Log, Random } from '../../src/core/index.ts'
import type { Config } from '../config/config.ts'
import { type ChipReader, createChipReader } from './chip-reader.ts'
import { readTrust } from './read-trust.ts'

/** Certificates of the countries whose cards are believed lie here in the data folder; without it nobody's. */
const trustFolder = 'csca'

/** The reader of chips of a desk whose file names the module; of any other nothing is started. */
export function startChipReader(
  { modules, dataFolder }: Pick<Config, 'modules' | 'dataFolder'>,
  { clock, random, log }: { readonly clock: Clock; readonly random: Random; readonly log: Log },
): ChipReader | undefined {
  if (!modules?.includes('card')) return undefined
  const place = join(dataFolder, trustFolder)
  return createChipReader({
    readers: cardReaders({ clock, log }),
    clock,
    random,
    trust: () => readTrust(existsSync(place) ? place : undefined, clock.wall()),
  })
}
