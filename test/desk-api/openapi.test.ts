import { readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { parse } from 'yaml'
import { command } from '../contract/asyncapi-text.ts'
import { openApiFile, openApiText } from '../contract/openapi-text.ts'
import { application, startApiDesk } from './desk.ts'

interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly string[]
  readonly security: readonly Readonly<Record<string, readonly string[]>>[]
  readonly requestBody?: { readonly content: { readonly 'application/json': { readonly schema: object } } }
  readonly responses: Readonly<Record<string, object>>
}

interface Document {
  readonly openapi: string
  readonly info: { readonly title: string; readonly version: string; readonly description: string }
  readonly tags: readonly { readonly name: string; readonly description: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>
    readonly securitySchemes: Readonly<Record<string, object>>
  }
}

const document = parse(readFileSync(openApiFile, 'utf8')) as Document
const operations = Object.values(document.paths).flatMap((path) => Object.values(path))
const ajv = new Ajv2020({ strict: false }).addSchema(document, 'api')
const judge = (pointer: string) => ajv.getSchema(`api#${pointer}`) ?? expect.unreachable(pointer)
const schema = (name: string) => judge(`/components/schemas/${name}`)

test(`the description is what "${command}" writes`, () => {
  expect(readFileSync(openApiFile, 'utf8')).toBe(openApiText())
})

test('the description keeps the rules of OpenAPI 3.1', () => {
  expect(document.openapi).toBe('3.1.0')
  expect(Object.keys(document.paths).filter((path) => !path.startsWith('/v1'))).toEqual([])
  const methods = Object.values(document.paths).flatMap((path) => Object.keys(path))
  expect(new Set(methods)).toEqual(new Set(['get', 'post']))
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
  const tags = document.tags.map(({ name }) => name)
  expect(operations.flatMap((one) => one.tags).filter((tag) => !tags.includes(tag))).toEqual([])
  const schemes = operations.flatMap(({ security }) => security.flatMap((one) => Object.keys(one)))
  expect(schemes.filter((name) => !(name in document.components.securitySchemes))).toEqual([])
  for (const { responses } of operations)
    expect(Object.keys(responses).every((name) => /^(\d{3}|default)$/.test(name))).toBe(true)
  // Every reference leads somewhere.
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"#([^"]+)"/g)].map(([, pointer = '']) => pointer)
  const lost = references.filter((pointer) => pointer.split('/').slice(1).reduce<unknown>(step, document) === undefined)
  expect(references.length).toBeGreaterThan(20)
  expect(lost).toEqual([])
})

test('every schema is one, and every member of it says what it is', () => {
  for (const name of Object.keys(document.components.schemas)) schema(name)
  const bodies = Object.entries(document.paths).filter(([, path]) => path.post)
  for (const [path] of bodies)
    judge(`/paths/${path.replaceAll('/', '~1')}/post/requestBody/content/application~1json/schema`)
  const silent = [
    ...Object.entries(document.components.schemas).flatMap(([name, one]) => undescribed(one, name)),
    ...operations.flatMap((one) => undescribed(one.requestBody?.content['application/json'].schema, one.operationId)),
  ]
  expect(silent).toEqual([])
})

test('what a real desk says to a page that pairs is what the description says', async () => {
  const desk = await startApiDesk()
  const said = async (name: string, body: unknown, session?: string) =>
    (
      await desk.post(name, body, session === undefined ? { origin: application } : { origin: application, session })
    ).json()
  const asked = await said('pair', {})
  const paired = (await said('pair-confirm', { code: desk.readCode() })) as { session: string }
  const proof = await said('prove', { nonce: 'A'.repeat(43) })
  const held = await said('session', {}, paired.session)
  const refusal = await said('press', { key: 1 }, paired.session)
  for (const [name, value] of Object.entries({
    Pairing: asked,
    Session: paired,
    Proof: proof,
    Held: held,
    Refusal: refusal,
  })) {
    expect([name, schema(name)(value)]).toEqual([name, true])
    expect(schema(name)({ ...(value as object), more: 1 })).toBe(false)
  }
  const socket = new WebSocket(
    `${desk.server.url.replace('http', 'ws')}v1?life=a&after=0`,
    ['deskbridge-v1', `session.${paired.session}`],
    {
      origin: application,
    },
  )
  const first = await new Promise((resolve) => socket.once('message', (data) => resolve(JSON.parse(String(data)))))
  socket.terminate()
  expect(schema('Message')(first)).toBe(true)
})

function step(value: unknown, name: string): unknown {
  const key = name.replaceAll('~1', '/').replaceAll('~0', '~')
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined
}

/** The members of a schema that do not say what they are. */
function undescribed(value: unknown, at: string): string[] {
  if (typeof value !== 'object' || value === null) return []
  const { properties = {}, ...rest } = value as { readonly properties?: Readonly<Record<string, Described>> }
  const own = Object.entries(properties).flatMap(([name, member]) => [
    ...(member.description === undefined && member.$ref === undefined ? [`${at}.${name}`] : []),
    ...undescribed(member, `${at}.${name}`),
  ])
  return [...own, ...Object.entries(rest).flatMap(([name, part]) => undescribed(part, `${at}/${name}`))]
}

interface Described {
  readonly description?: string
  readonly $ref?: string
}
