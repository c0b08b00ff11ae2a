import { decodeHex } from '../bytes.ts'
import { checkSize } from '../checksum.ts'
import type { Problems } from '../problems.ts'
import type { CheckSpec, FramerSpec, LengthType } from '../schema/index.ts'
import { type EscapePlan, planEscape } from './escape.ts'

/** What a byte must be. */
export type ByteTest =
  | number
  | { readonly mask: number; readonly eq: number }
  | { readonly min: number; readonly max: number }
  | { readonly oneOf: readonly number[] }

/** How the number of a length prefix is written: so many bytes or digits. */
export interface LengthForm {
  readonly width: number
  readonly base: 10 | 16 | 256
  readonly little: boolean
}

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
  readonly lengthForm: LengthForm
  /** The bits of the number that are the length, and how many bytes one of it means. */
  readonly lengthMask: number
  readonly lengthUnit: number
  /** Where the same number must stand once more. */
  readonly lengthAgainAt: number | undefined
  readonly add: number
  readonly escapes: EscapePlan | undefined
  readonly guard: readonly (readonly [offset: number, test: ByteTest])[]
  readonly checks: readonly CheckSpec[]
  /** The check that only some units of the model send. */
  readonly optional: CheckSpec | undefined
  /** The framer is at work only while the answer to one of these commands is due; empty for always. */
  readonly replyTo: readonly string[]
  /** How long the rest of a begun frame may take; in mode gap, the silence that ends one. */
  readonly idleMs: number
}

/** Longer than any pause inside a frame of a healthy device, shorter than a person notices. */
const defaultIdleMs = 250

/** Adapters hand bytes on in pieces up to 16 ms apart: a shorter silence may lie inside a frame. */
const shortestGapMs = 20

type Key = keyof FramerSpec
const common: readonly Key[] = ['id', 'mode', 'guard', 'check', 'replyTo']
const needed: Readonly<Record<FramerSpec['mode'], readonly Key[]>> = {
  byte: [],
  fixed: ['length'],
  delimited: ['end', 'max'],
  length: ['lengthAt', 'max'],
  gap: ['max'],
}
const optional: Readonly<Record<FramerSpec['mode'], readonly Key[]>> = {
  byte: [],
  fixed: ['start', 'end', 'idleMs'],
  delimited: ['start', 'tail', 'min', 'idleMs', 'escape'],
  length: ['start', 'end', 'lengthType', 'lengthMask', 'lengthUnit', 'lengthAgainAt', 'add', 'min', 'idleMs'],
  gap: ['start', 'min', 'gapMs', 'gapChars'],
}

/** Checks that a framer has the keys its mode needs and no others, and fills in the rest. */
export function planFramer(spec: FramerSpec, index: number, problems: Problems, characterMs?: number): FramerPlan {
  const { mode } = spec
  checkKeys(spec, problems)
  const guard = Object.entries(spec.guard ?? {}).map(([offset, test]) => [Number(offset), test] as const)
  const checks = [spec.check ?? []].flat()
  const plan = {
    id: spec.id ?? `rx${index + 1}`,
    mode,
    start: startOf(spec),
    ends: [spec.end ?? []].flat().map(decodeHex),
    tail: spec.tail ?? 0,
    maxLength: mode === 'byte' ? 1 : (spec.length ?? spec.max ?? 1),
    lengthAt: spec.lengthAt ?? 0,
    lengthForm: lengthForm(spec.lengthType ?? 'u8'),
    lengthMask: spec.lengthMask ?? 0xffffffff,
    lengthUnit: spec.lengthUnit ?? 1,
    lengthAgainAt: spec.lengthAgainAt,
    add: spec.add ?? 0,
    escapes: planEscape(spec.escape, problems.at('escape')),
    guard,
    checks: checks.filter((check) => !check.optional),
    optional: checks.find((check) => check.optional),
    replyTo: [spec.replyTo ?? []].flat(),
    idleMs: idleOf(spec, characterMs, problems),
  } as const
  return { ...plan, minLength: Math.max(spec.min ?? 1, shortest(spec, plan)) }
}

function checkKeys(spec: FramerSpec, problems: Problems): void {
  const { mode } = spec
  for (const key of needed[mode]) if (spec[key] === undefined) problems.add('DB-PRO-006', { mode, key })
  const allowed = [...common, ...needed[mode], ...optional[mode]]
  for (const key of Object.keys(spec) as Key[]) {
    if (!allowed.includes(key)) problems.at(key).addAtKey('DB-PRO-007', { mode, key })
  }
  if ([spec.check ?? []].flat().filter((check) => check.optional).length > 1) problems.at('check').add('DB-PRO-081')
}

/** A constant first byte in the guard is a start byte by another name: it lets garbage be skipped in one go. */
function startOf(spec: FramerSpec): Uint8Array {
  if (spec.start) return decodeHex(spec.start)
  const first = spec.guard?.['0']
  return typeof first === 'number' && !spec.escape ? Uint8Array.of(first) : new Uint8Array()
}

function idleOf({ mode, gapMs, gapChars, idleMs }: FramerSpec, characterMs: number | undefined, problems: Problems) {
  if (mode !== 'gap') return idleMs ?? defaultIdleMs
  if (gapMs !== undefined) return gapMs
  // Without a speed there are no character times.
  if (gapChars === undefined || characterMs === undefined) problems.add('DB-PRO-006', { mode, key: 'gapMs' })
  return Math.max(shortestGapMs, Math.ceil((gapChars ?? 0) * (characterMs ?? 0)))
}

function lengthForm(type: LengthType): LengthForm {
  const size = Number(/\d+/.exec(type)?.[0])
  if (type.startsWith('u')) return { width: size / 8, base: 256, little: type.endsWith('le') }
  return { width: size, base: type.startsWith('hex') ? 16 : 10, little: false }
}

function shortest(spec: FramerSpec, plan: Omit<FramerPlan, 'minLength'>): number {
  switch (spec.mode) {
    case 'byte':
      return 1
    case 'fixed':
      return (spec.length ?? 1) - (plan.optional ? checkSize(plan.optional) : 0)
    case 'delimited':
      return plan.start.length + Math.min(...plan.ends.map((end) => end.length)) + plan.tail
    case 'length':
      return Math.max(plan.add, plan.lengthAt + plan.lengthForm.width)
    case 'gap':
      return Math.max(1, plan.start.length)
  }
}
