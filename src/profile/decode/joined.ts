import { type Value, within } from '../expression/index.ts'
import type { Charset, EventEmitSpec, FieldsSpec } from '../schema/index.ts'
import { decodeText } from '../text.ts'
import { type Draft, type EmitContext, type EmitPlan, planEvent, type Sight } from './event.ts'
import { planFields } from './fields.ts'

/** What is told of a text that came in pieces. */
export interface JoinedSpec {
  /** The name of the whole text. */
  readonly to: string
  readonly enc: Charset
  readonly fields?: FieldsSpec
  readonly emit: readonly EventEmitSpec[]
}

export interface JoinedPlan {
  readonly events: EmitPlan['events']
  create(): (whole: Uint8Array, sight: Sight) => readonly Draft[]
}

/** Compiles the fields and events of a joined text. */
export function planJoined(spec: JoinedSpec, { names, charset, problems }: EmitContext): JoinedPlan {
  const inner = [...names, spec.to]
  const fields = planFields(spec.fields, inner, charset, problems.at('fields'))
  const known = [...inner, ...fields.map((field) => field.name)]
  const plans = spec.emit.map((emit, index) =>
    planEvent(emit, { names: known, charset, problems: problems.at('emit', index) }),
  )
  return {
    events: plans.flatMap((plan) => plan.events),
    create: () => {
      const emitters = plans.map((plan) => plan.create())
      return (whole, { scope, now }) => {
        const values = new Map<string, Value>([[spec.to, decodeText(whole, spec.enc)]])
        const extended = within(values, scope)
        for (const { name, extract } of fields) values.set(name, extract({ bytes: whole }, extended))
        return emitters.flatMap((emit) => emit({ frame: whole, scope: extended, now }))
      }
    },
  }
}
