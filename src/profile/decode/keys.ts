import type { Problems } from '../problems.ts'
import type { KeysSpec } from '../schema/index.ts'
import { planEdges, rangeOf } from './edges.ts'
import type { EmitPlan } from './event.ts'

/** One usage with the modifiers that it needs; without any it fits whatever else is held. */
interface Stroke {
  readonly usage: number
  readonly modifiers: number
}

/** Bits of the modifier byte: the left one, and the right one 4 bits higher. */
const modifierBits: Readonly<Record<string, number>> = { ctrl: 1, shift: 2, alt: 4, gui: 8 }

/** Usages 1 to 3 in a list of keys say "too many keys" or "broken", never which. */
const lastErrorUsage = 3

export function isKeyError(usage: number): boolean {
  return usage > 0 && usage <= lastErrorUsage
}

/** Keyboard reports: a list of the usages that are down, and a byte of modifiers. */
export function planKeys(spec: KeysSpec, scope: string | undefined, problems: Problems): EmitPlan {
  const [from, to] = rangeOf(spec.from, problems)
  const strokes = Object.entries(spec.map).map(([stroke, key]) => ({ ...readStroke(stroke), key }))
  for (const [stroke] of Object.entries(spec.map)) {
    const { usage, modifiers } = readStroke(stroke)
    if (usage > 255) problems.at('map', stroke).addAtKey('DB-PRO-061', { found: stroke })
    if (modifiers > 0 && spec.mods === undefined) problems.at('map', stroke).addAtKey('DB-PRO-062')
  }
  // Two strokes of one name are one key: some clickers send them by turns.
  const names = [...new Set(strokes.map(({ key }) => key))]
  return planEdges({
    keys: names.map((key) => ({ key })),
    levels: (frame) => {
      const usages = frame.subarray(from, to)
      if (usages.length < to - from || usages.some(isKeyError)) return undefined
      const held = spec.mods === undefined ? 0 : foldSides(frame[spec.mods] ?? 0)
      const down = new Set(strokes.filter((stroke) => isDown(stroke, strokes, usages, held)).map(({ key }) => key))
      return names.map((name) => down.has(name))
    },
    primed: spec.initial === 'prime',
    scope,
  })
}

function isDown(stroke: Stroke, strokes: readonly Stroke[], usages: Uint8Array, held: number): boolean {
  if (!usages.includes(stroke.usage)) return false
  if (stroke.modifiers > 0) return stroke.modifiers === held
  return !strokes.some((other) => other.usage === stroke.usage && other.modifiers > 0 && other.modifiers === held)
}

function readStroke(written: string): Stroke {
  const words = written.split('+')
  const modifiers = words.slice(0, -1).reduce((sum, word) => sum | (modifierBits[word] ?? 0), 0)
  return { usage: Number(words.at(-1)), modifiers }
}

/** Left and right modifiers are the same to us. */
function foldSides(modifiers: number): number {
  return (modifiers | (modifiers >> 4)) & 0x0f
}
