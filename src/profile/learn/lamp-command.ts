import { encodeHex } from '../bytes.ts'
import type { Lamps } from './lamps.ts'
import type { Tree } from './yaml.ts'

/** The command that lights the lamps of a device, which takes all of them at once. */
export function lampCommand({ report, lamps }: Lamps): Tree {
  const keys = Object.fromEntries(lamps.map(({ key }, index) => [key, index]))
  const tokens = Array.from({ length: report.size }, (_, at) => tokenAt(lamps, at))
  return {
    lamp: {
      params: { key: { enum: keys }, lit: { bool: true } },
      retain: { lamps: { init: lamps.map(() => 0) } },
      set: { lamps: { index: 'key', value: '1 if lit else 0' } },
      write: [{ report: report.number, kind: 'output', bytes: tokens.join(' ') }],
    },
  }
}

/** Each lamp alone, and the last two together; what was seen to light is what the command must send. */
export function lampTests({ report, lamps }: Lamps): readonly Tree[] {
  const shown = (lit: readonly string[]) => {
    const bytes = new Uint8Array(report.size)
    for (const { key, at, mask } of lamps) if (lit.includes(key)) bytes[at] = (bytes[at] ?? 0) | mask
    return encodeHex(bytes)
  }
  const step = (key: string, isLit: boolean, lit: readonly string[]) => ({
    command: 'lamp',
    args: { key, lit: isLit },
    tx: shown(lit),
  })
  const alone = lamps.map(({ key }) => ({ name: `lamp of ${key}`, ...step(key, true, [key]) }))
  const [first, second] = lamps.map(({ key }) => key)
  if (first === undefined || second === undefined) return alone
  const steps = [step(first, true, [first]), step(second, true, [first, second]), step(first, false, [second])]
  return [...alone, { name: 'the second lamp leaves the first one lit', steps }]
}

function tokenAt(lamps: Lamps['lamps'], at: number): string {
  const terms = lamps.flatMap((lamp, index) => (lamp.at === at ? [`lamps[${index}] * ${lamp.mask}`] : []))
  return terms.length === 0 ? '00' : `{${terms.join(' + ')}}`
}
