import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { DeskError } from '../core/index.ts'
import { versionPattern } from './version.ts'

/** What is updated by itself: the program with all that it needs, the device library, words on screens, the trusted keys. */
export const updateParts = ['program', 'profiles', 'texts', 'keys'] as const
/** One of {@link updateParts}. */
export type UpdatePart = (typeof updateParts)[number]

/** What a bundle may be made for. */
export const platforms = ['any', 'linux-x64', 'win32-x64'] as const
/** One of {@link platforms}. */
export type Platform = (typeof platforms)[number]

/** The largest bundle that is taken: a whole program with its native parts has a tenth of it. */
export const bounds = {
  /** The manifest, which also travels in announcements. */
  manifest: 4 * 1024,
  signatures: 2 * 1024,
  list: 4 * 2 ** 20,
  files: 20_000,
  payload: 128 * 2 ** 20,
  unpacked: 512 * 2 ** 20,
} as const

const closed = { additionalProperties: false } as const
const hash = Type.String({ pattern: '^[0-9a-f]{64}$' })
const version = Type.String({ pattern: versionPattern })
const time = Type.String({ pattern: '^[0-9]{4}-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9]Z$' })
const key = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' })

const manifestSchema = Type.Object(
  {
    format: Type.Literal(1),
    product: Type.Literal('deskbridge'),
    part: Type.Enum([...updateParts]),
    version,
    /** The program must be at least this. */
    minimumVersion: version,
    platform: Type.Enum([...platforms]),
    /** Grows with every release of a part: what tells an old bundle from a new one. */
    issue: Type.Integer({ minimum: 1, maximum: 2 ** 31 }),
    madeAt: time,
    /** Behind it there should be a newer one; clocks of counter PCs are wrong too often to refuse it. */
    expires: time,
    list: Type.Object({ bytes: Type.Integer({ minimum: 2 }), sha256: hash }, closed),
    payload: Type.Object({ bytes: Type.Integer({ minimum: 1 }), sha256: hash }, closed),
    /** All files together. */
    unpacked: Type.Integer({ minimum: 0 }),
    /** Of a bundle of keys only: those that are trusted from then on. */
    keys: Type.Optional(Type.Array(key, { minItems: 2, maxItems: 2, uniqueItems: true })),
  },
  closed,
)
/** What is signed: which release this is, and the hashes of all else in its bundle. */
export type Manifest = Static<typeof manifestSchema>

const fileSchema = Type.Object(
  {
    path: Type.String({ minLength: 1, maxLength: 200 }),
    bytes: Type.Integer({ minimum: 0 }),
    sha256: hash,
    executable: Type.Optional(Type.Literal(true)),
  },
  closed,
)
/** One file of a bundle. */
export type BundleFile = Static<typeof fileSchema>

const isManifest = Compile(manifestSchema)
const isList = Compile(Type.Array(fileSchema, { maxItems: bounds.files }))

/**
 * Reads what was signed.
 * @throws DeskError DB-UPD-001 it is none, -008 it is about too much.
 */
export function readManifest(text: string, file: string): Manifest {
  const value = parse(text)
  if (!isManifest.Check(value)) throw new DeskError('DB-UPD-001', { file, reason: 'manifest' })
  if ((value.part === 'keys') !== (value.keys !== undefined))
    throw new DeskError('DB-UPD-001', { file, reason: 'keys' })
  within('list', value.list.bytes, bounds.list)
  within('payload', value.payload.bytes, bounds.payload)
  within('unpacked', value.unpacked, bounds.unpacked)
  return value
}

/**
 * Reads the list of files, whose hash the caller has checked.
 * @throws DeskError DB-UPD-001 it is none, -006 it is not about as much as the manifest says.
 */
export function readList(text: string, { unpacked }: Manifest, file: string): readonly BundleFile[] {
  const value = parse(text)
  if (!isList.Check(value)) throw new DeskError('DB-UPD-001', { file, reason: 'list' })
  const total = value.reduce((sum, { bytes }) => sum + bytes, 0)
  if (total !== unpacked) throw new DeskError('DB-UPD-006', { path: 'list' })
  return value
}

/** @throws DeskError DB-UPD-008 there is more of something than is taken. */
export function within(what: string, bytes: number, most: number): void {
  if (bytes > most) throw new DeskError('DB-UPD-008', { what, bytes, most })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
