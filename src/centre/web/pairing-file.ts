import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Log } from '../../core/index.ts'
import { replaceFile } from '../../durable/index.ts'
import type { PairingFile, Pairings } from './pads.ts'

const pairings = Compile(Type.Record(Type.String({ maxLength: 70 }), Type.Array(Type.String(), { maxItems: 16 })))

/** The file of pairings in a folder; without a folder nothing is kept. A file that cannot be read pairs nobody. */
export function pairingFile(folder: string | undefined, log: Log): PairingFile {
  if (folder === undefined) return { load: () => ({}), save() {} }
  const path = join(folder, 'pads.json')
  return {
    load: () => load(path, log),
    save: (next) => replaceFile(path, JSON.stringify(next)),
  }
}

function load(path: string, log: Log): Pairings {
  try {
    const read: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (pairings.Check(read)) return read
    log.warn('pairings of pads not readable', { reason: 'schema' })
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
    if (!isMissing) log.warn('pairings of pads not readable', { reason: String(error) })
  }
  return {}
}
