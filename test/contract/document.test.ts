import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { commandNames, deskTopics, factTypes, requestNames, resultSchema } from '../../src/contract/index.ts'
import { asyncApiFile, asyncApiText, command } from './asyncapi-text.ts'
import { document, isMessage } from './document.ts'

const specification = join(import.meta.dirname, '../../node_modules/@asyncapi/specs/schemas/3.0.0-without-$id.json')

describe('the written contract', () => {
  it('is what the sources say', () => {
    expect(readFileSync(asyncApiFile, 'utf8'), `out of date: run \`${command}\` and commit`).toBe(asyncApiText())
  })

  it('is an AsyncAPI 3 document by the schema of the specification', () => {
    // Formats as `uri` are not the question here, and ajv knows none of its own.
    const ajv = new Ajv({ strict: false, validateFormats: false })
    const check = ajv.compile(JSON.parse(readFileSync(specification, 'utf8')))
    expect(check(document), JSON.stringify(check.errors)).toBe(true)
    expect(check({ ...document, channels: [] })).toBe(false)
  })

  it('refers to nothing that it does not have', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, target]) => String(target))
    expect(references.length).toBeGreaterThan(100)
    expect(references.filter((target) => resolve(target) === undefined)).toEqual([])
  })

  it('has every topic of a desk, at its address and with its quality', () => {
    const topics = deskTopics('{centre}', '{desk}')
    const addresses = Object.entries(document.channels).map(([name, { address }]) => [name, address])
    expect(Object.fromEntries(addresses)).toEqual(topics)
    const operations = Object.values(document.operations)
    const about = operations.map(({ channel }) => channel.$ref.replace('#/channels/', ''))
    expect(about.toSorted()).toEqual(Object.keys(topics).toSorted())
    expect(operations.filter(({ bindings }) => bindings.mqtt.qos !== 1)).toEqual([])
  })

  it('has every fact, command and request by name, and every state of a result', () => {
    const messagesOf = (channel: string) => Object.keys(document.channels[channel]?.messages ?? {})
    expect(messagesOf('facts')).toEqual([...factTypes.map((type) => `fact.${type}`), 'fact.tombstone'])
    expect(messagesOf('commands')).toEqual(commandNames.map((name) => `command.${name}`))
    expect(document.components.schemas).toHaveProperty('request.properties.name.enum', requestNames)
    expect(document.components.schemas).toHaveProperty('result.properties.state.enum', resultStates)
    const prose = document.info.description
    expect(requestNames.filter((name) => !prose.includes(`\`${name}\``))).toEqual([])
    expect(resultStates.filter((state) => !prose.includes(`\`${state}\`:`))).toEqual([])
  })

  it('says of every member of every message what it is', () => {
    expect(membersOf(document.components.schemas).filter(({ schema }) => !isDescribed(schema))).toEqual([])
  })

  it('has an example of every message that is one', () => {
    const messages = Object.entries(document.components.messages)
    expect(messages.filter(([, { examples }]) => examples.length === 0).map(([name]) => name)).toEqual([])
    const wrong = messages.flatMap(([name, { examples }]) =>
      examples.filter(({ payload }) => !isMessage(name, payload)).map(({ summary }) => `${name}: ${summary}`),
    )
    expect(wrong).toEqual([])
  })

  it('leaves no blank for a value of the worked example', () => {
    expect(document.info.description).not.toMatch(/\{\{|undefined/)
  })
})

const resultStates = resultSchema.properties.state.enum

function resolve(target: string): unknown {
  let found: unknown = document
  for (const key of target.replace(/^#\//, '').split('/'))
    found = (found as { [key: string]: unknown } | undefined)?.[key]
  return found
}

interface Schema {
  readonly $ref?: string
  readonly const?: unknown
  readonly description?: string
  readonly properties?: { readonly [name: string]: Schema }
}

function membersOf(schemas: { readonly [name: string]: Schema }): { path: string; schema: Schema }[] {
  return Object.entries(schemas).flatMap(([name, schema]) => inner(name, schema))
}

function inner(path: string, schema: unknown): { path: string; schema: Schema }[] {
  if (typeof schema !== 'object' || schema === null) return []
  const own = Object.entries((schema as Schema).properties ?? {})
  return [
    ...own.map(([name, member]) => ({ path: `${path}.${name}`, schema: member })),
    ...Object.entries(schema).flatMap(([key, value]) => inner(`${path}.${key}`, value)),
  ]
}

/** What only narrows a member that is described elsewhere needs no words of its own. */
function isDescribed({ $ref, const: constant, description }: Schema): boolean {
  return $ref !== undefined || constant !== undefined || (description ?? '').length > 2
}
