import { mkdirSync, statSync } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import type { ClientRequest, IncomingMessage } from 'node:http'
import { dirname } from 'node:path'
import { DeskError, isDeskError } from '../../src/core/index.ts'
import { http } from '../control/http.ts'

/** What is fetched. */
export interface FetchOptions {
  readonly url: string
  /** Where it is put; what is there already of an earlier attempt is not fetched again. */
  readonly file: string
  readonly bytes: number
  /** Certificates that the desk trusts, for https. */
  readonly ca?: string
  readonly signal: AbortSignal
}

/** A server that says nothing for so long has gone. */
const silence = 20_000

/**
 * Fetches a bundle, from where an earlier attempt was cut off. Never takes more than was announced.
 * @throws DeskError DB-UPD-015 it could not be fetched as a whole; what came is kept.
 */
export async function fetchBundle(options: FetchOptions): Promise<void> {
  const { url, file, bytes } = options
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const have = statSync(file, { throwIfNoEntry: false })?.size ?? 0
  if (have === bytes) return
  const handle = await open(file, have > 0 && have < bytes ? 'r+' : 'w', 0o600)
  try {
    await receive(await ask(options, have < bytes ? have : 0), handle, options)
    await handle.sync()
  } catch (error) {
    if (isDeskError(error)) throw error
    throw new DeskError('DB-UPD-015', { url, reason: (error as Error).message }, { cause: error })
  } finally {
    await handle.close()
  }
}

function ask({ url, ca, signal }: FetchOptions, from: number): Promise<IncomingMessage> {
  const headers = from > 0 ? { range: `bytes=${from}-` } : {}
  return new Promise((fulfil, reject) => {
    const options = { headers, signal, timeout: silence }
    const asked: ClientRequest = url.startsWith('https:')
      ? https().get(url, { ...options, ...(ca === undefined ? {} : { ca }) }, fulfil)
      : http.get(url, options, fulfil)
    asked.once('error', reject)
    asked.once('timeout', () => asked.destroy(new Error('no answer')))
  })
}

async function receive(answer: IncomingMessage, handle: FileHandle, { url, bytes }: FetchOptions): Promise<void> {
  const from = startOf(answer)
  if (from === undefined) {
    answer.destroy()
    throw new DeskError('DB-UPD-015', { url, reason: `HTTP ${answer.statusCode}` })
  }
  if (from === 0) await handle.truncate(0)
  let at = from
  for await (const piece of answer as AsyncIterable<Buffer>) {
    if (at + piece.length > bytes) throw new DeskError('DB-UPD-015', { url, reason: `> ${bytes}` })
    await handle.write(piece, 0, piece.length, at)
    at += piece.length
  }
  if (at < bytes) throw new DeskError('DB-UPD-015', { url, reason: `${at} < ${bytes}` })
}

/** Where the answer begins; a server without Range begins anew. Undefined for an answer that is none. */
function startOf({ statusCode, headers }: IncomingMessage): number | undefined {
  if (statusCode === 200) return 0
  const start = /^bytes (\d+)-/.exec(headers['content-range'] ?? '')?.[1]
  return statusCode === 206 && start !== undefined ? Number(start) : undefined
}

/** Loaded only when it is needed, and without its ES module face, as in `control/http.ts`. */
function https(): typeof import('node:https') {
  return process.getBuiltinModule('node:https')
}
