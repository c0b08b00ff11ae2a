import { hash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Epoch } from '../contract/index.ts'
import { DeskError } from '../core/index.ts'
import { replaceFileAsync } from '../durable/index.ts'

/** How far an epoch has come, as known beside the journal. */
export interface Issued {
  readonly epoch: Epoch
  readonly ordinal: number
  /** Numbers above this one were never issued. */
  readonly reserved: number
  /** Facts up to this one were on disk when this was written. */
  readonly written: number
  /** The centre had the facts up to this one when this was written. */
  readonly receipted: number
}

/**
 * What the journal's file is going through: `open` in use, or its program was killed; `closed` on purpose, or being opened; `salvaging`
 * set aside in that folder, its rows on their way into a new file; `replacing` the new file is complete and takes its place.
 */
export type Phase =
  | { readonly kind: 'open' | 'closed' }
  | { readonly kind: 'salvaging' | 'replacing'; readonly aside: string }

/** What the side file holds. `issued` is unknown when the journal was damaged and its side file missing. */
export interface ReserveRecord {
  readonly issued: Issued | undefined
  readonly phase: Phase
}

/** The side file within the data folder. */
export const reserveFile = 'journal.reserve'

const format = 1

/** Reads the side file; undefined when there is none that can be trusted. */
export function readReserve(folder: string): ReserveRecord | undefined {
  try {
    const [content = '', sum] = readFileSync(join(folder, reserveFile), 'utf8').split('\n')
    if (sum !== hash('sha256', content, 'hex')) return undefined
    const value = JSON.parse(content) as ReserveRecord & { readonly format: number }
    return value.format === format ? { issued: value.issued, phase: value.phase } : undefined
  } catch {
    return undefined
  }
}

/**
 * Replaces the side file, durably and at once.
 * @throws DeskError DB-JRN-013 the disk does not take it.
 */
export async function writeReserve(folder: string, record: ReserveRecord): Promise<void> {
  try {
    await replaceFileAsync(join(folder, reserveFile), contentOf(record))
  } catch (error) {
    throw new DeskError('DB-JRN-013', { folder, reason: (error as Error).message }, { cause: error })
  }
}

/** {@link writeReserve}, or on a disk that has no room for a second side file, {@link overwriteReserve}. */
export async function noteReserve(folder: string, record: ReserveRecord): Promise<void> {
  try {
    await writeReserve(folder, record)
  } catch (error) {
    await overwriteReserve(folder, record).catch(() => {
      throw error
    })
  }
}

/**
 * Writes over the side file where it lies, which takes no room on a full disk. A power cut may tear it, so this is for a
 * journal that is in order and is being closed.
 */
export async function overwriteReserve(folder: string, record: ReserveRecord): Promise<void> {
  const file = await open(join(folder, reserveFile), 'r+')
  try {
    const bytes = Buffer.from(contentOf(record))
    await file.write(bytes, 0, bytes.length, 0)
    await file.truncate(bytes.length)
    await file.sync()
  } finally {
    await file.close()
  }
}

function contentOf(record: ReserveRecord): string {
  const content = JSON.stringify({ format, ...record })
  return `${content}\n${hash('sha256', content, 'hex')}\n`
}
