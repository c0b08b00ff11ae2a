import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { profileJsonSchema } from '../../src/profile/index.ts'
import { deviceTable } from './table.ts'

/** Where the device library lies. */
export const libraryFolder = join(import.meta.dirname, '..', '..', 'device-profiles')
export const guideFile = join(libraryFolder, 'README.md')
export const schemaFile = join(libraryFolder, 'profile.schema.json')

/** The command that writes table and schema anew. */
export const command = 'npm run library'

const begin = `<!-- Between these two lines: made by \`${command}\` -->`
const end = '<!-- end of the table -->'

/** The guide as it must be committed: its own words, and the table of what the library holds. */
export function guideText(): string {
  const guide = readFileSync(guideFile, 'utf8')
  const [before, after] = [guide.indexOf(begin), guide.indexOf(end)]
  if (before < 0 || after < before) throw new Error(`${guideFile} has lost the lines that hold the table`)
  return `${guide.slice(0, before)}${begin}\n\n${deviceTable(libraryFolder)}\n\n${guide.slice(after)}`
}

/** The JSON Schema of the profile language as it must be committed. */
export function schemaText(): string {
  return `${JSON.stringify(profileJsonSchema(), null, 2)}\n`
}
