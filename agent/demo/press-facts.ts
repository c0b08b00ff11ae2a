import { type Fact, type FactType, tombstoneType, typePrefix } from '../../src/contract/index.ts'
import { demoDevices } from './config-file.ts'

/** Which device's press a fact is about. */
export type PressKind = 'call' | 'rating'

const callPresses: readonly FactType[] = ['call.requested', 'call.provisional', 'call.ignored']
const ratingPresses: readonly FactType[] = ['rating.touched', 'rating.unattributed']

/** Each press becomes exactly one fact of these types, whatever it means; every other fact is a consequence. */
export function pressKind(fact: Fact): PressKind | undefined {
  const type = originalType(fact)
  const device = deviceOf(fact)
  if (device === demoDevices.panel && callPresses.some((one) => one === type)) return 'call'
  if (device === demoDevices.pad && ratingPresses.some((one) => one === type)) return 'rating'
  return undefined
}

/** What was pressed: the key of the panel or the level of the pad. */
export function pressed(fact: Fact): string {
  return String(fact.data.action ?? fact.data.level)
}

/** The type without its prefix. */
export function factType({ type }: Fact): string {
  return withoutPrefix(type)
}

/** The device or part of the desk that caused a fact. */
export function deviceOf({ source }: Fact): string {
  return source.split('/').at(-1) ?? ''
}

/** The desk drops a rating to its hash once the centre has it; a press it was all the same. */
function originalType({ type, data }: Fact): string {
  return withoutPrefix(type === tombstoneType ? String(data.of) : type)
}

function withoutPrefix(type: string): string {
  return type.startsWith(typePrefix) ? type.slice(typePrefix.length) : type
}
