import { DeskError } from '../../core/index.ts'
import { inOrder, isAfter } from '../dates.ts'
import { isName, judgeLetters, properName } from '../letters.ts'
import type { CitizenCard } from '../person.ts'
import { isPersonalNumber, judgeNumber } from '../personal-number.ts'
import { cleanScan } from './clean.ts'
import { dateOf, partsOf, sexNamed } from './parts.ts'
import { piecesOf } from './pieces.ts'

/** A code holds less; a longer text is refused unread. */
export const longestText = 4_096

/**
 * Reads what a scanner sent of a card's QR code. Anybody can print such a code: it proves nothing.
 * @param today the day of a clock that may be believed, as an ISO date.
 * @throws DeskError DB-CRD-001 to -017: which part cannot be; nothing of it is given then.
 */
export function readQr(text: string, today?: string): CitizenCard {
  if (text.length > longestText) throw new DeskError('DB-CRD-017', { limit: longestText })
  const clean = cleanScan(text)
  if (!clean.includes('|')) throw new DeskError('DB-CRD-001')
  const [first, ...others] = piecesOf(clean).map((piece) => readPiece(piece, today))
  if (first === undefined) throw new DeskError('DB-CRD-001')
  const all = JSON.stringify(first)
  if (others.some((other) => JSON.stringify(other) !== all)) throw new DeskError('DB-CRD-013')
  return first
}

function readPiece(piece: string, today: string | undefined): CitizenCard {
  judgeLetters(piece)
  const parts = partsOf(piece)
  const { number, oldNumber, residence, kind } = parts
  // A second card whose beginning nobody recognised must not hide behind the first.
  if (parts.rest.some((part) => sexNamed(part) !== undefined)) throw new DeskError('DB-CRD-013')
  if (!isPersonalNumber(number)) refuse('DB-CRD-002')
  const birthDate = dateOf(parts.birth) ?? refuse('DB-CRD-006')
  const sex = sexNamed(parts.sex) ?? refuse('DB-CRD-010')
  const issueDate = dateOf(parts.issue) ?? refuse('DB-CRD-007')
  judgeNumber(number, { birthDate, sex })
  if (!/^(\d{9}|\d{12})?$/.test(oldNumber)) throw new DeskError('DB-CRD-014')
  if (!isName(parts.name)) throw new DeskError('DB-CRD-009')
  if (!inOrder(birthDate, issueDate) || (today !== undefined && isAfter(issueDate, today))) refuse('DB-CRD-008')
  const unnamed = parts.rest.filter((part) => part !== '')
  return {
    source: 'qr',
    ...(kind ? { kind } : {}),
    number,
    ...(oldNumber ? { oldNumber } : {}),
    name: properName(parts.name),
    birthDate,
    sex,
    ...(residence ? { residence } : {}),
    issueDate,
    ...(unnamed.length > 0 ? { unnamed } : {}),
  }
}

function refuse(code: 'DB-CRD-002' | 'DB-CRD-006' | 'DB-CRD-007' | 'DB-CRD-008' | 'DB-CRD-010'): never {
  throw new DeskError(code)
}
