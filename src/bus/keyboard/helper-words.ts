import type { ErrorCode } from '../../core/index.ts'

/** What the helper says, one line each. */
export type HelperWord =
  | { readonly kind: 'ready' }
  /** `at` is monotonic time in milliseconds, as `process.hrtime` counts it. */
  | { readonly kind: 'report'; readonly at: number; readonly bytes: Uint8Array }
  | { readonly kind: 'nonsense' }

/** What the numbers mean with which the helper ends; `helper/grab.c` has the same list. */
export const endings: Readonly<Record<number, ErrorCode>> = {
  3: 'DB-KBD-001',
  4: 'DB-KBD-002',
  5: 'DB-KBD-003',
  6: 'DB-KBD-004',
  7: 'DB-KBD-006',
  8: 'DB-KBD-007',
}

/** No line of the helper is longer. */
const longest = 80

/** Hands on each line of the helper, however its output is cut. */
export function helperWords(take: (word: HelperWord) => void): (output: string) => void {
  let begun = ''
  return (output) => {
    const lines = (begun + output).split('\n')
    begun = lines.pop() ?? ''
    for (const line of lines) take(readLine(line))
    if (begun.length <= longest) return
    begun = ''
    take({ kind: 'nonsense' })
  }
}

function readLine(line: string): HelperWord {
  if (line === 'ready') return { kind: 'ready' }
  const [, microseconds, hex] = /^report (\d{1,16}) ([0-9a-f]{16})$/.exec(line) ?? []
  if (microseconds === undefined || hex === undefined) return { kind: 'nonsense' }
  return { kind: 'report', at: Number(microseconds) / 1000, bytes: Buffer.from(hex, 'hex') }
}
