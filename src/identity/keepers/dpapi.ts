import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { KeyKeeper } from './keeper.ts'
import { pipeThrough } from './pipe.ts'

/** Lies beside the Node that runs us: install/windows/service/sealing.c. */
const helperName = 'deskbridge-service.exe'

/**
 * Windows: sealed for this PC, by a program of ours, since Node cannot ask. Not for the account of the service: an
 * administrator may enrol the desk, too, and the key must open for the service then. What keeps other programs of this PC
 * out is the folder, which only the service and administrators can enter.
 */
export function dpapiKeeper(helper = join(dirname(process.execPath), helperName)): KeyKeeper {
  return {
    level: 'dpapi',
    isThere: () => process.platform === 'win32' && existsSync(helper),
    seal: (key) => pipeThrough(helper, ['seal'], Buffer.from(key, 'utf8')),
    open: (sealed) => pipeThrough(helper, ['open'], sealed).toString('utf8'),
  }
}
