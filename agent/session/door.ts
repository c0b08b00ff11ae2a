import { chmodSync, rmSync } from 'node:fs'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Log } from '../../src/core/index.ts'
import type { Windows } from '../../src/desk/index.ts'
import { http } from '../control/http.ts'

/** The door at which session helpers wait for windows to open. */
export interface SessionDoor {
  /** Helpers that wait there now. */
  helpers(): number
  stop(): Promise<void>
}

/** What the door needs. */
export interface SessionDoorOptions {
  readonly path: string
  readonly windows: Windows
  /** Where the pages are, with a slash at the end; undefined while they are not there. */
  readonly url: () => string | undefined
  readonly log: Log
}

/**
 * Opens the door. Who gets through may see which windows open, with their tokens; the page behind a token is given to a
 * browser of the right user only, so a helper of somebody else gains nothing.
 */
export async function serveSessionDoor({ path, windows, url, log }: SessionDoorOptions): Promise<SessionDoor> {
  const helpers = new Set<ServerResponse>()
  const server = http.createServer((request, response) => {
    const user = /^\/windows\?user=([0-9]{1,10}|\*)$/.exec(request.url ?? '')?.[1]
    if (request.method !== 'GET' || user === undefined) return void response.writeHead(404).end()
    wait(request, response, { windows, url, user })
    helpers.add(response)
    response.once('close', () => helpers.delete(response))
    log.info('session helper', { count: 1 })
  })
  server.maxConnections = 16
  if (process.platform !== 'win32') rmSync(path, { force: true })
  try {
    await listen(server, path)
  } catch (error) {
    // On Windows any program may have taken the name first. It gains nothing by that, and the desk works without windows.
    log.warn('session helpers cannot come in', { reason: (error as Error).message })
    return { helpers: () => 0, stop: async () => {} }
  }
  // The folder that systemd made belongs to the group of those who work at the desk.
  if (process.platform !== 'win32') chmodSync(path, process.env.RUNTIME_DIRECTORY ? 0o660 : 0o600)
  return {
    helpers: () => helpers.size,
    stop: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}

/** On Windows, where a service host has started us. */
const isService = process.platform === 'win32' && process.env.DESKBRIDGE_SESSION_DOOR !== undefined

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    // A pipe of Windows is its maker's alone unless it says otherwise, and the service is not the officer.
    server.listen({ path, readableAll: isService, writableAll: isService }, resolve)
  })
}

interface Waiting {
  readonly windows: Windows
  readonly url: () => string | undefined
  readonly user: string
}

/** One line of JSON for each window, for as long as the helper stays. */
function wait(request: IncomingMessage, response: ServerResponse, { windows, url, user }: Waiting): void {
  request.socket.setTimeout(0)
  response.writeHead(200, { 'content-type': 'application/x-ndjson' })
  response.flushHeaders()
  const leave = windows.join({
    user,
    open(path) {
      const base = url()
      if (base) response.write(`${JSON.stringify({ open: new URL(path, base).href })}\n`)
    },
  })
  response.once('close', leave)
}
