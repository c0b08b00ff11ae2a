import { readFileSync } from 'node:fs'
import { chmod, mkdir } from 'node:fs/promises'

/** Makes a folder that only its owner can open. On Windows the installer's rights on the data folder are inherited. */
export async function makePrivateFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  // A folder that was there already, or was copied with open rights.
  if (process.platform !== 'win32') await chmod(folder, 0o700)
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
