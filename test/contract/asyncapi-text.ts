import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stringify } from 'yaml'
import { asyncApi } from '../../src/contract/document/index.ts'

const contract = join(import.meta.dirname, '..', '..', 'src', 'contract')

/** Where the document lies that ships with the package. */
export const asyncApiFile = join(contract, 'asyncapi.yaml')

/** The command that writes the document anew. */
export const command = 'npm run contract'

/** The document as it must be committed. */
export function asyncApiText(): string {
  const document = asyncApi(readFileSync(join(contract, 'document', 'contract.md'), 'utf8'))
  const heading = ` Made by \`${command}\` from the schemas, topics and words in src/contract. Change those, not this file.\n`
  const yaml = stringify(document, { lineWidth: 0, aliasDuplicateObjects: false })
  return `#${heading}${yaml}`
}
