import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { namePattern } from '../contract/index.ts'
import type { DeskIdentity } from './identity.ts'
import { keyLevels } from './keepers/keeper.ts'

/** The file that says which identity holds. */
export const recordFile = 'identity.json'

const text = Type.String({ minLength: 1, maxLength: 500 })
const name = Type.String({ pattern: namePattern })

/** What a centre says of itself to its desks. Members of newer centres are let be. */
export const aboutSchema = Type.Object({
  broker: Type.String({ pattern: '^mqtts?://[^/]+$', maxLength: 300 }),
  root: Type.String({ pattern: '^[^+#]+$', maxLength: 100 }),
  signingKeys: Type.Array(Type.Object({ id: text, key: text }), { maxItems: 8 }),
})

const recordSchema = Type.Object({
  version: Type.Literal(1),
  generation: Type.Integer({ minimum: 1 }),
  centre: name,
  desk: name,
  server: text,
  level: Type.Enum([...keyLevels]),
  ...aboutSchema.properties,
})
const record = Compile(recordSchema)

/** The identity without what lies in files of its own. */
export type IdentityRecord = Omit<Static<typeof recordSchema>, 'version'>

/** Reads the file; undefined where there is none. Throws where it is damaged. */
export function readRecord(bytes: Buffer | undefined): IdentityRecord | undefined {
  if (!bytes) return undefined
  const value: unknown = JSON.parse(bytes.toString('utf8'))
  if (!record.Check(value)) throw new Error(`${recordFile} is not what was written`)
  const { version: _, ...identity } = value
  return identity
}

/** The file of an identity. */
export function writeRecord({
  generation,
  centre,
  desk,
  server,
  level,
  broker,
  root,
  signingKeys,
}: DeskIdentity): string {
  const words = { version: 1, generation, centre, desk, server, level, broker, root, signingKeys }
  return `${JSON.stringify(words, null, 2)}\n`
}
