import type { Log } from '../../core/index.ts'
import { dpapiKeeper } from './dpapi.ts'
import { fileKeeper } from './file.ts'
import type { KeyKeeper, KeyLevel } from './keeper.ts'
import { hasTpm2, tpm2Keeper } from './tpm2.ts'

const keepers: Readonly<Record<KeyLevel, KeyKeeper>> = { file: fileKeeper, tpm2: tpm2Keeper, dpapi: dpapiKeeper }

/** The keeper of a level. */
export function keeperOf(level: KeyLevel): KeyKeeper {
  return keepers[level]
}

/** The best keeper that this PC has and that really works: it has sealed and opened something. */
export function chooseKeeper(log: Log): KeyKeeper {
  const best = process.platform === 'win32' ? dpapiKeeper : hasTpm2() ? tpm2Keeper : fileKeeper
  try {
    const words = 'does it work'
    if (best.open(best.seal(words)) === words) return best
    throw new Error('what was opened is not what was sealed')
  } catch (error) {
    log.warn('the key of this desk cannot be sealed and is kept as a file', { reason: (error as Error).message })
    return fileKeeper
  }
}
