import type { Incoming } from '../broker/index.ts'
import {
  type CommandResult,
  type CountersMessage,
  countersSchema,
  type DeskState,
  type DevicesMessage,
  devicesSchema,
  isDeskName,
  parseTopic,
  resultSchema,
  stateSchema,
} from '../contract/index.ts'
import { leniently } from './lenient.ts'

/** What comes up from a desk. A retained message may be old. */
export type Inbound = {
  /** `{centre}/{desk}`. */
  readonly desk: string
  readonly centre: string
  readonly when: 'now' | 'retained'
} & (
  | { readonly kind: 'fact'; readonly payload: string }
  | { readonly kind: 'request'; readonly request: unknown }
  | { readonly kind: 'result'; readonly result: CommandResult }
  | { readonly kind: 'state'; readonly state: DeskState }
  | { readonly kind: 'devices'; readonly message: DevicesMessage }
  | { readonly kind: 'counters'; readonly message: CountersMessage }
)

const isResult = leniently<CommandResult>(resultSchema)
const isState = leniently<DeskState>(stateSchema)
const isDevices = leniently<DevicesMessage>(devicesSchema)
const isCounters = leniently<CountersMessage>(countersSchema)

/**
 * Reads a message. Undefined when it is not of a desk, is empty, which is how MQTT clears a retained one, or does not fit
 * its schema, since sending it again would not mend it. Facts and requests are checked by those who take them.
 */
export function readInbound({ topic, payload, retained }: Incoming, root: string): Inbound | undefined {
  const from = parseTopic(topic, root)
  if (!from || payload.length === 0 || !isDeskName(from.desk) || !isDeskName(from.centre)) return undefined
  const { centre } = from
  const envelope = { desk: `${centre}/${from.desk}`, centre, when: retained ? 'retained' : 'now' } as const
  const text = Buffer.from(payload).toString('utf8')
  if (from.name === 'facts') return { ...envelope, kind: 'fact', payload: text }
  const value = parseJson(text)
  switch (from.name) {
    case 'requests':
      return { ...envelope, kind: 'request', request: value }
    case 'results':
      return isResult(value) ? { ...envelope, kind: 'result', result: value } : undefined
    case 'state':
      return isState(value) ? { ...envelope, kind: 'state', state: value } : undefined
    case 'devices':
      return isDevices(value) ? { ...envelope, kind: 'devices', message: value } : undefined
    case 'counters':
      return isCounters(value) ? { ...envelope, kind: 'counters', message: value } : undefined
    default:
      return undefined
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
