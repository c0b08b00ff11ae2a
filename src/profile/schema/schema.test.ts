import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Compile } from 'typebox/compile'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { profileJsonSchema } from './index.ts'

const folder = join(import.meta.dirname, '../../../device-profiles')
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'))
const schema = profileJsonSchema()
const check = Compile(schema as Parameters<typeof Compile>[0])

/** Words that YAML 1.1 readers take for truth values must be neither keys nor values of the language. */
const traps = new Set(['on', 'off', 'yes', 'no', 'y', 'n', 'true', 'false'])

function wordsOf(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return []
  const { properties = {}, enum: choices = [] } = node as { properties?: object; enum?: unknown }
  return [
    ...Object.keys(properties),
    ...(Array.isArray(choices) ? choices.map(String) : []),
    ...Object.values(node).flatMap(wordsOf),
  ]
}

describe('the JSON Schema for editors', () => {
  it.each(files)('takes %s', (file) => {
    expect(check.Check(parse(readFileSync(join(folder, file), 'utf8')))).toBe(true)
  })

  it('refuses what the language does not know', () => {
    const source = parse(readFileSync(join(folder, files[0] ?? ''), 'utf8'))
    expect(check.Check({ ...source, unknown: 1 })).toBe(false)
    expect(check.Check({ ...source, link: { hid: { spacign: 1 } } })).toBe(false)
  })

  it('has no word that another YAML reader takes for a truth value', () => {
    const words = wordsOf(schema)
    expect(words.length).toBeGreaterThan(100)
    expect(words.filter((word) => traps.has(word))).toEqual([])
  })
})
