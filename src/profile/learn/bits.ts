import type { Meaning } from './meanings.ts'
import type { Body } from './readings.ts'
import type { Stroke } from './scene.ts'

/** One bit of a frame. */
interface Bit {
  readonly byte: number
  readonly bit: number
  /** Whether it is set while the key is down. */
  readonly isSet: boolean
}

/** One bit per key: the press and the release of a key differ in that bit and, counters apart, in nothing else. */
export function bitMeanings(strokes: readonly Stroke[], places: ReadonlySet<number>, body: Body): readonly Meaning[] {
  const bits = new Map<string, Bit>()
  for (const { key, press, release } of strokes) {
    const bit = release && onlyBit(press.frame, release.frame, places, body)
    const known = bits.get(key)
    if (!bit || (known && (known.byte !== bit.byte || known.bit !== bit.bit || known.isSet !== bit.isSet))) return []
    bits.set(key, bit)
  }
  const all = [...bits.values()]
  const isApart = new Set(all.map(({ byte, bit }) => byte * 8 + bit)).size === all.length
  return isApart && new Set(all.map(({ isSet }) => isSet)).size === 1 ? [meaningOf(bits)] : []
}

function meaningOf(bits: ReadonlyMap<string, Bit>): Meaning {
  const all = [...bits.values()]
  const first = Math.min(...all.map(({ byte }) => byte))
  const last = Math.max(...all.map(({ byte }) => byte))
  const map = Object.fromEntries([...bits].map(([key, { byte, bit }]) => [String((byte - first) * 8 + bit), key]))
  const isLow = all.some(({ isSet }) => !isSet)
  const buttons = { from: [first, last + 1], map, ...(isLow ? { activeLow: true } : {}) }
  return { emit: [{ buttons }], releases: true }
}

function onlyBit(press: Uint8Array, release: Uint8Array, places: ReadonlySet<number>, body: Body): Bit | undefined {
  if (press.length !== release.length) return undefined
  const end = press.length + body.to
  const changed = [...press.keys()].filter((at) => at < end && !places.has(at) && press[at] !== release[at])
  const [byte, ...more] = changed
  if (byte === undefined || more.length > 0) return undefined
  const difference = (press[byte] ?? 0) ^ (release[byte] ?? 0)
  const bit = Math.log2(difference)
  return Number.isInteger(bit) ? { byte, bit, isSet: ((press[byte] ?? 0) & difference) !== 0 } : undefined
}
