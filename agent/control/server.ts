import { chmodSync, rmSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { json } from 'node:stream/consumers'
import { type Static, type TSchema, Type } from 'typebox'
import { Value } from 'typebox/value'
import { callActions, longestContent, type Provisioning, provisioningSchema } from '../../src/contract/index.ts'
import { DeskError, type Log, packError, toDeskError, uuidv7 } from '../../src/core/index.ts'
import type { Agent } from '../agent.ts'
import { roles } from '../config/schema.ts'
import { tellHealth } from '../doctor/health.ts'
import { systemClock, systemRandom } from '../system.ts'
import type { Updates } from '../update/updates.ts'
import { http } from './http.ts'
import { controlPath } from './paths.ts'

/** The door through which the command line asks a running agent. */
export interface ControlServer {
  stop(): Promise<void>
}

/** What the door leads to beside the agent itself. */
export interface ControlExtras {
  /** Where the officer's page is, or why it is not there. */
  /** Takes configuration that a person brought. */
  readonly provision?: { byHand(content: string): void; take(message: Provisioning): Promise<void>; drop(): void }
  readonly updates?: Pick<Updates, 'apply' | 'rollback' | 'status'>
  page(): ({ readonly url: string } | { readonly problem: DeskError }) & { readonly helpers?: number }
  /** The last lines of the log, oldest first. */
  log?(): readonly string[]
}

/** Opens the door. The caller holds the journal, so a socket that is already there belongs to a process that died. */
export async function serveControl(
  agent: Agent,
  dataFolder: string,
  log: Log,
  extras?: ControlExtras,
): Promise<ControlServer> {
  const path = controlPath(dataFolder)
  if (process.platform !== 'win32') rmSync(path, { force: true })
  const server = http.createServer((request, response) => {
    answer({ agent, extras }, request, response).catch((error: unknown) => {
      log.warn(toDeskError(error, 'DB-AGT-003').message)
      response.destroy()
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
  if (process.platform !== 'win32') chmodSync(path, 0o600)
  return {
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

interface Behind {
  readonly agent: Agent
  readonly extras: ControlExtras | undefined
}

async function answer({ agent, extras }: Behind, request: IncomingMessage, response: ServerResponse): Promise<void> {
  switch (`${request.method} ${request.url}`) {
    case 'GET /status':
      return send(response, await agent.status())
    case 'GET /health':
      return send(response, await tellHealth(agent))
    case 'GET /log':
      return send(response, extras?.log?.() ?? [])
    case 'GET /diagnostics':
      return send(response, agent.diagnostics())
    case 'GET /quarantine':
      return send(response, await agent.quarantined())
    case 'POST /adopt':
      return await perform(request, response, wishSchema, (wish) => ({ name: agent.adoption.adopt(wish) }))
    case 'POST /release':
      return await perform(request, response, releaseSchema, async ({ name }) => agent.adoption.release(name))
    case 'POST /press':
      return await perform(request, response, pressSchema, (press) => pressKey(agent, press))
    case 'GET /page':
      return send(response, pageSeen(extras))
    case 'GET /attached':
      return send(response, agent.learning.attached())
    case 'GET /learn':
      return send(response, agent.learning.state())
    case 'POST /learn':
      return await perform(request, response, learnSchema, (wish) => agent.learning.start(wish))
    case 'POST /learn/answer':
      return await perform(request, response, answerSchema, ({ words }) => agent.learning.answer(words))
    case 'POST /learn/cancel':
      return await perform(request, response, nothingSchema, () => agent.learning.cancel())
    case 'POST /learn/save':
      return await perform(request, response, nothingSchema, () => ({ file: agent.learning.save() }))
    case 'POST /learn/use':
      return await perform(request, response, useSchema, ({ counter }) => ({ name: agent.learning.use(counter) }))
    case 'POST /provision':
      return await perform(request, response, provisionSchema, (brought) => takeProvision(extras, brought))
    case 'POST /provision/drop':
      return await perform(request, response, nothingSchema, () => provisionOf(extras).drop())
    case 'GET /update':
      return send(response, extras?.updates?.status() ?? {})
    case 'POST /update/apply':
      return await perform(request, response, fileSchema, ({ file }) => applyUpdate(extras, file))
    case 'POST /update/rollback':
      return await perform(request, response, partSchema, async ({ part }) => ({
        effect: await extras?.updates?.rollback(part),
      }))
    case 'GET /facts':
      return await sendLines(response, agent.facts())
    case 'GET /verify':
      return await sendLines(response, agent.verify())
    default:
      response.writeHead(404).end()
  }
}

const text = Type.String({ minLength: 1, maxLength: 4096 })
const wishSchema = Type.Object({
  path: text,
  counter: text,
  role: Type.Optional(Type.Enum([...roles])),
  keys: Type.Optional(Type.Record(text, text)),
})
const pressSchema = Type.Object({
  action: text,
  counter: Type.Optional(text),
  ticket: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })),
  reason: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  to: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
})
const releaseSchema = Type.Object({ name: text })
const learnSchema = Type.Object({
  path: text,
  name: Type.String({ minLength: 1, maxLength: 100 }),
  baud: Type.Optional(Type.Integer({ minimum: 50, maximum: 4_000_000 })),
})
const answerSchema = Type.Object({ words: Type.String({ maxLength: 2_000 }) })
const useSchema = Type.Object({ counter: text })
const nothingSchema = Type.Object({})
const provisionSchema = Type.Union([
  Type.Object({ content: Type.String({ minLength: 1, maxLength: longestContent }) }),
  Type.Object({ message: provisioningSchema }),
])

/** Staged when this resolves; a signed one that is refused tells so in what is kept. */
async function takeProvision(
  extras: ControlExtras | undefined,
  brought: Static<typeof provisionSchema>,
): Promise<void> {
  const provision = provisionOf(extras)
  if ('content' in brought) provision.byHand(brought.content)
  else await provision.take(brought.message)
}

function provisionOf(extras: ControlExtras | undefined): NonNullable<ControlExtras['provision']> {
  if (!extras?.provision) throw new DeskError('DB-AGT-009')
  return extras.provision
}

const fileSchema = Type.Object({ file: Type.Optional(text) })
const partSchema = Type.Object({ part: Type.Enum(['program', 'profiles', 'texts']) })

/** What was taken, with the codes of what should be looked at. */
async function applyUpdate(extras: ControlExtras | undefined, file: string | undefined) {
  const taken = (await extras?.updates?.apply(file)) ?? []
  return { taken: taken.map((one) => ({ ...one, warnings: one.warnings.map(packError) })) }
}

/** A key, pressed by a shortcut of the operating system. A desk of one counter need not be told which. */
async function pressKey(
  agent: Agent,
  { counter, action: name, ...press }: Static<typeof pressSchema>,
): Promise<{ counter: string }> {
  const action = callActions.find((one) => one === name)
  if (!action) throw new DeskError('DB-AGT-043', { name, known: callActions.join(', ') })
  const known = agent.counters().map(({ id }) => id)
  const [first = ''] = known
  if (counter === undefined && known.length > 1) throw new DeskError('DB-AGT-044', { known: known.join(', '), first })
  const pressed = counter ?? first
  const id = uuidv7(systemClock.wall(), systemRandom)
  await agent.accept({ kind: 'call', id, source: 'shortcut', counter: pressed, ...press, action, via: 'shortcut' })
  return { counter: pressed }
}

function pageSeen(extras: ControlExtras | undefined) {
  const seen = extras?.page()
  if (!seen) return {}
  return 'problem' in seen ? { ...seen, problem: packError(seen.problem) } : seen
}

/** Does what was asked; what speaks against it goes back as a code with its arguments. */
async function perform<T extends TSchema>(
  request: IncomingMessage,
  response: ServerResponse,
  schema: T,
  act: (body: Static<T>) => unknown,
): Promise<void> {
  try {
    const body: unknown = await json(request)
    if (!Value.Check(schema, body)) throw new DeskError('DB-AGT-009')
    send(response, (await act(body)) ?? {})
  } catch (error) {
    const { code, args } = toDeskError(error, 'DB-AGT-003')
    response.writeHead(409, { 'content-type': 'application/json' }).end(JSON.stringify({ code, args }))
  }
}

function send(response: ServerResponse, value: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

async function sendLines(response: ServerResponse, values: AsyncIterable<unknown>): Promise<void> {
  response.writeHead(200, { 'content-type': 'application/x-ndjson' })
  // The first value may take long, and a client waits for an answer only so long.
  response.flushHeaders()
  for await (const value of values) {
    if (!response.write(`${JSON.stringify(value)}\n`)) await new Promise((resolve) => response.once('drain', resolve))
  }
  response.end()
}
