import type { IncomingMessage } from 'node:http'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { DeskError } from '../../src/core/index.ts'
import type { EpochVerdict, QuarantinedFact } from '../../src/journal/index.ts'
import type { AgentStatus } from '../agent.ts'
import { http } from './http.ts'
import { controlPath } from './paths.ts'

/** Asks the agent that runs on a data folder. Each question throws DeskError DB-AGT-001 when none runs. */
export interface ControlClient {
  status(): Promise<AgentStatus>
  diagnostics(): Promise<readonly unknown[]>
  /** All facts of its journal, one JSON text each. */
  facts(): AsyncIterable<string>
  /** The hash chain of each of its epochs, recomputed while it runs. */
  verify(): AsyncIterable<EpochVerdict>
  /** Facts of its journal that went out as tombstones only. */
  quarantined(): Promise<readonly QuarantinedFact[]>
}

const patience = 3_000

/** A client for a data folder. Nothing is connected before it is asked. */
export function controlClient(dataFolder: string): ControlClient {
  const ask = (path: string) =>
    new Promise<IncomingMessage>((fulfil, reject) => {
      const fail = (error: Error) => reject(new DeskError('DB-AGT-001', { folder: dataFolder }, { cause: error }))
      const asked = http.request({ socketPath: controlPath(resolve(dataFolder)), path, timeout: patience }, fulfil)
      asked.once('error', fail)
      asked.once('timeout', () => asked.destroy(new Error('no answer')))
      asked.end()
    })
  const json = async <T>(path: string): Promise<T> => {
    const chunks: Buffer[] = []
    for await (const chunk of await ask(path)) chunks.push(chunk as Buffer)
    return JSON.parse(Buffer.concat(chunks).toString('utf8')) as T
  }
  async function* lines(path: string): AsyncIterable<string> {
    yield* createInterface({ input: await ask(path), crlfDelay: Number.POSITIVE_INFINITY })
  }
  return {
    status: () => json('/status'),
    diagnostics: () => json('/diagnostics'),
    facts: () => lines('/facts'),
    async *verify() {
      for await (const line of lines('/verify')) yield JSON.parse(line) as EpochVerdict
    },
    quarantined: () => json('/quarantine'),
  }
}
