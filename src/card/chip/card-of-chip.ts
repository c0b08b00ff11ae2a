import { isoDate } from '../dates.ts'
import { readMrz } from '../mrz/read-mrz.ts'
import type { CitizenCard, PersonalField, Sex } from '../person.ts'
import type { DetailName, Details } from './dg13.ts'
import { malformed } from './fault.ts'

/** What must be decoded of DG13 for these fields. The number is always compared with the machine readable zone. */
export function detailsFor(fields: readonly PersonalField[]): ReadonlySet<DetailName> {
  return new Set<DetailName>(['name', 'birthDate', 'number', ...fields.flatMap((field) => detailOf[field] ?? [])])
}

/** Whether these fields are in DG13 only. */
export function needDetails(fields: readonly PersonalField[]): boolean {
  return fields.some((field) => detailOf[field] !== undefined && !inZone.has(field))
}

/**
 * The card that a chip tells of: its machine readable zone, and over it what DG13 says in Vietnamese letters. Only
 * fields that are wanted are in it, beside name and birth date.
 * @throws DeskError what {@link readMrz} throws; DB-CRD-108 the zone and DG13 are of two persons.
 */
export function cardOfChip(
  zone: readonly string[],
  details: Details,
  fields: readonly PersonalField[],
  today: string,
): CitizenCard {
  const printed = readMrz(zone.join('\n'), today)
  const told = fromDetails(details)
  if (printed.number !== undefined && told.number !== undefined && printed.number !== told.number) {
    throw malformed('DG13', 'another number than in DG1')
  }
  const { source: _, kind, name, birthDate, ...others } = { ...printed, ...told }
  const wanted = Object.entries(others).filter(([field]) => fields.some((one) => one === field))
  return { source: 'chip', ...(kind ? { kind } : {}), name, birthDate, ...Object.fromEntries(wanted) }
}

const detailOf: Readonly<Partial<Record<PersonalField, DetailName>>> = {
  name: 'name',
  birthDate: 'birthDate',
  number: 'number',
  oldNumber: 'oldNumber',
  sex: 'sex',
  nationality: 'nationality',
  origin: 'origin',
  residence: 'residence',
  features: 'features',
  issueDate: 'issueDate',
  expiryDate: 'expiryDate',
  father: 'parents',
  mother: 'parents',
  spouse: 'spouse',
  unnamed: 'unnamed',
}
const inZone: ReadonlySet<PersonalField> = new Set<PersonalField>([
  'name',
  'birthDate',
  'number',
  'sex',
  'nationality',
  'expiryDate',
])

type Told = Partial<Omit<CitizenCard, 'source' | 'kind'>>

function fromDetails(details: Details): Told {
  const first = (name: DetailName) => details[name]?.[0]
  const [father, mother] = details.parents ?? []
  return known({
    name: first('name'),
    birthDate: toIso(first('birthDate')),
    number: first('number'),
    oldNumber: first('oldNumber'),
    sex: sexes[first('sex')?.toLowerCase() ?? ''],
    nationality: first('nationality'),
    origin: first('origin'),
    residence: first('residence'),
    features: first('features'),
    issueDate: toIso(first('issueDate')),
    expiryDate: toIso(first('expiryDate')),
    father,
    mother,
    spouse: first('spouse'),
    unnamed: details.unnamed,
  })
}

const sexes: Readonly<Record<string, Sex>> = { nam: 'male', nữ: 'female' }

/** `dd/mm/yyyy`; what is no such date – a card that never expires says so in words – tells nothing. */
function toIso(date: string | undefined): string | undefined {
  const [, day, month, year] = /^(\d{2})\D?(\d{2})\D?(\d{4})$/.exec(date ?? '') ?? []
  return year === undefined ? undefined : isoDate(Number(year), Number(month), Number(day))
}

/** Without what is undefined. */
function known(told: { readonly [Field in keyof Told]: Told[Field] | undefined }): Told {
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined))
}
