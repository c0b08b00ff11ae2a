import { readFileSync } from 'node:fs'
import { chmod, mkdir, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

const isWindows = process.platform === 'win32'

/** Makes a folder that only its owner can open. On Windows the installer's rights on the data folder are inherited. */
export async function makePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // A folder that was there already, or was copied with open rights.
  if (!isWindows) await chmod(folder, 0o700)
}

/** Replaces a file: after a power cut it is the old one or the new one, whole. Readable for its owner only. */
export async function replaceFile(file: string, content: string | Uint8Array): Promise<void> {
  const unfinished = `${file}.part`
  const handle = await open(unfinished, 'w', 0o600)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(unfinished, file)
  await syncFolder(dirname(file))
}

/** Makes what was created, renamed or removed in a folder outlast a power cut. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder; there a rename is durable with the journal of the file system.
  if (isWindows) return
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

/** The bytes of a file; undefined when there is none. */
export function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
