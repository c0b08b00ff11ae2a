import { isoDate } from '../dates.ts'

/** What tells in which century somebody was born. */
export interface BirthHints {
  /** The year of a personal number. */
  readonly year?: number
  /** A day before which the birth was: today, or when the document expires. */
  readonly before: string
}

/** The birth date of an MRZ; undefined where it is no date. Fillers stand for a month or a day that nobody knows. */
export function birthDate(digits: string, { year, before }: BirthHints): string | undefined {
  if (year !== undefined) return dateIn(year - (year % 100), digits)
  const young = dateIn(2000, digits)
  return young !== undefined && young <= before ? young : dateIn(1900, digits)
}

/** When a document expires; all of this century, and what never expires says 99. */
export function expiryDate(digits: string): string | undefined {
  return dateIn(2000, digits)
}

function dateIn(century: number, digits: string): string | undefined {
  const [, year, month, day] = /^(\d\d)(\d\d|<<)(\d\d|<<)$/.exec(digits) ?? []
  if (year === undefined) return undefined
  const full = century + Number(year)
  if (month === '<<') return day === '<<' ? String(full) : undefined
  if (day === '<<') return isoDate(full, Number(month), 1)?.slice(0, 7)
  return isoDate(full, Number(month), Number(day))
}
