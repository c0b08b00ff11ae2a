import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { configSchema, type DeskConfig, type WaitingMessage, waitingSchema } from '../contract/index.ts'
import { type Log, toDeskError } from '../core/index.ts'
import type { Journal } from '../journal/index.ts'

/** Where the last word of the centre lies in the journal. */
export const configKey = 'site-config'
export const waitingKey = 'waiting'

/** What the centre said last and the disk has, for a desk that starts without it. */
export interface KeptWord {
  readonly config?: DeskConfig
  readonly waiting?: WaitingMessage
}

/** Reads what is kept of the centre's word. What cannot be read, or does not fit any more, is not there. */
export async function readKept(journal: Journal, log: Log): Promise<KeptWord> {
  const [config, waiting] = await Promise.all([
    readOne<DeskConfig>({ journal, log, key: configKey, schema: configSchema }),
    readOne<WaitingMessage>({ journal, log, key: waitingKey, schema: waitingSchema }),
  ])
  return { ...(config ? { config } : {}), ...(waiting ? { waiting } : {}) }
}

interface KeptPlace {
  readonly journal: Journal
  readonly log: Log
  readonly key: string
  readonly schema: TSchema
}

async function readOne<T>({ journal, log, key, schema }: KeptPlace): Promise<T | undefined> {
  try {
    const kept = await journal.state(key)
    return Compile(schema).Check(kept) ? (kept as T) : undefined
  } catch (error) {
    log.error(toDeskError(error, 'DB-JRN-002').message)
    return undefined
  }
}
