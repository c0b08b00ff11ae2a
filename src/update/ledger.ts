import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { type Static, type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { readText, replaceFile } from '../durable/index.ts'
import { type Current, fresh, type Installed, neededFolders } from './current.ts'
import { emptyShelf, type Shelf, shelfFolders } from './shelf.ts'

/** Where updates lie in the data folder of a desk. No bundle can write into `update`: its files go below `versions`. */
export interface UpdatePlaces {
  readonly current: string
  readonly shelf: string
  /** One folder per version, beside each other. */
  readonly versions: string
  /** Bundles on their way. */
  readonly incoming: string
}

/** The places of a data folder. */
export function updatePlaces(dataFolder: string): UpdatePlaces {
  const own = join(dataFolder, 'update')
  return {
    current: join(own, 'current.json'),
    shelf: join(own, 'update.json'),
    versions: join(dataFolder, 'versions'),
    incoming: join(own, 'incoming'),
  }
}

const closed = { additionalProperties: false } as const
const installedFields = {
  folder: Type.String({ pattern: '^[a-z]+-[0-9]+\\.[0-9]+\\.[0-9]+-[0-9]+$' }),
  version: Type.String({ maxLength: 40 }),
  issue: Type.Integer({ minimum: 1 }),
}
const installed = Type.Object(installedFields, closed)
const orNothing = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
const count = Type.Integer({ minimum: 0 })

const isCurrent = Compile(
  Type.Object(
    {
      format: Type.Literal(1),
      active: orNothing(installed),
      previous: orNothing(installed),
      pending: orNothing(installed),
      tries: count,
      highestIssue: count,
      failed: orNothing(
        Type.Object({ ...installedFields, because: Type.Enum(['unhealthy', 'died', 'missing']) }, closed),
      ),
    },
    closed,
  ),
)

const entry = Type.Object({ active: orNothing(installed), previous: orNothing(installed), highestIssue: count }, closed)
const shelfSchema = Type.Object(
  {
    format: Type.Literal(1),
    profiles: entry,
    texts: entry,
    keys: Type.Object(
      { trusted: orNothing(Type.Array(Type.String(), { minItems: 1, maxItems: 4 })), highestIssue: count },
      closed,
    ),
  },
  closed,
)
const isShelf = Compile(shelfSchema)

/** Something that was kept, and whether the file was damaged and set aside. */
export interface Kept<T> {
  readonly value: T
  readonly damaged: boolean
}

/** Which version runs. What cannot be read is set aside, and the package's own version runs. */
export function readCurrent(places: UpdatePlaces): Kept<Current> {
  return readKept(places.current, (value): value is Current => isCurrent.Check(value), fresh)
}

/** Which releases are used beside the program. */
export function readShelf(places: UpdatePlaces): Kept<Shelf> {
  return readKept(places.shelf, (value): value is Static<typeof shelfSchema> => isShelf.Check(value), emptyShelf)
}

/** Keeps it. Returns when it is on disk. */
export function writeCurrent(places: UpdatePlaces, current: Current): void {
  replaceFile(places.current, `${JSON.stringify(current)}\n`)
}

/** As {@link writeCurrent}. */
export function writeShelf(places: UpdatePlaces, shelf: Shelf): void {
  replaceFile(places.shelf, `${JSON.stringify(shelf)}\n`)
}

/** The folder of a version. */
export function folderOf(places: UpdatePlaces, { folder }: Installed): string {
  return join(places.versions, folder)
}

/** Removes versions that nobody needs any more, and what was left half-way. `running` is never removed. */
export function tidyVersions(places: UpdatePlaces, running: string): void {
  if (!existsSync(places.versions)) return
  const needed = new Set([
    ...neededFolders(readCurrent(places).value),
    ...shelfFolders(readShelf(places).value),
    running,
  ])
  for (const name of readdirSync(places.versions)) {
    if (!needed.has(name)) rmSync(join(places.versions, name), { recursive: true, force: true })
  }
}

function readKept<T>(file: string, fits: (value: unknown) => value is T, otherwise: T): Kept<T> {
  const text = readText(file)
  if (text === undefined) return { value: otherwise, damaged: false }
  const value = parse(text)
  if (fits(value)) return { value, damaged: false }
  renameSync(file, `${file}.damaged`)
  return { value: otherwise, damaged: true }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
