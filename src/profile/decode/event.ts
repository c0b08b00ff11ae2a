import { isTrue, type Scalar, type Scope, toScalar } from '../expression/index.ts'
import type { EventData } from '../model.ts'
import type { Problems } from '../problems.ts'
import type { Charset, EventEmitSpec } from '../schema/index.ts'
import { expressionIn, valueIn } from './names.ts'

/** An event before it has an id. */
export interface Draft {
  readonly name: string
  readonly data: EventData
  readonly dedupeKey?: string
  /** Nothing to tell: only a sign that what was told still holds. */
  readonly isQuiet?: true
}

/** What an emitter looks at, and when. */
export interface Sight {
  readonly frame: Uint8Array
  readonly scope: Scope
  readonly now: number
}

/** Makes events of frames; keeps whatever it must remember between them. */
export type Emitter = (sight: Sight) => readonly Draft[]

/** One entry of `emit`: a factory, because every session remembers for itself. */
export interface EmitPlan {
  /** The event names it can give, and the data keys of each. */
  readonly events: readonly { readonly name: string; readonly keys: readonly string[] }[]
  create(): Emitter
}

export interface EmitContext {
  readonly names: readonly string[]
  readonly charset: Charset
  readonly problems: Problems
}

/** Compiles an `event` entry. */
export function planEvent(spec: EventEmitSpec, context: EmitContext): EmitPlan {
  const { names, problems } = context
  const data = Object.entries(spec.data ?? {}).map(
    ([key, value]) => [key, valueIn(value, names, problems.at('data', key))] as const,
  )
  const condition = spec.if === undefined ? undefined : expressionIn(spec.if, names, problems.at('if'))
  checkName(spec.scope, 'scope', context)
  for (const [index, key] of (spec.dedupeKey ?? []).entries()) checkName(key, 'dedupeKey', context, index)

  const draft = (scope: Scope): Draft => {
    const values = data.map(
      ([key, expression]) => [key, expression ? toScalar(expression.evaluate(scope)) : 0] as const,
    )
    const identity = spec.dedupeKey?.map((key) => toScalar(scope(key) ?? ''))
    return {
      name: spec.event,
      data: Object.fromEntries(values),
      ...(identity ? { dedupeKey: identity.join(':') } : {}),
    }
  }
  return {
    events: [{ name: spec.event, keys: data.map(([key]) => key) }],
    create: () => {
      const passes = createTrigger(spec)
      return ({ scope }) => {
        if (condition && !isTrue(condition.evaluate(scope))) return []
        const made = draft(scope)
        return passes(scopeKey(spec.scope, scope), made.data) ? [made] : [{ ...made, isQuiet: true }]
      }
    },
  }
}

/** The value of the scope field, under which state is kept apart (a bus address, a handset). */
export function scopeKey(field: string | undefined, scope: Scope): Scalar {
  return field === undefined ? '' : toScalar(scope(field) ?? '')
}

/** More separate states than a bus has addresses are garbage that passed for addresses. */
export const maxScopes = 256

type Trigger = (key: Scalar, data: EventData) => boolean

function createTrigger({ trigger = 'always' }: EventEmitSpec): Trigger {
  if (trigger === 'always') return () => true
  const needed = trigger === 'change' ? 1 : trigger.stable
  const states = new Map<Scalar, { readonly now: string; readonly times: number; readonly told: string | undefined }>()
  return (key, data) => {
    const before = states.get(key)
    if (!before && states.size >= maxScopes) return false
    const now = JSON.stringify(data)
    const times = before?.now === now ? Math.min(before.times + 1, needed) : 1
    const tells = times >= needed && before?.told !== now
    states.set(key, { now, times, told: tells ? now : before?.told })
    return tells
  }
}

/** Reports a name that is no field here. */
export function checkName(
  name: string | undefined,
  key: string,
  { names, problems }: EmitContext,
  index?: number,
): void {
  if (name === undefined || names.includes(name)) return
  problems.at(key, ...(index === undefined ? [] : [index])).addUnknown(name, names)
}
