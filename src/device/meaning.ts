import { type CallAction, callActions } from '../contract/index.ts'
import type { DeviceEvent } from '../profile/index.ts'
import type { DeviceBinding, DeviceRole } from './binding.ts'

/** What a device event means at a counter. */
export type Meaning =
  | { readonly kind: 'call'; readonly action: CallAction }
  | { readonly kind: 'rating'; readonly level: number }
  | { readonly kind: 'scan'; readonly text: string }
  | { readonly kind: 'unknown-key'; readonly key: string }
  /** Not for the counter: status, release and the like. */
  | { readonly kind: 'nothing' }

type Reading = (event: DeviceEvent, keys: DeviceBinding['keys']) => Meaning

const nothing: Meaning = { kind: 'nothing' }

const readings: Readonly<Record<DeviceRole, Reading>> = {
  'call-keypad': (event, keys) => onPress(event, keys, toCall),
  'rating-pad': (event, keys) => onPress(event, keys, toRating),
  scanner: ({ name, data }) => (name === 'scan' ? { kind: 'scan', text: String(data.text) } : nothing),
  display: () => nothing,
}

/** What an event of a device means, by the role of the device and the meaning its keys have here. */
export function meaningOf(event: DeviceEvent, { role, keys }: Pick<DeviceBinding, 'role' | 'keys'>): Meaning {
  return readings[role](event, keys)
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
