import { DeskError } from '../../core/index.ts'
import { type Layout, type Span, td1, td1OfVietNam, td1WithLongNumber, td3 } from './layout.ts'

/** An MRZ in its lines, and where what stands in them. */
export interface Zone {
  readonly lines: readonly string[]
  readonly layout: Layout
}

/**
 * The lines of an MRZ that a reader sent or somebody typed, in capitals and without blanks. Nothing else is put right.
 * @throws DeskError DB-CRD-020 a line of another length, -028 neither a card nor a passport.
 */
export function zoneOf(text: string): Zone {
  const lines = linesOf(text)
  const layout = layoutOf(lines)
  for (const [index, { length }] of lines.entries()) {
    if (length === layout.width) continue
    const [line, column] = [index + 1, Math.min(length, layout.width) + 1]
    throw new DeskError('DB-CRD-020', { line, found: length, expected: layout.width }, { place: { line, column } })
  }
  return { lines, layout }
}

/** What stands in a place. */
export function textAt({ lines }: Zone, { line, from, to }: Span): string {
  return lines[line - 1]?.slice(from - 1, to) ?? ''
}

function linesOf(text: string): readonly string[] {
  const written = text
    .split(/[\r\n]+/)
    .map((line) => line.replace(/[\s\p{Cc}\p{Cf}]+/gu, '').replace(/^\][A-Za-z]\d/, ''))
    .filter((line) => line !== '')
    .map((line) => line.normalize('NFC').replace(/[a-z]/g, (letter) => letter.toUpperCase()))
  const [only] = written
  return written.length === 1 && only !== undefined ? cut(only) : written
}

/** Some readers send everything as one line. */
function cut(joined: string): readonly string[] {
  const { width, lines } = joined.startsWith('P') ? td3 : td1
  return Array.from({ length: lines }, (_, index) =>
    joined.slice(index * width, index === lines - 1 ? undefined : (index + 1) * width),
  )
}

function layoutOf([first = '', ...others]: readonly string[]): Layout {
  const layout = [td1, td3].find((known) => known.lines === others.length + 1)
  if (!layout) throw new DeskError('DB-CRD-028')
  if (layout !== td1) return layout
  if (first.slice(2, 5) === 'VNM') return td1OfVietNam
  const goesOn = /^.{14}<[A-Z\d]+/.exec(first)?.[0]
  return goesOn === undefined || goesOn.length === 16 ? td1 : td1WithLongNumber(goesOn.length)
}
