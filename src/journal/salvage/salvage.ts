import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs'
import { type Database, migrate, openDatabase } from '../../sqlite/index.ts'
import { noteRepair, type Repair } from '../repair.ts'
import type { Issued } from '../reserve-file.ts'
import { migrations } from '../schema.ts'
import { type BuildOptions, type Built, build } from './build.ts'
import { gather } from './findings.ts'
import { Images } from './images.ts'

/** What a salvage works on. */
export interface SalvageOptions extends BuildOptions {
  /** The set-aside files: the main one, and its logs from the oldest on. */
  readonly mainFile: string
  readonly walFiles: readonly string[]
  /** The file to make. What an interrupted salvage left there is made anew. */
  readonly target: string
  readonly issued: Issued | undefined
  readonly repair: Pick<Repair, 'at' | 'aside' | 'reason'>
}

/** What a salvage made. */
export interface Salvaged extends Built {
  readonly repair: Repair
}

/** Nothing reads this file before it is complete, synchronised and renamed, so it needs no log of its own. */
const pragmas = { auto_vacuum: 2, journal_mode: 'off', synchronous: 0, secure_delete: 1 }

/**
 * Makes a new journal from a set-aside one. SQLite does not read the old file: a broken page near the root would hide
 * everything below it. Every page is looked at for itself, and rows are known by their content.
 */
export async function salvage(options: SalvageOptions): Promise<Salvaged> {
  for (const ending of ['', '-journal', '-wal']) rmSync(options.target + ending, { force: true })
  const images = new Images(options.mainFile, options.walFiles)
  try {
    const db = await openDatabase(options.target, pragmas)
    try {
      return await fill(db, images, options)
    } finally {
      await db.close()
      syncFile(options.target)
    }
  } finally {
    images.close()
  }
}

async function fill(db: Database, images: Images, options: SalvageOptions): Promise<Salvaged> {
  await migrate(db, migrations)
  const found = gather(images)
  return await db.transaction(async (transaction) => {
    const built = await build(transaction, found, options.issued, options)
    const { epoch, salvaged, reported } = built
    const repair = { ...options.repair, epoch, salvaged, reported }
    await noteRepair(transaction, repair)
    return { ...built, repair }
  })
}

function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}
