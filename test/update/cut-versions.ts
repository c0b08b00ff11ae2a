import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The version of an issue. */
export function versionOf(issue: number): string {
  return `1.${issue}.0`
}

/** The files of an issue: some small, one empty, some of several blocks of a disk, all unlike those of any other issue. */
export function filesOf(issue: number): ReadonlyMap<string, Buffer> {
  const names = [
    'dist/deskbridge.js',
    'dist/chunk-a.js',
    'dist/pages/page.html',
    'package.json',
    'profiles/a/b.yaml',
    'empty',
  ]
  return new Map(
    names.map((name, index) => [name, contentOf(`${issue} ${name}`, name === 'empty' ? 0 : 700 * 5 ** (index % 4))]),
  )
}

/** Lays the files of an issue into a folder. */
export function writeFiles(issue: number, folder: string): void {
  for (const [name, content] of filesOf(issue)) {
    mkdirSync(join(folder, name, '..'), { recursive: true })
    writeFileSync(join(folder, name), content)
  }
}

/** What of a folder is not as the files of its issue are; empty when all is well. */
export function differences(issue: number, folder: string): readonly string[] {
  const expected = filesOf(issue)
  const found = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    statSync(join(folder, name)).isFile(),
  )
  const strange = found.filter((name) => !expected.has(name)).map((name) => `${name} is a stranger`)
  const wrong = [...expected].flatMap(([name, content]) => {
    if (!found.includes(name)) return [`${name} is missing`]
    return readFileSync(join(folder, name)).equals(content) ? [] : [`${name} is another`]
  })
  return [...strange, ...wrong]
}

function contentOf(seed: string, bytes: number): Buffer {
  const pieces: Buffer[] = []
  for (let n = 0; n * 32 < bytes; n++) pieces.push(createHash('sha256').update(`${seed} ${n}`).digest())
  return Buffer.concat(pieces).subarray(0, bytes)
}
