import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { explain } from '../../src/core/index.ts'
import { lint, runVectors } from '../../src/profile/index.ts'
import { command, guideFile, guideText, libraryFolder, schemaFile, schemaText } from './written.ts'

const files = readdirSync(libraryFolder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.yaml'))
const profileOf = (file: string) => parse(readFileSync(join(libraryFolder, file), 'utf8'))

describe('the guide to the device library', () => {
  it('has the table of the devices that the library holds', () => {
    expect(readFileSync(guideFile, 'utf8'), `out of date: run \`${command}\` and commit`).toBe(guideText())
  })
})

describe('the example in the guide', () => {
  const example = /```yaml\n([\s\S]*?)```/.exec(readFileSync(guideFile, 'utf8'))?.[1] ?? ''

  it('is a profile that lint finds clean', () => {
    expect(lint(example).map((problem) => explain(problem, 'en'))).toEqual([])
  })

  it('passes its own tests, as many as the guide says', () => {
    const { passed, failed } = runVectors(example)
    expect(readFileSync(guideFile, 'utf8')).toContain(`${passed} tests pass, ${failed} fail`)
    expect(failed).toBe(0)
  })
})

describe('the written JSON Schema of the profile language', () => {
  const written = readFileSync(schemaFile, 'utf8')
  const check = new Ajv2020({ strict: false }).compile(JSON.parse(written))

  it('is the schema that profiles are checked with', () => {
    expect(written, `out of date: run \`${command}\` and commit`).toBe(schemaText())
  })

  it.each(files)('takes %s', (file) => {
    expect(check(profileOf(file)), JSON.stringify(check.errors)).toBe(true)
  })

  it('refuses a word that the language does not know', () => {
    const profile = profileOf(files[0] ?? '')
    expect(check(profile)).toBe(true)
    expect(check({ ...profile, evidence: 'hearsay' })).toBe(false)
    expect(check({ ...profile, sorces: [] })).toBe(false)
  })
})
