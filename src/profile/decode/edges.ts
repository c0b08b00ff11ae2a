import { type Scalar, type Scope, toInteger } from '../expression/index.ts'
import type { EventData } from '../model.ts'
import type { Problems } from '../problems.ts'
import type { ButtonsSpec, FlagsSpec, GridSpec, LevelsSpec } from '../schema/index.ts'
import { type Draft, type EmitPlan, maxScopes, scopeKey } from './event.ts'

/** One key of a device that reports levels, and where its level is. */
interface Key {
  readonly data: EventData
  isDown(bytes: Uint8Array): boolean
}

/** What all emitters of presses and releases have in common. */
export interface EdgePlan {
  /** What the press and the release of each key say. */
  readonly keys: readonly EventData[]
  /** Which keys are down, in their order; undefined when the frame does not tell. */
  levels(frame: Uint8Array, scope: Scope): readonly boolean[] | undefined
  /** The first report only says how things stand. */
  readonly primed: boolean
  readonly scope: string | undefined
}

/** Single bits with names. */
export function planButtons(spec: ButtonsSpec, scope: string | undefined, problems: Problems): EmitPlan {
  const from = rangeOf(spec.from, problems)
  const keys = Object.entries(spec.map).map(([bit, key]) => {
    checkBit(Number(bit), from, problems.at('map', Number(bit)))
    return { data: { key }, isDown: bitTest(Number(bit), spec.order) }
  })
  return planBits(spec, from, keys, scope)
}

/** Bits of a number that was read before, with names. */
export function planLevels(spec: LevelsSpec, scope: string | undefined): EmitPlan {
  const bits = Object.keys(spec.map).map(Number)
  return planEdges({
    keys: Object.values(spec.map).map((key) => ({ key })),
    levels: (_frame, values) => {
      const number = toInteger(values(spec.of) ?? 0)
      return bits.map((bit) => (Math.floor(number / 2 ** bit) % 2 === 1) !== (spec.activeLow ?? false))
    },
    primed: spec.initial === 'prime',
    scope,
  })
}

/** Groups of bits: several handsets in one report, straddling bytes. */
export function planGrid(spec: GridSpec, scope: string | undefined, problems: Problems): EmitPlan {
  const from = rangeOf(spec.from, problems)
  checkBit(spec.groups * spec.each - 1, from, problems.at('groups'))
  const keys = Array.from({ length: spec.groups * spec.each }, (_, bit) => ({
    data: {
      [spec.group]: Math.floor(bit / spec.each) + 1,
      key: spec.names[bit % spec.each] ?? `key-${bit % spec.each}`,
    },
    isDown: bitTest(bit, spec.order),
  }))
  return planBits(spec, from, keys, scope)
}

/** One byte per key: anything but zero is down. */
export function planFlags(spec: FlagsSpec, scope: string | undefined, problems: Problems): EmitPlan {
  const from = rangeOf(spec.from, problems)
  checkBit(spec.names.length * 8 - 1, from, problems.at('names'))
  const keys = spec.names.map((key, index) => ({ data: { key }, isDown: (bytes: Uint8Array) => bytes[index] !== 0 }))
  return planBits(spec, from, keys, scope)
}

function planBits(
  spec: ButtonsSpec | GridSpec | FlagsSpec,
  from: readonly [number, number],
  keys: readonly Key[],
  scope: string | undefined,
): EmitPlan {
  const activeLow = spec.activeLow ?? false
  return planEdges({
    keys: keys.map((key) => key.data),
    levels: (frame) => {
      const bytes = frame.subarray(...from)
      // A frame that ends before the keys do says nothing about them.
      if (bytes.length < from[1] - from[0]) return undefined
      return keys.map((key) => key.isDown(bytes) !== activeLow)
    },
    primed: spec.initial === 'prime',
    scope,
  })
}

/** Makes presses and releases of levels. */
export function planEdges(plan: EdgePlan): EmitPlan {
  const keys = [...Object.keys(plan.keys[0] ?? {}), ...(plan.scope === undefined ? [] : [plan.scope])]
  return {
    events: ['press', 'release'].map((name) => ({ name, keys })),
    create: () => {
      const states = new Map<Scalar, readonly boolean[]>()
      return ({ frame, scope }) => {
        const address = scopeKey(plan.scope, scope)
        const before = states.get(address)
        if (!before && states.size >= maxScopes) return []
        const now = plan.levels(frame, scope)
        if (!now) return []
        states.set(address, now)
        return !before && plan.primed ? [] : edgesOf(plan, before, now, address)
      }
    },
  }
}

/** All edges of a report, releases first: a key that takes over from another is never pressed together with it. */
function edgesOf(
  plan: EdgePlan,
  before: readonly boolean[] | undefined,
  now: readonly boolean[],
  address: Scalar,
): Draft[] {
  const drafts = plan.keys.map((data, index) => ({
    was: before?.[index] ?? false,
    is: now[index] ?? false,
    data: plan.scope === undefined ? data : { ...data, [plan.scope]: address },
  }))
  return [
    ...drafts.filter(({ was, is }) => was && !is).map(({ data }) => ({ name: 'release', data })),
    ...drafts.filter(({ was, is }) => !was && is).map(({ data }) => ({ name: 'press', data })),
  ]
}

/** Bit 0 is the lowest of the first byte, or in `big` order the lowest of the last. */
function bitTest(bit: number, order: 'little' | 'big' = 'little'): (bytes: Uint8Array) => boolean {
  const byte = Math.floor(bit / 8)
  return (bytes) => ((bytes[order === 'little' ? byte : bytes.length - 1 - byte] ?? 0) & (1 << (bit % 8))) !== 0
}

/** The half-open range of bytes that hold the keys. */
export function rangeOf([from = 0, to = 0]: readonly number[], problems: Problems): readonly [number, number] {
  if (to <= from) problems.at('from').add('DB-PRO-026', { low: from, high: to })
  return [from, to]
}

function checkBit(bit: number, [from, to]: readonly [number, number], problems: Problems): void {
  const offset = from + Math.floor(bit / 8)
  if (offset >= to) problems.add('DB-PRO-008', { offset, length: to })
}
