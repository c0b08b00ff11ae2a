import { chmodSync, rmSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Log, toDeskError } from '../../src/core/index.ts'
import type { Agent } from '../agent.ts'
import { http } from './http.ts'
import { controlPath } from './paths.ts'

/** The door through which the command line asks a running agent. */
export interface ControlServer {
  stop(): Promise<void>
}

/** Opens the door. The caller holds the journal, so a socket that is already there belongs to a process that died. */
export async function serveControl(agent: Agent, dataFolder: string, log: Log): Promise<ControlServer> {
  const path = controlPath(dataFolder)
  if (process.platform !== 'win32') rmSync(path, { force: true })
  const server = http.createServer((request, response) => {
    answer(agent, request, response).catch((error: unknown) => {
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

async function answer(agent: Agent, request: IncomingMessage, response: ServerResponse): Promise<void> {
  switch (`${request.method} ${request.url}`) {
    case 'GET /status':
      return send(response, await agent.status())
    case 'GET /diagnostics':
      return send(response, agent.diagnostics())
    case 'GET /quarantine':
      return send(response, await agent.quarantined())
    case 'GET /facts':
      return await sendLines(response, agent.facts())
    case 'GET /verify':
      return await sendLines(response, agent.verify())
    default:
      response.writeHead(404).end()
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
