import { open, readFile, rename, rm } from 'node:fs/promises'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'

/** How the name of a packed segment ends, behind the name it had before. */
export const packedEnd = '.gz'

/**
 * Packs a segment that is finished: what a polled device says all day is nearly always the same. Whatever ends the
 * program meanwhile, one of the two files is whole; hence the sync, which no press waits for. Returns what it is now.
 */
export async function packSegment(file: string): Promise<{ readonly file: string; readonly bytes: number }> {
  const packed = `${file}${packedEnd}`
  const unfinished = `${packed}.new`
  const bytes = await promisify(gzip)(await readFile(file), { level: 3 })
  try {
    const handle = await open(unfinished, 'w', 0o600)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(unfinished, packed)
  } catch (error) {
    await rm(unfinished, { force: true })
    throw error
  }
  await rm(file, { force: true })
  return { file: packed, bytes: bytes.length }
}

/** The text of a segment, packed or not, also if it is being packed just now; what cannot be read is a hole. */
export async function readSegment(file: string): Promise<string> {
  try {
    const bytes = await readFile(file)
    return (file.endsWith(packedEnd) ? await promisify(gunzip)(bytes, { maxOutputLength: largest }) : bytes).toString()
  } catch {
    return file.endsWith(packedEnd) ? '' : await readSegment(`${file}${packedEnd}`)
  }
}

/** No segment of ours is as large. */
const largest = 64 * 1024 * 1024
