import { readdir, readFile, readlink, realpath } from 'node:fs/promises'
import { basename, join } from 'node:path'

const mostNames = 3

/**
 * The names of other programs that have a port open, e.g. `ModemManager`. Linux tells it of the programs of the same user,
 * and to root of all.
 */
export async function holdersOf(port: string): Promise<readonly string[]> {
  const path = await realpath(port).catch(() => port)
  const ids = (await readdir('/proc').catch(() => [])).filter((id) => /^\d+$/.test(id) && id !== String(process.pid))
  const names = new Set<string>()
  for (const id of ids) {
    if (names.size < mostNames && (await hasOpen(id, path))) names.add(await nameOf(id))
  }
  return [...names]
}

/** A process may end while it is looked at, and most belong to others. */
async function hasOpen(id: string, path: string): Promise<boolean> {
  const folder = join('/proc', id, 'fd')
  const files = await readdir(folder).catch(() => [])
  const targets = await Promise.all(files.map((file) => readlink(join(folder, file)).catch(() => '')))
  return targets.includes(path)
}

async function nameOf(id: string): Promise<string> {
  const line = await readFile(join('/proc', id, 'cmdline'), 'utf8').catch(() => '')
  return basename(line.split('\0')[0] ?? '') || id
}
