import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Log } from '../../core/index.ts'
import type { PairingFile, Pairings } from './pads.ts'

const pairings = Compile(Type.Record(Type.String({ maxLength: 70 }), Type.Array(Type.String(), { maxItems: 16 })))

/** The file of pairings in a folder; without a folder nothing is kept. A file that cannot be read pairs nobody. */
export function pairingFile(folder: string | undefined, log: Log): PairingFile {
  if (folder === undefined) return { load: () => ({}), save() {} }
  const path = join(folder, 'pads.json')
  return {
    load: () => load(path, log),
    save(next) {
      mkdirSync(folder, { recursive: true })
      save(path, next)
    },
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

/** Whole or not at all, also when the power fails in between. */
function save(path: string, next: Pairings): void {
  const beside = `${path}.next`
  const file = openSync(beside, 'w', 0o600)
  try {
    writeSync(file, JSON.stringify(next))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
  renameSync(beside, path)
}
