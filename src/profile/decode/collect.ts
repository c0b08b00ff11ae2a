import { join } from '../bytes.ts'
import { cannotCompute, isTrue, type Value, within } from '../expression/index.ts'
import type { CollectSpec } from '../schema/index.ts'
import { decodeText } from '../text.ts'
import { type EmitContext, type EmitPlan, planEvent } from './event.ts'
import { planFields } from './fields.ts'
import { expressionIn } from './names.ts'

/** Joins the parts of several frames and decodes them last: a Vietnamese letter may straddle two frames. */
export function planCollect(spec: CollectSpec, context: EmitContext): EmitPlan {
  const { names, charset, problems } = context
  if (!names.includes(spec.field)) problems.at('field').addUnknown(spec.field, names)
  const last = expressionIn(spec.last, names, problems.at('last'))
  const inner = [...names, spec.to]
  const fields = planFields(spec.fields, inner, charset, problems.at('fields'))
  const known = [...inner, ...fields.map((field) => field.name)]
  const plans = spec.emit.map((emit, index) =>
    planEvent(emit, { names: known, charset, problems: problems.at('emit', index) }),
  )
  return {
    events: plans.flatMap((plan) => plan.events),
    create: () => {
      const parts = new Parts(spec.max)
      const emitters = plans.map((plan) => plan.create())
      return ({ frame, scope }) => {
        parts.add(scope(spec.field))
        if (last && !isTrue(last.evaluate(scope))) return []
        const whole = parts.take()
        const values = new Map<string, Value>([[spec.to, decodeText(whole, spec.enc)]])
        const extended = within(values, scope)
        for (const { name, extract } of fields) values.set(name, extract(whole, extended))
        return emitters.flatMap((emit) => emit({ frame, scope: extended }))
      }
    },
  }
}

/** Bounded: what grows beyond `max` is forgotten whole, up to and with its last part. */
class Parts {
  readonly #max: number
  #parts: Uint8Array[] = []
  #size = 0

  constructor(max: number) {
    this.#max = max
  }

  add(part: Value | undefined): void {
    if (!(part instanceof Uint8Array)) throw cannotCompute('collect needs a raw field')
    this.#size += part.length
    if (this.#size > this.#max) this.#parts = []
    else this.#parts.push(part)
  }

  take(): Uint8Array {
    const whole = join(this.#parts)
    const tooLong = this.#size > this.#max
    this.#parts = []
    this.#size = 0
    if (tooLong) throw cannotCompute('the parts together are too long')
    return whole
  }
}
