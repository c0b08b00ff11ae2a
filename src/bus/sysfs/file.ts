import { readdir, readFile, realpath } from 'node:fs/promises'

// What is plugged in changes while it is read: whatever is not there is simply missing.

/** The text of an attribute; undefined when there is none. */
export async function attribute(folder: string, name: string): Promise<string | undefined> {
  const bytes = await bytesOf(folder, name)
  const text = bytes?.toString('utf8').replaceAll('\0', '').trim()
  return text ? text : undefined
}

/** An attribute that is a number in hexadecimal. */
export async function hexAttribute(folder: string, name: string): Promise<number | undefined> {
  const text = await attribute(folder, name)
  return text !== undefined && /^[0-9a-f]+$/i.test(text) ? Number.parseInt(text, 16) : undefined
}

export function bytesOf(folder: string, name: string): Promise<Buffer | undefined> {
  return readFile(`${folder}/${name}`).catch(() => undefined)
}

/** Names in a folder, `ttyUSB2` before `ttyUSB10`. */
export async function namesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => [])
  return names.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}

/** Where a link leads. */
export function target(link: string): Promise<string | undefined> {
  return realpath(link).catch(() => undefined)
}
