import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { type ReleasesMessage, releasesSchema } from '../../contract/index.ts'
import { DeskError } from '../../core/index.ts'
import { replaceFile } from '../../durable/index.ts'
import { type Manifest, openBundle } from '../../update/index.ts'

const entrySchema = Type.Object(
  {
    /** Part, version, number and system: also the name of its file. */
    id: Type.String({ pattern: '^[a-z]+-[0-9.]+-[0-9]+-[a-z0-9-]+$' }),
    manifest: Type.String(),
    signatures: releasesSchema.properties.releases.items.properties.signatures,
    bytes: Type.Integer({ minimum: 1 }),
    percent: Type.Integer({ minimum: 0, maximum: 100 }),
    /** More failures than so many of a hundred desks that tried stop it. */
    limit: Type.Integer({ minimum: 0, maximum: 100 }),
    stopped: Type.Union([Type.Null(), Type.Object({ failed: Type.Integer(), tried: Type.Integer() })]),
  },
  { additionalProperties: false },
)
/** One release that the centre has. */
export type ReleaseEntry = Static<typeof entrySchema>

const isShelf = Compile(Type.Object({ format: Type.Literal(1), releases: Type.Array(entrySchema) }))

/** The releases of a centre, in a folder of its data. Commands change it beside a centre that runs. */
export interface ReleaseShelf {
  list(): readonly ReleaseEntry[]
  /** Takes a bundle in; nobody may have it yet. Whether it can be trusted is judged by each desk. */
  add(file: string): Promise<ReleaseEntry>
  /** @throws DeskError DB-UPD-021 there is no such release. */
  wave(id: string, percent: number, limit?: number): ReleaseEntry
  stop(id: string, because?: { readonly failed: number; readonly tried: number }): ReleaseEntry
  /** Where its bundle lies; undefined for one that is not there. */
  fileOf(id: string): string | undefined
}

const usualLimit = 10
/** Each release is a few megabytes; the oldest leave. */
const mostKept = 24

/** The shelf in the data folder of a centre. */
export function openReleaseShelf(dataFolder: string): ReleaseShelf {
  const folder = join(dataFolder, 'releases')
  const notes = join(folder, 'releases.json')
  const bundle = (id: string) => join(folder, `${id}.update`)
  const list = () => readNotes(notes)
  const write = (releases: readonly ReleaseEntry[]) =>
    replaceFile(notes, `${JSON.stringify({ format: 1, releases })}\n`)
  const change = (id: string, more: Partial<ReleaseEntry>): ReleaseEntry => {
    const releases = list()
    const found = releases.find((one) => one.id === id)
    if (!found) throw unknown(id)
    const changed = { ...found, ...more }
    write(releases.map((one) => (one === found ? changed : one)))
    return changed
  }
  return {
    list,
    async add(file) {
      const entry = await readEntry(file)
      mkdirSync(folder, { recursive: true })
      copyFileSync(file, bundle(entry.id))
      const kept = [entry, ...list().filter(({ id }) => id !== entry.id)]
      for (const { id } of kept.slice(mostKept)) rmSync(bundle(id), { force: true })
      write(kept.slice(0, mostKept))
      return entry
    },
    wave: (id, percent, limit) => change(id, { percent, stopped: null, ...(limit === undefined ? {} : { limit }) }),
    stop: (id, because) => change(id, { percent: 0, stopped: because ?? { failed: 0, tried: 0 } }),
    fileOf: (id) => (list().some((one) => one.id === id) && existsSync(bundle(id)) ? bundle(id) : undefined),
  }
}

/** What a release is; its text was checked when it was taken in. */
export function manifestOf({ manifest }: Pick<ReleaseEntry, 'manifest'>): Manifest {
  return JSON.parse(manifest) as Manifest
}

/** The newest of each part and system. */
export function newestOf(releases: readonly ReleaseEntry[]): readonly ReleaseEntry[] {
  const newest = new Map<string, ReleaseEntry>()
  for (const entry of releases) {
    const { part, platform, issue } = manifestOf(entry)
    const known = newest.get(`${part} ${platform}`)
    if (!known || manifestOf(known).issue < issue) newest.set(`${part} ${platform}`, entry)
  }
  return [...newest.values()]
}

/** What desks are told. */
export function announcementOf(releases: readonly ReleaseEntry[], url: string, spread: number): ReleasesMessage {
  return {
    releases: newestOf(releases).map(({ id, manifest, signatures, bytes, percent }) => ({
      manifest,
      signatures,
      url: new URL(`releases/${id}.update`, url).href,
      bytes,
      percent,
      spread,
    })),
  }
}

async function readEntry(file: string): Promise<ReleaseEntry> {
  const bundle = await openBundle(file)
  await bundle.close()
  const { part, version, issue, platform } = bundle.manifest
  return {
    id: `${part}-${version}-${issue}-${platform}`,
    manifest: bundle.signedText,
    signatures: bundle.signatures,
    bytes: statSync(file).size,
    percent: 0,
    limit: usualLimit,
    stopped: null,
  }
}

function readNotes(file: string): readonly ReleaseEntry[] {
  if (!existsSync(file)) return []
  const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
  if (!isShelf.Check(value)) throw new DeskError('DB-UPD-018', { file })
  return value.releases
}

function unknown(id: string): DeskError {
  const [part = id, version = '–', issue = '–'] = id.split('-')
  return new DeskError('DB-UPD-021', { part: `${part} ${version}`, issue, platform: id.split('-').slice(3).join('-') })
}
