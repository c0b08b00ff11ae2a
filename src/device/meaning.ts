import { type CallAction, callActions } from '../contract/index.ts'
import type { DeviceEvent } from '../profile/index.ts'
import type { DeviceBinding, DeviceRole } from './binding.ts'

/** What a device event means at a counter. */
export type Meaning =
  | { readonly kind: 'call'; readonly action: CallAction }
  | { readonly kind: 'rating'; readonly level: number }
  | { readonly kind: 'scan'; readonly text: string }
  | { readonly kind: 'id-card'; readonly said: Readonly<Record<string, string>> }
  | { readonly kind: 'unknown-key'; readonly key: string }
  /** Not for the counter: status, release and the like. */
  | { readonly kind: 'nothing' }

type Reading = (event: DeviceEvent, binding: Seen) => Meaning
type Seen = Pick<DeviceBinding, 'role' | 'keys' | 'profile'>

const nothing: Meaning = { kind: 'nothing' }

const readings: Readonly<Record<DeviceRole, Reading>> = {
  'call-keypad': (event, { keys }) => onPress(event, keys, toCall),
  'rating-pad': (event, { keys }) => onPress(event, keys, toRating),
  scanner: (event, { profile }) => onScan(event, profile),
  display: () => nothing,
}

/** What an event of a device means, by the role of the device and the meaning its keys have here. */
export function meaningOf(event: DeviceEvent, binding: Seen): Meaning {
  return readings[binding.role](event, binding)
}

/**
 * The lines that a reader of documents sends are a scan. Readers of chips tell fields and nothing else; where a scanner tells of
 * one code both as text and as fields, the text counts.
 */
function onScan({ name, data }: DeviceEvent, { deviceClass }: DeviceBinding['profile']): Meaning {
  if (name === 'scan') return { kind: 'scan', text: String(data.text) }
  if (name !== 'id-card') return nothing
  if (data.mrz !== undefined) return { kind: 'scan', text: String(data.mrz) }
  if (deviceClass !== 'id-reader') return nothing
  return { kind: 'id-card', said: Object.fromEntries(Object.entries(data).map(([key, value]) => [key, String(value)])) }
}

function onPress(
  { name, data }: DeviceEvent,
  keys: DeviceBinding['keys'],
  toMeaning: (word: string) => Meaning | undefined,
): Meaning {
  if (name !== 'press') return nothing
  const key = String(data.key)
  const word = Object.hasOwn(keys, key) ? String(keys[key]) : key
  return toMeaning(word) ?? { kind: 'unknown-key', key }
}

function toCall(word: string): Meaning | undefined {
  const action = callActions.find((known) => known === word)
  return action && { kind: 'call', action }
}

function toRating(word: string): Meaning | undefined {
  const level = /^(?:level-)?([1-9]|10)$/.exec(word)?.[1]
  return level === undefined ? undefined : { kind: 'rating', level: Number(level) }
}
