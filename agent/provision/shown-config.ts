import { readFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { parseDocument } from '../../src/document/index.ts'
import { configSchema } from '../config/schema.ts'
import { combine, overlaysOf, winningKeys } from './overlay.ts'

/** One key of the configuration in force. */
export interface ShownPart {
  readonly key: string
  readonly value: unknown
  /** The file, or the revision of what the centre sent. */
  readonly from: string | number
}

const hidden = '…'

/** What is in force, key by key, and where each is from; `revision` is that of the configuration. Passwords are not shown. */
export function shownConfig(file: string, revision: number | undefined): readonly ShownPart[] {
  const local = parseDocument(readFileSync(file, 'utf8'), configSchema, file)
  if (!local.value) return []
  const kept = overlaysOf(resolve(dirname(file), local.value.data))
  const overlay = kept.find((one) => one.revision === revision)
  const combined = overlay && combine(local, overlay)
  const given = overlay ? parseDocument(overlay.content, configSchema).value : undefined
  const wins = given ? winningKeys(given) : new Set<string>()
  return Object.entries(combined?.written ?? local.value).map(([key, value]) => ({
    key,
    value: key === 'broker' ? withoutSecret(value) : value,
    from: overlay && wins.has(key) ? overlay.revision : file,
  }))
}

function withoutSecret(broker: unknown): unknown {
  const written = broker as { readonly password?: string }
  return written.password === undefined ? broker : { ...written, password: hidden }
}
