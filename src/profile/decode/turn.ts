import { type Scalar, toNumber } from '../expression/index.ts'
import type { EventData } from '../model.ts'
import type { Problems } from '../problems.ts'
import type { TurnSpec } from '../schema/index.ts'
import { type EmitPlan, maxScopes, scopeKey } from './event.ts'

/** A knob or dial: `turn` with `by` (how far) or `to` (where it stands). */
export function planTurn(spec: TurnSpec, scope: string | undefined, problems: Problems): EmitPlan {
  if ((spec.mode === 'counter') !== (spec.wrap !== undefined)) problems.at('mode').add('DB-PRO-063')
  const says = spec.mode === 'absolute' ? 'to' : 'by'
  const named: EventData = spec.key === undefined ? {} : { key: spec.key }
  const keys = [...Object.keys(named), says, ...(scope === undefined ? [] : [scope])]
  return {
    events: [{ name: 'turn', keys }],
    create: () => {
      const positions = new Map<Scalar, number>()
      return (sight) => {
        const address = scopeKey(scope, sight.scope)
        const before = positions.get(address)
        if (before === undefined && positions.size >= maxScopes) return []
        const now = toNumber(sight.scope(spec.field) ?? 0)
        positions.set(address, now)
        const told = howFar(spec, before, now)
        if (told === undefined) return []
        const data = { ...named, [says]: told, ...(scope === undefined ? {} : { [scope]: address }) }
        return [{ name: 'turn', data }]
      }
    },
  }
}

/** What there is to tell; undefined for nothing. The first position is only where it stood when we came. */
function howFar({ mode, wrap = 2, initial }: TurnSpec, before: number | undefined, now: number): number | undefined {
  if (mode === 'delta') return now === 0 ? undefined : now
  if (mode === 'absolute') {
    if (before === undefined) return initial === 'released' ? now : undefined
    return now === before ? undefined : now
  }
  if (before === undefined) return undefined
  const forward = (((now - before) % wrap) + wrap) % wrap
  // The shorter way round: nobody turns half a revolution between two reports.
  const by = forward > wrap / 2 ? forward - wrap : forward
  return by === 0 ? undefined : by
}
