import { mkdirSync, readdirSync, statSync } from 'node:fs'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { DeskError, isErrorCode } from '../../core/index.ts'
import { fullName, parseFullName } from '../../identity/index.ts'

/** A support bundle that has come. */
export interface KeptBundle {
  /** `vinh-long.quay-05.20261122-010203.zip`. */
  readonly name: string
  /** `{centre}/{desk}`. */
  readonly desk: string
  /** When it came, in wall milliseconds. */
  readonly at: number
  readonly bytes: number
}

/** Bundles on the disk of the centre. */
export interface BundleShelf {
  /** The newest first. */
  list(): readonly KeptBundle[]
  /** Puts one there. The oldest make room: of its desk, and of all. Rejects with DeskError DB-SUP-004 when it is none. */
  put(desk: string, zip: Uint8Array, now: number): Promise<void>
  /** The bytes of one. Rejects with DeskError DB-SUP-005 when it is not there. */
  read(name: string): Promise<Uint8Array>
}

/** The folder of bundles within the data folder of a centre. */
export const bundlesFolder = 'support'
/** Whoever helps looks at the last ones; 200 of at most 5 MB are 1 GB. */
const most = { ofDesk: 3, ofAll: 200 }
const zipBegins = 'PK\u0003\u0004'

/** Opens the bundles in the data folder of a centre. They outlive a new start. */
export function openBundleShelf(dataFolder: string): BundleShelf {
  const folder = join(dataFolder, bundlesFolder)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  let kept = readdirSync(folder).flatMap((name) => bundleAt(folder, name))
  const list = () => kept.toSorted((a, b) => b.at - a.at || b.name.localeCompare(a.name))
  const drop = async (gone: readonly KeptBundle[]) => {
    kept = kept.filter((one) => !gone.includes(one))
    for (const { name } of gone) await rm(join(folder, name), { force: true })
  }
  return {
    list,
    async put(desk, zip, now) {
      if (Buffer.from(zip.subarray(0, zipBegins.length)).toString('latin1') !== zipBegins)
        throw new DeskError('DB-SUP-004', { desk })
      const name = nameOf(desk, now)
      await writeWhole(folder, name, zip)
      kept = [...kept.filter((one) => one.name !== name), { name, desk, at: secondOf(now), bytes: zip.length }]
      await drop(
        list()
          .filter((one) => one.desk === desk)
          .slice(most.ofDesk),
      )
      await drop(list().slice(most.ofAll))
    },
    async read(name) {
      // Only what is on the list is a name: whatever else was asked for never becomes a path.
      if (!kept.some((one) => one.name === name)) throw new DeskError('DB-SUP-005')
      return await readFile(join(folder, name))
    },
  }
}

/** Why a bundle did not come, as a page can say it: a code of ours, or a word of the desk's. */
export function reasonOf(error: string): string {
  return isErrorCode(error) ? error : error.slice(0, 40)
}

const pattern = /^([a-z0-9-]+)\.([a-z0-9-]+)\.(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)\.zip$/

function nameOf(desk: string, now: number): string {
  const [date = '', time = ''] = new Date(now).toISOString().split('T')
  return `${desk.replace('/', '.')}.${date.replaceAll('-', '')}-${time.slice(0, 8).replaceAll(':', '')}.zip`
}

function bundleAt(folder: string, name: string): readonly KeptBundle[] {
  const [, centre = '', desk = '', ...time] = pattern.exec(name) ?? []
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = time.map(Number)
  const full = fullName({ centre, desk })
  if (!parseFullName(full)) return []
  const at = Date.UTC(year, month - 1, day, hour, minute, second)
  return [{ name, desk: full, at, bytes: statSync(join(folder, name)).size }]
}

/** As exact as its name, so that it is the same after a new start. */
function secondOf(now: number): number {
  return Math.floor(now / 1_000) * 1_000
}

async function writeWhole(folder: string, name: string, content: Uint8Array): Promise<void> {
  const unfinished = join(folder, `${name}.part`)
  const file = await open(unfinished, 'w', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(unfinished, join(folder, name))
}
