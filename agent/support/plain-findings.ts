import { type DeskError, text } from '../../src/core/index.ts'
import type { Finding } from '../doctor/examine.ts'
import { keepAddress, keepMembers, keepName, keepPort, keepWord, type Rule } from './plain.ts'

/** A number of an operating system or of a protocol, and no sentence. */
const keepReason: Rule = (value) =>
  typeof value === 'string' && /^(E[A-Z]+|0x[0-9a-f]{2}|DB-[A-Z]{3}-\d{3})$/.test(value) ? value : undefined

const args = keepMembers({
  port: (value) => (typeof value === 'number' ? value : keepPort(value)),
  host: keepWord,
  broker: keepAddress,
  device: keepWord,
  profile: keepWord,
  counter: keepName,
  baud: keepName,
  part: (value) => (typeof value === 'string' && /^[@\w./-]{1,60}$/.test(value) ? value : undefined),
  group: keepWord,
  epoch: keepWord,
  needed: keepName,
  found: (value) => (typeof value === 'number' ? value : undefined),
  free: keepName,
  used: keepName,
  count: keepName,
  seconds: keepName,
  bytes: keepName,
  damaged: keepName,
  good: keepName,
  days: keepName,
  running: keepWord,
  installed: keepWord,
  reason: keepReason,
})

/** What the doctor found, as others may see it: what a sentence was filled with is told only where it is nobody's. */
export function plainFindings(findings: readonly Finding[]): readonly unknown[] {
  return findings.map(({ subject, name, state, error }) => {
    const which = name === undefined ? {} : { name: keepWord(name) ?? '(not told)' }
    return { subject, ...which, state, ...(error ? plainError(error) : {}) }
  })
}

function plainError({ code, args: filled, place }: DeskError) {
  const told = (args(filled) ?? {}) as Record<string, string | number>
  const at = place?.line === undefined ? {} : { line: place.line, column: place.column ?? 0 }
  return { code, ...at, sentence: text(code, 'en', told), next: text(code, 'en', told, 'next') }
}
