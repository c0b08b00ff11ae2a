import type { Log } from '../../core/index.ts'
import { dpapiKeeper } from './dpapi.ts'
import { fileKeeper } from './file.ts'
import type { KeyKeeper, KeyLevel } from './keeper.ts'
import { tpm2Keeper } from './tpm2.ts'

/** One keeper for each level. */
export type KeyKeepers = Readonly<Record<KeyLevel, KeyKeeper>>

/** The keepers of this PC. */
export const keepersHere: KeyKeepers = { file: fileKeeper, tpm2: tpm2Keeper(), dpapi: dpapiKeeper() }

/** The best keeper that a PC has and that really works: it has sealed and opened something. */
export function chooseKeeper(log: Log, keepers: KeyKeepers = keepersHere): KeyKeeper {
  const best = [keepers.tpm2, keepers.dpapi].find((keeper) => keeper.isThere()) ?? keepers.file
  try {
    const words = 'does it work'
    if (best.open(best.seal(words)) === words) return best
    throw new Error('what was opened is not what was sealed')
  } catch (error) {
    log.warn('the key of this desk cannot be sealed and is kept as a file', { reason: (error as Error).message })
    return keepers.file
  }
}
