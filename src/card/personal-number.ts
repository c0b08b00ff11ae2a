import { DeskError } from '../core/index.ts'
import type { Sex } from './person.ts'
import { isRegistry } from './provinces.ts'

/** What else the card says of the person whose number it is. */
export interface Claims {
  readonly birthDate: string
  readonly sex?: Sex
}

/** Whether a text has the form of a personal number. */
export function isPersonalNumber(text: string): boolean {
  return /^\d{12}$/.test(text)
}

/** The year that a personal number tells: the fourth digit has the century, the next two the year in it. */
export function yearOf(number: string): number {
  const century = 1900 + 100 * Math.floor(Number(number[3]) / 2)
  return century + Number(number.slice(4, 6))
}

/** The sex that a personal number tells: even fourth digits are men. */
export function sexOf(number: string): Sex {
  return Number(number[3]) % 2 === 0 ? 'male' : 'female'
}

/**
 * Refuses a personal number that cannot be this person's.
 * @throws DeskError DB-CRD-002 no number, -003 registered nowhere, -004 another sex, -005 another year of birth.
 */
export function judgeNumber(number: string, { birthDate, sex }: Claims): void {
  if (!isPersonalNumber(number)) throw new DeskError('DB-CRD-002')
  if (!isRegistry(number.slice(0, 3))) throw new DeskError('DB-CRD-003')
  const isTold = sex !== undefined && sex !== 'unspecified'
  if (isTold && sex !== sexOf(number)) throw new DeskError('DB-CRD-004')
  if (Number(birthDate.slice(0, 4)) !== yearOf(number)) throw new DeskError('DB-CRD-005')
}
