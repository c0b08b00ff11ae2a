import type { EmitSpec } from '../schema/index.ts'
import { planCollect } from './collect.ts'
import { planButtons, planFlags, planGrid, planLevels } from './edges.ts'
import { checkName, type EmitContext, type EmitPlan, planEvent } from './event.ts'
import { planKeys } from './keys.ts'
import { planTurn } from './turn.ts'
import { planTyped } from './typed.ts'

/** Compiles one entry of `emit`. */
export function planEmit(spec: EmitSpec, context: EmitContext): EmitPlan {
  if ('event' in spec) return planEvent(spec, context)
  if ('collect' in spec) return planCollect(spec.collect, { ...context, problems: context.problems.at('collect') })
  if ('typed' in spec) return planTyped(spec.typed, { ...context, problems: context.problems.at('typed') })
  checkName(spec.scope, 'scope', context)
  const here = context.problems
  if ('buttons' in spec) return planButtons(spec.buttons, spec.scope, here.at('buttons'))
  if ('levels' in spec) {
    checkName(spec.levels.of, 'of', { ...context, problems: here.at('levels') })
    return planLevels(spec.levels, spec.scope)
  }
  if ('grid' in spec) return planGrid(spec.grid, spec.scope, here.at('grid'))
  if ('flags' in spec) return planFlags(spec.flags, spec.scope, here.at('flags'))
  if ('keys' in spec) return planKeys(spec.keys, spec.scope, here.at('keys'))
  checkName(spec.turn.field, 'field', { ...context, problems: here.at('turn') })
  return planTurn(spec.turn, spec.scope, here.at('turn'))
}
