import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { type ConfigurationKey, configurationKeySchema } from '../../src/provision/index.ts'
import type { Config } from '../config/config.ts'

const identity = Compile(Type.Object({ signingKeys: Type.Array(configurationKeySchema, { maxItems: 8 }) }))

/**
 * Whose configuration this desk takes: the keys that its configuration names, so that keys can follow each other; where it
 * names none, those that it was given with its certificate.
 */
export function trustedKeys({ provisioning, dataFolder }: Config): readonly ConfigurationKey[] {
  return provisioning.keys ?? keysOfIdentity(dataFolder)
}

function keysOfIdentity(dataFolder: string): readonly ConfigurationKey[] {
  try {
    const written: unknown = JSON.parse(readFileSync(join(dataFolder, 'identity', 'identity.json'), 'utf8'))
    return identity.Check(written) ? written.signingKeys : []
  } catch {
    return []
  }
}
