import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/**
 * Which program listens on a loopback port, as far as this user may see: its name and number, else its user (Linux).
 * Undefined where the system does not say.
 */
export function portHolder(port: number): string | undefined {
  if (process.platform !== 'linux') return undefined
  const row = listener(port)
  if (!row) return undefined
  for (const process of readdirSync('/proc')) {
    if (/^\d+$/.test(process) && holds(process, row.inode)) return `${nameOf(process)}, ${process}`
  }
  return `uid ${row.user}`
}

function listener(port: number): { readonly user: string; readonly inode: string } | undefined {
  const isIt = new RegExp(`^ *\\d+: [0-9A-F]+:${port.toString(16).toUpperCase().padStart(4, '0')} [0-9A-F]+:0000 0A `)
  const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((file) => read(file).split('\n'))
  const [, , , , , , , user, , inode] =
    rows
      .find((row) => isIt.test(row))
      ?.trim()
      .split(/\s+/) ?? []
  return user === undefined || inode === undefined ? undefined : { user, inode }
}

function holds(process: string, inode: string): boolean {
  try {
    const folder = `/proc/${process}/fd`
    return readdirSync(folder).some((name) => linkOf(`${folder}/${name}`) === `socket:[${inode}]`)
  } catch {
    // It has ended, or belongs to somebody else.
    return false
  }
}

function linkOf(file: string): string {
  try {
    return readlinkSync(file)
  } catch {
    return ''
  }
}

function nameOf(process: string): string {
  return read(`/proc/${process}/comm`).trim()
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
