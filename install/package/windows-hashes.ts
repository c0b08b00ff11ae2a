import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from './platform.ts'

/** What each addon became with each compiler that was tried, as SHA-256. */
type Known = Readonly<Record<string, Readonly<Record<string, string>>>>

const file = join(projectFolder, 'install', 'windows', 'native-hashes.json')

/**
 * Compares a compiled addon with what it became before. A compiler that nobody tried is only told of; the same compiler
 * must give the same bytes, or something got into them that is in nobody's sources.
 */
export function checkNativeHash(name: string, compiler: string, bytes: Uint8Array, known: Known = recorded()): void {
  const found = createHash('sha256').update(bytes).digest('hex')
  const expected = known[name]?.[compiler]
  if (expected === found) return
  const line = `"${compiler}": "${found}"`
  if (expected !== undefined) throw new Error(`${name} for Windows is not what native-hashes.json says: ${line}`)
  process.stderr.write(`${name} for Windows: a compiler that native-hashes.json does not know: ${line}\n`)
}

function recorded(): Known {
  return JSON.parse(readFileSync(file, 'utf8')) as Known
}
