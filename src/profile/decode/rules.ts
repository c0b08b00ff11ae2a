import { isDeskError } from '../../core/index.ts'
import { type Expression, isTrue, type Scope, type Value, within } from '../expression/index.ts'
import { byteFits } from '../framing/framer.ts'
import type { ByteTest } from '../framing/plan.ts'
import type { Problems } from '../problems.ts'
import type { Charset, ReplySpec, RuleSpec } from '../schema/index.ts'
import { planEmit } from './emit.ts'
import type { Draft, EmitPlan, Emitter } from './event.ts'
import { type FieldPlan, planFields } from './fields.ts'
import { expressionIn } from './names.ts'

/** A reply that a frame asks for. */
export interface ReplyPlan {
  readonly command: string
  readonly after: 'at once' | 'durable'
}

export interface RulePlan {
  readonly id: string
  readonly ignore: boolean
  readonly fields: readonly FieldPlan[]
  readonly emits: readonly EmitPlan[]
  readonly replies: readonly ReplyPlan[]
  readonly require: Expression | undefined
  applies(frame: Uint8Array, framer: string): boolean
}

/** Compiles the `decode` rules. */
export function planRules(
  specs: readonly RuleSpec[],
  framers: readonly string[],
  charset: Charset,
  problems: Problems,
): readonly RulePlan[] {
  return specs.map((spec, index) => {
    const here = problems.at(index)
    if (specs.findIndex(({ id }) => id === spec.id) < index) here.at('id').add('DB-PRO-025', { name: spec.id })
    const fields = planFields(spec.fields, ['b'], charset, here.at('fields'))
    const names = ['b', ...fields.map((field) => field.name)]
    const emits = (spec.emit ?? []).map((emit, at) => planEmit(emit, { names, charset, problems: here.at('emit', at) }))
    return {
      id: spec.id,
      ignore: spec.ignore ?? false,
      fields,
      emits,
      replies: repliesOf(spec),
      require: spec.require === undefined ? undefined : expressionIn(spec.require, names, here.at('require')),
      applies: planWhen(spec, framers, here.at('when')),
    }
  })
}

/** The replies of a rule in one shape. */
export function repliesOf(spec: RuleSpec): readonly ReplyPlan[] {
  const replies: readonly ReplySpec[] = [spec.reply ?? []].flat()
  return replies.map((reply) =>
    typeof reply === 'string' ? { command: reply, after: 'at once' } : { command: reply.to, after: reply.after },
  )
}

function planWhen(spec: RuleSpec, framers: readonly string[], problems: Problems): RulePlan['applies'] {
  const { frame: framer, len, at, expr } = spec.when ?? {}
  if (framer !== undefined && !framers.includes(framer)) problems.at('frame').addUnknown(framer, framers)
  const tests = Object.entries(at ?? {}).map(([offset, test]): [number, ByteTest] => [Number(offset), test])
  const expression = expr === undefined ? undefined : expressionIn(expr, ['b'], problems.at('expr'))
  return (frame, from) =>
    (framer === undefined || framer === from) &&
    (len === undefined || len === frame.length) &&
    tests.every(([offset, test]) => byteFits(frame[offset], test)) &&
    (!expression || computes(() => isTrue(expression.evaluate((name) => (name === 'b' ? frame : undefined))), false))
}

/** What a frame came to. */
export type Decoded =
  | { readonly kind: 'unknown'; readonly rule?: undefined }
  | { readonly kind: 'rejected' | 'ignored'; readonly rule: RulePlan }
  | { readonly kind: 'decoded'; readonly rule: RulePlan; readonly drafts: readonly Draft[]; readonly scope: Scope }

/** The rules at work on one device: the first that applies consumes the frame. */
export class Decoder {
  readonly #rules: readonly { readonly plan: RulePlan; readonly emitters: readonly Emitter[] }[]

  constructor(plans: readonly RulePlan[]) {
    this.#rules = plans.map((plan) => ({ plan, emitters: plan.emits.map((emit) => emit.create()) }))
  }

  decode(frame: Uint8Array, framer: string): Decoded {
    const rule = this.#rules.find(({ plan }) => plan.applies(frame, framer))
    if (!rule) return { kind: 'unknown' }
    if (rule.plan.ignore) return { kind: 'ignored', rule: rule.plan }
    return computes<Decoded>(() => run(rule.plan, rule.emitters, frame), { kind: 'rejected', rule: rule.plan })
  }
}

function run(plan: RulePlan, emitters: readonly Emitter[], frame: Uint8Array): Decoded {
  const values = new Map<string, Value>([['b', frame]])
  const scope = within(values)
  for (const { name, extract } of plan.fields) values.set(name, extract(frame, scope))
  if (plan.require && !isTrue(plan.require.evaluate(scope))) return { kind: 'rejected', rule: plan }
  return { kind: 'decoded', rule: plan, drafts: emitters.flatMap((emit) => emit({ frame, scope })), scope }
}

/** Bytes of a device must never stop the session: what cannot be computed is a frame to reject. */
function computes<T>(action: () => T, otherwise: T): T {
  try {
    return action()
  } catch (error) {
    if (isDeskError(error, 'DB-PRO-035')) return otherwise
    throw error
  }
}
