import type { TSchema } from 'typebox'
import { accessActions, pairingActions, sessionActions } from '../access/doors.ts'
import { applicationActions, deskActions } from '../api/actions.ts'
import { proveSchema } from '../proof/prove.ts'
import { namedSchemas } from './schemas.ts'

type Plain = { readonly [member: string]: unknown }

/** Who may ask for something, as the tags of the document. */
const tags = [
  { name: 'pairing', description: 'Open to every application of the allow-list, also before it is paired' },
  { name: 'application', description: 'Open to a paired application, by the secret of its session' },
  { name: 'own pages', description: 'Open to the pages of the desk itself only, which need no session' },
] as const

/** The description of the loopback API in OpenAPI 3.1, from the schemas that the server checks with. */
export function openApi(description: string): Plain {
  return {
    openapi: '3.1.0',
    info: {
      title: 'deskbridge: the loopback API of a desk',
      version: '1',
      description,
      license: { name: 'Apache 2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: 'http://127.0.0.1:47800', description: 'On the PC of the desk; the port is configurable' }],
    tags,
    paths: {
      '/v1': { get: socket() },
      ...paths('pairing', { ...pairingActions, prove: proveSchema }),
      ...paths('application', { ...sessionActions, ...applicationActions }),
      ...paths('own pages', { ...deskActions, ...accessActions }),
    },
    components: {
      schemas: Object.fromEntries(
        Object.entries(namedSchemas).map(([name, schema]) => [name, referring(plain(schema), name)]),
      ),
      responses: { Refused: answer('Refused; the code says why', 'Refusal') },
      securitySchemes: {
        session: { type: 'http', scheme: 'bearer', description: 'The secret that pair-confirm gave' },
      },
    },
  }
}

function paths(tag: (typeof tags)[number]['name'], actions: Readonly<Record<string, TSchema>>): Plain {
  return Object.fromEntries(
    Object.entries(actions).map(([name, schema]) => [
      `/v1/${name}`,
      {
        post: {
          operationId: name,
          tags: [tag],
          summary: (plain(schema) as { description?: string }).description ?? name,
          ...(tag === 'application' ? { security: [{ session: [] }] } : { security: [] }),
          requestBody: { required: true, content: { 'application/json': { schema: referring(plain(schema)) } } },
          responses: { '200': answer('Done', answers[name] ?? 'Done'), default: refused },
        },
      },
    ]),
  )
}

/** What is answered by something else than nothing. */
const answers: Readonly<Record<string, string>> = {
  pair: 'Pairing',
  'pair-confirm': 'Session',
  prove: 'Proof',
  session: 'Held',
  'card-read': 'CardReading',
  'card-content': 'CardContent',
}

const refused = { $ref: '#/components/responses/Refused' }

function socket(): Plain {
  const query = (name: string, description: string) => ({
    name,
    in: 'query',
    required: false,
    description,
    schema: { type: 'string' },
  })
  return {
    operationId: 'follow',
    tags: ['application'],
    summary: 'A WebSocket on which the desk tells how it is and what changes',
    description:
      'Upgrade to a WebSocket with the protocols `deskbridge-v1` and `session.{secret}`. Each message is JSON of the schema `Message`. ' +
      'A page that comes back says where it was; what it missed follows, or the whole picture. What a page sends here ends the socket.',
    parameters: [
      query('life', 'The life of the feed that the page knew'),
      query('after', 'The number of the last event that it saw'),
    ],
    security: [{ session: [] }],
    responses: {
      '101': {
        description: 'Messages follow',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Message' } } },
      },
      default: refused,
    },
  }
}

function answer(description: string, schema: string): Plain {
  return { description, content: { 'application/json': { schema: { $ref: `#/components/schemas/${schema}` } } } }
}

const names = new Map(Object.entries(namedSchemas).map(([name, schema]) => [JSON.stringify(schema), name]))

/** The same schema with a reference for each part that has a name, but for `self` itself. */
function referring(value: unknown, self?: string): unknown {
  if (typeof value !== 'object' || value === null) return value
  const name = names.get(JSON.stringify(value))
  if (name !== undefined && name !== self) return { $ref: `#/components/schemas/${name}` }
  if (Array.isArray(value)) return value.map((part) => referring(part))
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, referring(part)]))
}

/** A schema as it is written, without what the library hangs on it. */
function plain(schema: TSchema): unknown {
  return JSON.parse(JSON.stringify(schema))
}
