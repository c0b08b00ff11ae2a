import { DeskError } from '../../core/index.ts'
import { alikeOf, alphabets, meantBy } from './alike.ts'
import { checkDigit } from './check-digit.ts'
import type { Alphabet, Check, Span } from './layout.ts'
import { textAt, type Zone } from './lines.ts'

/**
 * Refuses an MRZ with characters that cannot stand where they are.
 * @throws DeskError DB-CRD-021, or -022 where it can be told what was meant; with line and column.
 */
export function judgeCharacters(zone: Zone): void {
  const { fields, lines, width } = zone.layout
  const wholes = Array.from({ length: lines }, (_, index) => ({ line: index + 1, from: 1, to: width }))
  for (const whole of wholes) judgeSpan(zone, whole, 'any')
  const inOrder = Object.values(fields).sort((one, other) => one.line - other.line || one.from - other.from)
  for (const field of inOrder) judgeSpan(zone, field, field.alphabet)
}

/**
 * Refuses an MRZ whose check digits do not fit.
 * @throws DeskError with the code of the check; -022 where one character that looks like another explains it.
 */
export function judgeChecks(zone: Zone, checks: readonly Check[] = zone.layout.checks): void {
  for (const check of checks) {
    const digit = textAt(zone, check.digit)
    if (digit === '<' && check.mayLack) continue
    judgeSpan(zone, check.digit, 'digits')
    if (checkDigit(textOver(zone, check)) !== digit) throw misfit(zone, check)
  }
}

function judgeSpan(zone: Zone, span: Span, alphabet: Alphabet): void {
  for (const [index, char] of Array.from(textAt(zone, span)).entries()) {
    if (alphabets[alphabet].test(char)) continue
    const place = { line: span.line, column: span.from + index }
    const suggested = meantBy(char, alphabet)
    if (suggested === undefined) throw new DeskError('DB-CRD-021', place, { place })
    throw new DeskError('DB-CRD-022', { ...place, found: char, suggested }, { place })
  }
}

function textOver(zone: Zone, { over }: Check): string {
  return over.map((span) => textAt(zone, span)).join('')
}

/** One check over one field that a single look-alike would mend points at it; more than one would be guessing. */
function misfit(zone: Zone, check: Check): DeskError {
  const [span] = check.over
  const isOfOneField = check.over.length === 1 && span !== undefined
  const place = isOfOneField
    ? { line: span.line, column: span.from }
    : { line: check.digit.line, column: check.digit.from }
  const [mend, ...others] = isOfOneField ? mends(zone, check, span) : []
  if (mend && others.length === 0) {
    const { column, found, suggested } = mend
    const at = { line: place.line, column }
    return new DeskError('DB-CRD-022', { ...at, found, suggested }, { place: at })
  }
  return new DeskError(check.code, { ...place, last: isOfOneField ? span.to : place.column }, { place })
}

interface Mend {
  readonly column: number
  readonly found: string
  readonly suggested: string
}

function mends(zone: Zone, { digit }: Check, span: Span): readonly Mend[] {
  const text = textAt(zone, span)
  const field = Object.values(zone.layout.fields).find(({ line, from }) => line === span.line && from === span.from)
  return Array.from(text).flatMap((found, index) => {
    const suggested = alikeOf(found)
    if (suggested === undefined || !alphabets[field?.alphabet ?? 'any'].test(suggested)) return []
    const mended = text.slice(0, index) + suggested + text.slice(index + 1)
    return checkDigit(mended) === textAt(zone, digit) ? [{ column: span.from + index, found, suggested }] : []
  })
}
