import { DeskError } from '../../core/index.ts'
import { isoDate } from '../dates.ts'
import type { CardKind, Sex } from '../person.ts'

/** The parts of one code, each named, none judged. */
export interface QrParts {
  readonly number: string
  readonly oldNumber: string
  readonly name: string
  readonly birth: string
  readonly sex: string
  readonly residence: string
  readonly issue: string
  readonly rest: readonly string[]
  readonly kind: CardKind | undefined
}

/** Without the old number; cards have one part more. */
const fewest = 6
/** A card of the law of 2023 has at least so many; in between nothing can be said. */
const ofNewCard = 10
const ofOldCard = 7

/** Day, month, year; some scanners and programs put marks between them. */
const dayMonthYear = /^(\d{2})[/.-]?(\d{2})[/.-]?(\d{4})$/

/**
 * Takes the text of one code apart.
 * @throws DeskError DB-CRD-011 where parts are missing.
 */
export function partsOf(piece: string): QrParts {
  const parts = piece.split('|').map((part) => part.trim())
  const [number = '', ...others] = parts
  // Some writers leave out the old number; then the date of birth is one part earlier.
  const hasOld = !(looksLikeDate(others[1]) && !looksLikeDate(others[2]))
  const [oldNumber = '', ...named] = hasOld ? others : ['', ...others]
  const [name = '', birth = '', sex = '', residence = '', issue, ...rest] = named
  if (issue === undefined) throw new DeskError('DB-CRD-011', { found: parts.length, least: fewest })
  return { number, oldNumber, name, birth, sex, residence, issue, rest, kind: kindOf(parts.length) }
}

/** The ISO date of a part; undefined where it is none. */
export function dateOf(part: string): string | undefined {
  const [, day, month, year] = dayMonthYear.exec(part) ?? []
  return isoDate(Number(year), Number(month), Number(day))
}

/** The sex that a part names, in whatever case. */
export function sexNamed(part: string): Sex | undefined {
  switch (part.toLowerCase()) {
    case 'nam':
      return 'male'
    case 'nữ':
      return 'female'
    default:
      return undefined
  }
}

function looksLikeDate(part: string | undefined): boolean {
  return part !== undefined && dayMonthYear.test(part)
}

function kindOf(count: number): CardKind | undefined {
  if (count >= ofNewCard) return 'can-cuoc'
  return count <= ofOldCard ? 'cccd' : undefined
}
