import type { Meaning } from './meanings.ts'
import type { Stroke } from './scene.ts'
import { hexByte } from './yaml.ts'

/** Where a keyboard of the boot protocol lists what is down. */
const listed: readonly [number, number] = [2, 8]
const modifiers = ['ctrl', 'shift', 'alt', 'gui']
const lastErrorUsage = 3

/** What a keyboard types: usages, with the modifiers that are held beside them. */
export function keyboardMeanings(strokes: readonly Stroke[]): readonly Meaning[] {
  const map = new Map<string, string>()
  for (const { key, press } of strokes) {
    const name = nameOf(press.frame)
    if (name === undefined || (map.get(name) ?? key) !== key) return []
    map.set(name, key)
  }
  const isModified = [...map.keys()].some((name) => name.includes('+'))
  const keys = { from: [...listed], ...(isModified ? { mods: 0 } : {}), map: Object.fromEntries(map) }
  return [{ emit: [{ keys }], releases: true }]
}

function nameOf(report: Uint8Array): string | undefined {
  const [usage, ...more] = report.subarray(...listed).filter((one) => one > lastErrorUsage)
  if (usage === undefined || more.length > 0) return undefined
  const [held = 0] = report
  const sides = held | (held >> 4)
  const names = modifiers.filter((_, bit) => (sides & (1 << bit)) !== 0)
  return [...names, hexByte(usage)].join('+')
}
