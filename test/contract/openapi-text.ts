import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { openApi } from '../../src/desk/document/index.ts'
import { command } from './asyncapi-text.ts'

const desk = join(import.meta.dirname, '..', '..', 'src', 'desk')

/** Where the description of the loopback API lies that ships with the package. */
export const openApiFile = join(desk, 'openapi.yaml')

/** The description as it must be committed. */
export function openApiText(): string {
  const document = openApi(readFileSync(join(desk, 'document', 'api.md'), 'utf8'))
  const heading = ` Made by \`${command}\` from the schemas and words in src/desk. Change those, not this file.\n`
  return `#${heading}${stringify(document, { lineWidth: 0, aliasDuplicateObjects: false })}`
}
