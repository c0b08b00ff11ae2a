import { decodeHex } from '../bytes.ts'
import type { Problems } from '../problems.ts'
import type { CheckSpec, FramerSpec } from '../schema/index.ts'

/** What a byte must be. */
export type ByteTest = number | { readonly mask: number; readonly eq: number }

/** A framer, ready to run: every choice made, every default filled in. */
export interface FramerPlan {
  readonly id: string
  readonly mode: FramerSpec['mode']
  readonly start: Uint8Array
  readonly ends: readonly Uint8Array[]
  readonly tail: number
  readonly minLength: number
  readonly maxLength: number
  readonly lengthAt: number
  readonly lengthType: 'u8' | 'u16le' | 'u16be'
  readonly add: number
  readonly guard: readonly (readonly [offset: number, test: ByteTest])[]
  readonly checks: readonly CheckSpec[]
  /** How long the rest of a begun frame may take; in mode gap, the silence that ends one. */
  readonly idleMs: number
}

/** Longer than any pause inside a frame of a healthy device, shorter than a person notices. */
const defaultIdleMs = 250

type Key = keyof FramerSpec
const common: readonly Key[] = ['id', 'mode', 'guard', 'check']
const needed: Readonly<Record<FramerSpec['mode'], readonly Key[]>> = {
  byte: [],
  fixed: ['length'],
  delimited: ['end', 'max'],
  length: ['lengthAt', 'max'],
  gap: ['gapMs', 'max'],
}
const optional: Readonly<Record<FramerSpec['mode'], readonly Key[]>> = {
  byte: [],
  fixed: ['start', 'end', 'idleMs'],
  delimited: ['start', 'tail', 'min', 'idleMs'],
  length: ['start', 'end', 'lengthType', 'add', 'min', 'idleMs'],
  gap: ['start', 'min'],
}

/** Checks that a framer has the keys its mode needs and no others, and fills in the rest. */
export function planFramer(spec: FramerSpec, index: number, problems: Problems): FramerPlan {
  const { mode } = spec
  for (const key of needed[mode]) if (spec[key] === undefined) problems.add('DB-PRO-006', { mode, key })
  const allowed = [...common, ...needed[mode], ...optional[mode]]
  for (const key of Object.keys(spec) as Key[]) {
    if (!allowed.includes(key)) problems.at(key).addAtKey('DB-PRO-007', { mode, key })
  }
  const guard = Object.entries(spec.guard ?? {}).map(([offset, test]) => [Number(offset), test] as const)
  const first = guard.find(([offset]) => offset === 0)?.[1]
  // A constant first byte in the guard is a start byte by another name: it lets garbage be skipped in one go.
  const start = spec.start ? decodeHex(spec.start) : typeof first === 'number' ? Uint8Array.of(first) : new Uint8Array()
  const ends = [spec.end ?? []].flat().map(decodeHex)
  const plan = {
    id: spec.id ?? `rx${index + 1}`,
    mode,
    start,
    ends,
    tail: spec.tail ?? 0,
    maxLength: mode === 'byte' ? 1 : (spec.length ?? spec.max ?? 1),
    lengthAt: spec.lengthAt ?? 0,
    lengthType: spec.lengthType ?? 'u8',
    add: spec.add ?? 0,
    guard,
    checks: [spec.check ?? []].flat(),
    idleMs: spec.gapMs ?? spec.idleMs ?? defaultIdleMs,
  } as const
  return { ...plan, minLength: Math.max(spec.min ?? 1, shortest(spec, plan)) }
}

function shortest(spec: FramerSpec, plan: Omit<FramerPlan, 'minLength'>): number {
  switch (spec.mode) {
    case 'byte':
      return 1
    case 'fixed':
      return spec.length ?? 1
    case 'delimited':
      return plan.start.length + Math.min(...plan.ends.map((end) => end.length)) + plan.tail
    case 'length':
      return Math.max(plan.add, plan.lengthAt + (plan.lengthType === 'u8' ? 1 : 2))
    case 'gap':
      return Math.max(1, plan.start.length)
  }
}
