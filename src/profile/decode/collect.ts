import { join } from '../bytes.ts'
import { cannotCompute, isTrue, type Scalar, type Value, within } from '../expression/index.ts'
import type { CollectSpec } from '../schema/index.ts'
import { decodeText } from '../text.ts'
import { type EmitContext, type EmitPlan, maxScopes, planEvent, scopeKey } from './event.ts'
import { planFields } from './fields.ts'
import { expressionIn } from './names.ts'

/** Joins the parts of several frames and decodes them last: a Vietnamese letter may straddle two frames. */
export function planCollect(spec: CollectSpec, context: EmitContext): EmitPlan {
  const { names, charset, problems } = context
  if (!names.includes(spec.field)) problems.at('field').addUnknown(spec.field, names)
  const first = spec.first === undefined ? undefined : expressionIn(spec.first, names, problems.at('first'))
  const last = expressionIn(spec.last, names, problems.at('last'))
  if (spec.scope !== undefined && !names.includes(spec.scope)) problems.at('scope').addUnknown(spec.scope, names)
  const inner = [...names, spec.to]
  const fields = planFields(spec.fields, inner, charset, problems.at('fields'))
  const known = [...inner, ...fields.map((field) => field.name)]
  const plans = spec.emit.map((emit, index) =>
    planEvent(emit, { names: known, charset, problems: problems.at('emit', index) }),
  )
  return {
    events: plans.flatMap((plan) => plan.events),
    create: () => {
      const begun = new Map<Scalar, Parts>()
      const emitters = plans.map((plan) => plan.create())
      return ({ scope, now }) => {
        const parts = partsOf(begun, scopeKey(spec.scope, scope), spec)
        if (!parts) return []
        if (parts.isForgotten(now) || (first && isTrue(first.evaluate(scope)))) parts.forget()
        parts.add(scope(spec.field), now)
        if (last && !isTrue(last.evaluate(scope))) return []
        const whole = parts.take()
        const values = new Map<string, Value>([[spec.to, decodeText(whole, spec.enc)]])
        const extended = within(values, scope)
        for (const { name, extract } of fields) values.set(name, extract({ bytes: whole }, extended))
        return emitters.flatMap((emit) => emit({ frame: whole, scope: extended, now }))
      }
    },
  }
}

/** More addresses than a bus has are garbage. */
function partsOf(begun: Map<Scalar, Parts>, key: Scalar, { max, timeout }: CollectSpec): Parts | undefined {
  const parts = begun.get(key) ?? (begun.size < maxScopes ? new Parts(max, timeout) : undefined)
  if (parts) begun.set(key, parts)
  return parts
}

/** Bounded: what grows beyond `max` is forgotten whole, up to and with its last part. */
class Parts {
  readonly #max: number
  readonly #timeout: number
  #parts: Uint8Array[] = []
  #size = 0
  #lastAt = 0

  constructor(max: number, timeout = Number.POSITIVE_INFINITY) {
    this.#max = max
    this.#timeout = timeout
  }

  /** Whether the rest of what was begun is too late to belong to it. */
  isForgotten(now: number): boolean {
    return this.#size > 0 && now >= this.#lastAt + this.#timeout
  }

  forget(): void {
    this.#parts = []
    this.#size = 0
  }

  add(part: Value | undefined, now: number): void {
    if (!(part instanceof Uint8Array)) throw cannotCompute('collect needs a raw field')
    this.#lastAt = now
    this.#size += part.length
    if (this.#size > this.#max) this.#parts = []
    // A copy: the part is a view of a frame that the next one may overwrite.
    else this.#parts.push(part.slice())
  }

  take(): Uint8Array {
    const whole = join(this.#parts)
    const tooLong = this.#size > this.#max
    this.forget()
    if (tooLong) throw cannotCompute('the parts together are too long')
    return whole
  }
}
