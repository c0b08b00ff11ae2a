import { DeskError } from '../../core/index.ts'
import { inOrder } from '../dates.ts'
import type { CitizenCard, Sex } from '../person.ts'
import { isPersonalNumber, judgeNumber, yearOf } from '../personal-number.ts'
import { birthDate, expiryDate } from './dates.ts'
import { judgeCharacters, judgeChecks } from './judge.ts'
import { type FieldName, td1OfVietNam, td3 } from './layout.ts'
import { textAt, type Zone, zoneOf } from './lines.ts'

/** Lines with a blank between all their characters are shorter; a longer text is refused unread. */
export const longestZone = 512

/**
 * Reads the machine readable zone of a card (TD1) or passport (TD3), from a reader or typed. Nothing that is wrong in it is put
 * right silently.
 * @param today the day of a clock that may be believed, as an ISO date.
 * @throws DeskError DB-CRD-002 to -009 what does not fit together, -017, -020 to -030 with line and column.
 */
export function readMrz(text: string, today?: string): CitizenCard {
  if (text.length > longestZone) throw new DeskError('DB-CRD-017', { limit: longestZone })
  const zone = zoneOf(text)
  judgeCharacters(zone)
  if (!zone.layout.documents.includes(zone.lines[0]?.[0] ?? '')) throw new DeskError('DB-CRD-028')
  judgeChecks(zone)
  return cardOf(zone, today)
}

function cardOf(zone: Zone, today: string | undefined): CitizenCard {
  const number = personalNumber(zone)
  const documentNumber = withoutFillers(zone.layout.number.map((span) => textAt(zone, span)).join(''))
  const expiry = expiryDate(inField(zone, 'expiry')) ?? refuseDate(zone, 'expiry')
  const hints = { before: today ?? expiry, ...(number === undefined ? {} : { year: yearOf(number) }) }
  const birth = birthDate(inField(zone, 'birth'), hints) ?? refuseDate(zone, 'birth')
  const sex = sexes[inField(zone, 'sex')] ?? 'unspecified'
  if (number !== undefined) judgeNumber(number, { birthDate: birth, sex })
  if (zone.layout === td1OfVietNam && !number?.endsWith(documentNumber)) {
    throw new DeskError('DB-CRD-030', {}, { place: { line: 1, column: 6 } })
  }
  if (!inOrder(birth, expiry)) throw new DeskError('DB-CRD-008')
  return {
    source: 'mrz',
    ...(zone.layout === td3 ? { kind: 'passport' as const } : {}),
    name: nameOf(zone),
    birthDate: birth,
    ...(number === undefined ? {} : { number }),
    documentNumber,
    sex,
    nationality: withoutFillers(inField(zone, 'nationality')),
    expiryDate: expiry,
  }
}

const sexes: Readonly<Record<string, Sex>> = { M: 'male', F: 'female' }

/** Viet Nam puts it in the optional data of cards and passports. */
function personalNumber(zone: Zone): string | undefined {
  const number = withoutFillers(inField(zone, 'optional'))
  return inField(zone, 'issuer') === 'VNM' && isPersonalNumber(number) ? number : undefined
}

/** Surname first, as Vietnamese names are written; a zone has no small letters and no marks. */
function nameOf(zone: Zone): string {
  const name = inField(zone, 'names').split(/<+/).join(' ').trim()
  if (name === '') throw new DeskError('DB-CRD-009')
  return name
}

function inField(zone: Zone, name: FieldName): string {
  return textAt(zone, zone.layout.fields[name])
}

function withoutFillers(text: string): string {
  return text.replace(/<+$/, '')
}

function refuseDate({ layout }: Zone, name: 'birth' | 'expiry'): never {
  const { line, from: column } = layout.fields[name]
  throw new DeskError('DB-CRD-029', { line, column }, { place: { line, column } })
}
