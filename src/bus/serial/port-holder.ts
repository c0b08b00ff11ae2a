import { readdir, readFile, readlink, realpath } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * The name of a program that has a port open, e.g. `ModemManager`; undefined where none can be seen. Linux tells it of the
 * programs of the same user, and to root of all.
 */
export async function holderOf(port: string, processes = '/proc'): Promise<string | undefined> {
  const path = await realpath(port).catch(() => port)
  const ids = await readdir(processes).catch(() => [])
  for (const id of ids) {
    if (!/^\d+$/.test(id) || id === String(process.pid)) continue
    if (await hasOpen(join(processes, id, 'fd'), path)) return await nameOf(join(processes, id))
  }
  return undefined
}

/** A process may end while it is looked at, and most belong to others. */
async function hasOpen(folder: string, path: string): Promise<boolean> {
  const files = await readdir(folder).catch(() => [])
  for (const file of files) {
    if ((await readlink(join(folder, file)).catch(() => '')) === path) return true
  }
  return false
}

async function nameOf(folder: string): Promise<string | undefined> {
  const name = await readFile(join(folder, 'comm'), 'utf8').catch(() => '')
  return name.trim() || undefined
}
