import { isTrue, type Scalar } from '../expression/index.ts'
import type { CollectSpec } from '../schema/index.ts'
import { type EmitContext, type EmitPlan, maxScopes, scopeKey } from './event.ts'
import { planJoined } from './joined.ts'
import { expressionIn } from './names.ts'
import { Parts } from './parts.ts'

/** Joins the parts of several frames and decodes them last: a Vietnamese letter may straddle two frames. */
export function planCollect(spec: CollectSpec, context: EmitContext): EmitPlan {
  const { names, problems } = context
  if (!names.includes(spec.field)) problems.at('field').addUnknown(spec.field, names)
  const first = spec.first === undefined ? undefined : expressionIn(spec.first, names, problems.at('first'))
  const last = expressionIn(spec.last, names, problems.at('last'))
  if (spec.scope !== undefined && !names.includes(spec.scope)) problems.at('scope').addUnknown(spec.scope, names)
  const joined = planJoined(spec, context)
  return {
    events: joined.events,
    create: () => {
      const begun = new Map<Scalar, Parts>()
      const tell = joined.create()
      return (sight) => {
        const { scope, now } = sight
        const parts = partsOf(begun, scopeKey(spec.scope, scope), spec)
        if (!parts) return []
        if (parts.isForgotten(now) || (first && isTrue(first.evaluate(scope)))) parts.forget()
        parts.add(scope(spec.field), now)
        return last && !isTrue(last.evaluate(scope)) ? [] : tell(parts.take(), sight)
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
