import { DeskError, type ErrorCode } from '../../core/index.ts'
import { type ChipFile, type ChipFileName, chipFiles } from './chip-files.ts'
import type { ChipReader, ReadReport } from './files.ts'

/** A file that was wanted and could not be read, and why. */
export interface MissingFile {
  readonly file: ChipFileName
  readonly code: ErrorCode
}

/** The files of a chip, as they were read. */
export interface Groups {
  /** The bytes of each file that the chip gave. */
  readonly found: ReadonlyMap<ChipFileName, Uint8Array>
  readonly missing: readonly MissingFile[]
}

/** Reads files in this order. One that the chip lacks or keeps to itself is missing; anything else is an error. */
export async function readGroups(
  reader: ChipReader,
  files: readonly ChipFile[],
  reportOf: (file: ChipFileName) => ReadReport,
): Promise<Groups> {
  const found = new Map<ChipFileName, Uint8Array>()
  const missing: MissingFile[] = []
  for (const file of files) {
    try {
      found.set(file.name, await reader.read(file, reportOf(file.name)))
    } catch (error) {
      if (!(error instanceof DeskError && mayLack.has(error.code))) throw error
      missing.push({ file: file.name, code: error.code })
    }
  }
  return { found, missing }
}

const mayLack: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['DB-CRD-105', 'DB-CRD-111'])

/** The data groups among files, by their number: those whose hashes are signed. */
export function numbered(found: Groups['found']): ReadonlyMap<number, Uint8Array> {
  const groups = [chipFiles.dg1, chipFiles.dg2, chipFiles.dg13, chipFiles.dg14, chipFiles.dg15]
  return new Map(
    groups.flatMap(({ name, id }) => {
      const bytes = found.get(name)
      return bytes ? [[id & 0x1f, bytes] as const] : []
    }),
  )
}
