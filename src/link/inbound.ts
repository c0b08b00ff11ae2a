import { Compile } from 'typebox/compile'
import type { Incoming } from '../broker/index.ts'
import {
  type Command,
  commandSchema,
  commandSchemas,
  configSchema,
  type DeskConfig,
  type DeskTopics,
  type Provisioning,
  provisioningSchema,
  type Receipt,
  type ReleasesMessage,
  receiptSchema,
  releasesSchema,
  type TimeMessage,
  timeSchema,
  type WaitingMessage,
  waitingSchema,
} from '../contract/index.ts'
import type { Log } from '../core/index.ts'

/** What comes down from the centre, checked. */
export type Inbound =
  | { readonly kind: 'receipt'; readonly receipt: Receipt }
  | { readonly kind: 'command'; readonly command: Command }
  | { readonly kind: 'refused-command'; readonly id: string }
  | { readonly kind: 'time'; readonly message: TimeMessage }
  | { readonly kind: 'config'; readonly config: DeskConfig }
  | { readonly kind: 'waiting'; readonly message: WaitingMessage }
  | { readonly kind: 'provision'; readonly message: Provisioning }
  | { readonly kind: 'releases'; readonly message: ReleasesMessage }
  | { readonly kind: 'other' }

const isReceipt = Compile(receiptSchema)
const isTime = Compile(timeSchema)
const isConfig = Compile(configSchema)
const isWaiting = Compile(waitingSchema)
const isProvisioning = Compile(provisioningSchema)
const isReleases = Compile(releasesSchema)
const isEnvelope = Compile(commandSchema)
const isArgs = new Map(Object.entries(commandSchemas).map(([name, schema]) => [name, Compile(schema)]))

/** Reads a message. What does not fit its schema is counted and dropped, since sending it again would not mend it. */
export function readInbound(incoming: Incoming, topics: DeskTopics, log: Log): Inbound {
  const value = parse(incoming.payload)
  switch (incoming.topic) {
    case topics.receipts:
      if (isReceipt.Check(value)) return { kind: 'receipt', receipt: value }
      break
    case topics.time:
      if (isTime.Check(value)) return { kind: 'time', message: value }
      break
    case topics.config:
      if (isConfig.Check(value)) return { kind: 'config', config: value }
      break
    case topics.waiting:
      if (isWaiting.Check(value)) return { kind: 'waiting', message: value }
      break
    case topics.provision:
      if (isProvisioning.Check(value)) return { kind: 'provision', message: value }
      break
    case topics.release:
      if (isReleases.Check(value)) return { kind: 'releases', message: value }
      break
    case topics.commands: {
      if (isEnvelope.Check(value) && isArgs.get(value.name)?.Check(value.args))
        return { kind: 'command', command: value as Command }
      const id = (value as { id?: unknown } | undefined)?.id
      log.warn('a command that does not fit', { topic: incoming.topic, bytes: incoming.payload.length })
      return typeof id === 'string' && id.length <= 64 ? { kind: 'refused-command', id } : { kind: 'other' }
    }
  }
  // An empty retained message is how MQTT clears one.
  if (incoming.payload.length > 0)
    log.warn('a message that does not fit', { topic: incoming.topic, bytes: incoming.payload.length })
  return { kind: 'other' }
}

function parse(payload: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(payload).toString('utf8'))
  } catch {
    return undefined
  }
}
