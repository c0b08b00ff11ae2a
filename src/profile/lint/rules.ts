import { widthOf } from '../decode/readers.ts'
import type { Problems } from '../problems.ts'
import { type Definition, type FieldSpec, numberTypes, type RuleSpec, type WhenSpec } from '../schema/index.ts'
import type { SessionPlan } from '../session-plan.ts'

/** Rules that never apply, and offsets that no frame of theirs has. */
export function lintRules(definition: Definition, plan: SessionPlan, problems: Problems): void {
  const { decode } = definition
  for (const [index, rule] of decode.entries()) {
    const here = problems.at('decode', index)
    const earlier = decode.slice(0, index).find((other) => covers(other.when ?? {}, rule.when ?? {}))
    if (earlier) here.add('DB-PRO-009', { rule: rule.id, earlier: earlier.id })
    const length = shortestFrame(rule, plan)
    for (const offset of Object.keys(rule.when?.at ?? {}).map(Number)) {
      if (offset < 0 ? -offset > length : offset >= length)
        here.at('when', 'at', offset).add('DB-PRO-008', { offset, length })
    }
    for (const [name, field] of Object.entries(rule.fields ?? {})) {
      const offset = offsetsOf(field).find((border) => (border < 0 ? -border > length : border > length))
      if (offset !== undefined) here.at('fields', name).add('DB-PRO-008', { offset, length })
    }
    lintLevels(rule, length, here)
    lintCollect(rule, here)
  }
}

/** Whether every frame that `narrow` takes is taken by `wide`: all its conditions are among those of `narrow`. */
function covers(wide: WhenSpec, narrow: WhenSpec): boolean {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)
  const at = Object.entries(wide.at ?? {}).every(([offset, test]) => same(test, narrow.at?.[offset]))
  const json = Object.entries(wide.json ?? {}).every(([path, value]) => same(value, narrow.json?.[path]))
  const others = ['report', 'frame', 'len', 'replyTo', 'expr'] as const
  return at && json && others.every((key) => wide[key] === undefined || wide[key] === narrow[key])
}

function shortestFrame({ when }: RuleSpec, { framers, link }: SessionPlan): number {
  if (when?.len !== undefined) return when.len
  // Where nothing is said of the size of a report, nothing can be said of offsets.
  if (framers.length === 0) return (link.kind === 'hid' ? link.input : undefined) ?? Number.POSITIVE_INFINITY
  const sources = framers.filter((framer) => when?.frame === undefined || framer.id === when.frame)
  return Math.min(...sources.map((framer) => framer.minLength))
}

/** The borders that an extractor touches for certain. */
function offsetsOf(field: FieldSpec): number[] {
  for (const type of numberTypes) {
    const offset = (field as Readonly<Record<string, unknown>>)[type]
    if (typeof offset === 'number') return offset < 0 ? [offset] : [offset + widthOf(type)]
  }
  if ('bits' in field) {
    const [byte = 0, shift = 0, count = 1] = field.bits
    return [byte + Math.ceil((shift + count) / 8)]
  }
  const [span] = ['raw', 'text', 'hex', 'num', 'bcd'].flatMap((key) =>
    key in field ? [field[key as keyof FieldSpec]] : [],
  )
  const borders: readonly unknown[] = Array.isArray(span) ? span : []
  return borders.filter((border) => typeof border === 'number')
}

/** Keys of which a frame does not hold all are never told. */
function lintLevels(rule: RuleSpec, length: number, problems: Problems): void {
  for (const [index, emit] of (rule.emit ?? []).entries()) {
    for (const [kind, spec] of Object.entries(emit)) {
      if (typeof spec !== 'object' || !('from' in spec) || !Array.isArray(spec.from)) continue
      const end = Number(spec.from[1])
      if (end > length) problems.at('emit', index, kind, 'from').add('DB-PRO-008', { offset: end, length })
    }
  }
}

function lintCollect(rule: RuleSpec, problems: Problems): void {
  for (const [index, emit] of (rule.emit ?? []).entries()) {
    if (!('collect' in emit)) continue
    const field = rule.fields?.[emit.collect.field]
    if (field && !('raw' in field)) problems.at('emit', index, 'collect', 'field').add('DB-PRO-012')
  }
}
