import type { TypedSpec } from '../schema/index.ts'
import { rangeOf } from './edges.ts'
import type { Draft, EmitContext, EmitPlan, Sight } from './event.ts'
import { planJoined } from './joined.ts'
import { isKeyError } from './keys.ts'
import { Parts } from './parts.ts'
import { typedBy } from './us-keyboard.ts'

/** Enter, also that of the number pad. */
const defaultEnds: readonly number[] = [0x28, 0x58]

/** Either Shift; with any other modifier a key types no letter. */
const shiftBits = 0x22

/** Keyboard reports of a device that types whole texts, like a scanner: what it typed up to Enter. */
export function planTyped(spec: TypedSpec, context: EmitContext): EmitPlan {
  const [from, to] = rangeOf(spec.from, context.problems)
  const ends = new Set(spec.end ?? defaultEnds)
  const joined = planJoined({ ...spec, enc: 'ascii' }, context)
  return {
    events: joined.events,
    create: () => {
      const parts = new Parts(spec.max, spec.timeout)
      const tell = joined.create()
      let held: ReadonlySet<number> = new Set()
      return (sight) => {
        const usages = sight.frame.subarray(from, to)
        if (usages.length < to - from || usages.some(isKeyError)) return []
        const pressed = [...usages].filter((usage) => usage > 0 && !held.has(usage))
        held = new Set(usages)
        return pressed.flatMap((usage) =>
          ends.has(usage) ? finish(parts, tell, sight) : add(parts, usage, spec, sight),
        )
      }
    },
  }
}

function add(parts: Parts, usage: number, { mods }: TypedSpec, { frame, now }: Sight): readonly Draft[] {
  const modifiers = frame[mods] ?? 0
  const letter = (modifiers & ~shiftBits) === 0 ? typedBy(usage, modifiers !== 0) : undefined
  if (parts.isForgotten(now)) parts.forget()
  if (letter !== undefined) parts.add(Uint8Array.of(letter.charCodeAt(0)), now)
  return []
}

function finish(
  parts: Parts,
  tell: (whole: Uint8Array, sight: Sight) => readonly Draft[],
  sight: Sight,
): readonly Draft[] {
  if (parts.isForgotten(sight.now)) parts.forget()
  return parts.isEmpty ? [] : tell(parts.take(), sight)
}
