import { createHash } from 'node:crypto'

/** Our own space of names, so that no other product comes to the same identifiers. */
const space = 'deskbridge.windows/'

/** An identifier that is the same for the same name: a UUID of version 5's shape, as Windows Installer writes it. */
export function guidOf(name: string): string {
  const hex = digestOf(name)
  const variant = ((Number.parseInt(hex.charAt(16), 16) & 3) | 8).toString(16)
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `5${hex.slice(13, 16)}`,
    variant + hex.slice(17, 20),
    hex.slice(20, 32),
  ]
  return parts.join('-').toUpperCase()
}

/** A key of a table row: Windows Installer allows letters and digits only, and not the length of a path. */
export function keyOf(kind: string, name: string): string {
  return `${kind}${digestOf(name).slice(0, 32)}`
}

function digestOf(name: string): string {
  return createHash('sha256')
    .update(space + name)
    .digest('hex')
}
