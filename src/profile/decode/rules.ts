import { isDeskError } from '../../core/index.ts'
import { type Expression, isTrue, type Scope, type Value, within } from '../expression/index.ts'
import { byteFits } from '../framing/framer.ts'
import type { ByteTest } from '../framing/plan.ts'
import type { CommandArgs } from '../model.ts'
import type { Problems } from '../problems.ts'
import type { Charset, ReplySpec, RuleSpec } from '../schema/index.ts'
import { planEmit } from './emit.ts'
import type { Draft, EmitPlan, Emitter } from './event.ts'
import { type FieldPlan, planFields } from './fields.ts'
import { readJson } from './json.ts'
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
  /** The command that must be outstanding. */
  readonly replyTo: string | undefined
  applies(arrival: Arrival): boolean
}

/** One whole thing that a device said. */
export interface Arrival {
  readonly bytes: Uint8Array
  /** The framer that cut it; empty for what comes whole. */
  readonly framer: string
  /** The number of a report; 0 where reports have none, and for all that is no report. */
  readonly report: number
  /** The document, where the device speaks JSON. */
  readonly json?: unknown
  /** The command that the device owes an answer to. */
  readonly replyTo: string | undefined
  /** What that command was called with. */
  readonly asked?: CommandArgs | undefined
  readonly now: number
}

/** What rules may refer to outside themselves. */
export interface RuleContext {
  readonly framers: readonly string[]
  readonly commands: readonly string[]
  /** Names that have a value in every frame, like `variant`. */
  readonly ambient: readonly string[]
  readonly charset: Charset
}

/** Compiles the `decode` rules. */
export function planRules(specs: readonly RuleSpec[], context: RuleContext, problems: Problems): readonly RulePlan[] {
  const { charset } = context
  return specs.map((spec, index) => {
    const here = problems.at(index)
    if (specs.findIndex(({ id }) => id === spec.id) < index) here.at('id').add('DB-PRO-025', { name: spec.id })
    const outer = ['b', ...context.ambient]
    const fields = planFields(spec.fields, outer, charset, here.at('fields'))
    const names = [...outer, ...fields.map((field) => field.name)]
    const emits = (spec.emit ?? []).map((emit, at) => planEmit(emit, { names, charset, problems: here.at('emit', at) }))
    return {
      id: spec.id,
      ignore: spec.ignore ?? false,
      fields,
      emits,
      replies: repliesOf(spec),
      require: spec.require === undefined ? undefined : expressionIn(spec.require, names, here.at('require')),
      replyTo: spec.when?.replyTo,
      applies: planWhen(spec, context, here.at('when')),
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

function planWhen(spec: RuleSpec, context: RuleContext, problems: Problems): RulePlan['applies'] {
  const { report, frame, len, at, json, replyTo, expr } = spec.when ?? {}
  const { framers, commands } = context
  if (frame !== undefined && !framers.includes(frame)) problems.at('frame').addUnknown(frame, framers)
  if (replyTo !== undefined && !commands.includes(replyTo)) problems.at('replyTo').addUnknown(replyTo, commands)
  const tests = Object.entries(at ?? {}).map(([offset, test]): [number, ByteTest] => [Number(offset), test])
  const members = Object.entries(json ?? {})
  const expression = expr === undefined ? undefined : expressionIn(expr, ['b'], problems.at('expr'))
  return (arrival) =>
    (report === undefined || report === arrival.report) &&
    (frame === undefined || frame === arrival.framer) &&
    (len === undefined || len === arrival.bytes.length) &&
    (replyTo === undefined || replyTo === arrival.replyTo) &&
    tests.every(([offset, test]) => byteFits(arrival.bytes.at(offset), test)) &&
    members.every(([path, value]) => computes(() => readJson(arrival.json, path) === value, false)) &&
    (!expression ||
      computes(() => isTrue(expression.evaluate((name) => (name === 'b' ? arrival.bytes : undefined))), false))
}

/** What a frame came to. */
export type Decoded =
  | { readonly kind: 'unknown'; readonly rule?: undefined }
  | { readonly kind: 'rejected' | 'ignored'; readonly rule: RulePlan }
  | { readonly kind: 'decoded'; readonly rule: RulePlan; readonly drafts: readonly Draft[]; readonly scope: Scope }

interface RuleAtWork {
  readonly plan: RulePlan
  readonly emitters: Emitter[]
}

/** The rules at work on one device: the first that applies consumes the frame. */
export class Decoder {
  readonly #rules: readonly RuleAtWork[]
  readonly #ambient: Scope

  constructor(plans: readonly RulePlan[], ambient: Scope) {
    this.#rules = plans.map((plan) => ({ plan, emitters: plan.emits.map((emit) => emit.create()) }))
    this.#ambient = ambient
  }

  decode(arrival: Arrival): Decoded {
    const rule = this.#rules.find(({ plan }) => plan.applies(arrival))
    if (!rule) return { kind: 'unknown' }
    if (rule.plan.ignore) return { kind: 'ignored', rule: rule.plan }
    return computes<Decoded>(() => run(rule, arrival, this.#ambient), { kind: 'rejected', rule: rule.plan })
  }

  /** What was last told of an event is no longer known: the next one is news, whatever it says. */
  forget(event: string): void {
    for (const { plan, emitters } of this.#rules) {
      for (const [index, emit] of plan.emits.entries()) {
        if (emit.events.length === 1 && emit.events[0]?.name === event) emitters[index] = emit.create()
      }
    }
  }
}

function run({ plan, emitters }: RuleAtWork, arrival: Arrival, ambient: Scope): Decoded {
  const { bytes, now } = arrival
  const values = new Map<string, Value>([['b', bytes]])
  const scope = within(values, ambient)
  for (const { name, extract } of plan.fields) values.set(name, extract(arrival, scope))
  if (plan.require && !isTrue(plan.require.evaluate(scope))) return { kind: 'rejected', rule: plan }
  // One by one: an entry that cannot be computed must not take the edges of another one with it.
  const parts = emitters.map((emit) => computes(() => emit({ frame: bytes, scope, now }), undefined))
  const drafts = parts.flatMap((part) => part ?? [])
  if (drafts.length === 0 && parts.includes(undefined)) return { kind: 'rejected', rule: plan }
  return { kind: 'decoded', rule: plan, drafts, scope }
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
