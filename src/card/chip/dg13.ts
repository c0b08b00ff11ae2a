import { asn1 } from './asn1.ts'
import { toNumber } from './bytes.ts'
import { expectTlv, inside, type Tlv } from './tlv.ts'

/** What DG13 of a Vietnamese card holds, by the number of the field. Nobody has published the numbers officially. */
const named = {
  1: 'number',
  2: 'name',
  3: 'birthDate',
  4: 'sex',
  5: 'nationality',
  8: 'origin',
  9: 'residence',
  10: 'features',
  11: 'issueDate',
  12: 'expiryDate',
  13: 'parents',
  14: 'spouse',
} as const satisfies Readonly<Record<number, string>>

/** The name of a field of DG13. Of the last two numbers one is the old number, but which one differs. */
export type DetailName = (typeof named)[keyof typeof named] | 'oldNumber' | 'unnamed'

/** All fields that can be asked for. */
export const detailNames: readonly DetailName[] = [...new Set(Object.values(named)), 'oldNumber', 'unnamed']

/** The texts of the fields that were asked for: usually one, of the parents two. Dates are as the chip writes them. */
export type Details = Readonly<Partial<Record<DetailName, readonly string[]>>>

/** Ethnicity and religion: sensitive data that no counter may take. Their bytes never become text. */
const never: ReadonlySet<number> = new Set([6, 7])

/** Reads DG13. Only what is wanted is decoded. */
export function readDg13(bytes: Uint8Array, wanted: ReadonlySet<DetailName>): Details {
  const outer = expectTlv(bytes, 0x6d, { what: 'DG13' })
  const found = new Map<DetailName, readonly string[]>()
  for (const { number, texts } of fieldsIn(outer, 0)) {
    if (never.has(number)) continue
    const name = nameOf(number, texts)
    if (!wanted.has(name)) continue
    const words = texts.map(decode).filter((text) => text !== '')
    if (words.length > 0) found.set(name, [...(found.get(name) ?? []), ...words])
  }
  return Object.fromEntries(found)
}

interface Field {
  readonly number: number
  readonly texts: readonly Tlv[]
}

/** Fields lie in sequences of a number and texts, inside sequences and sets that cards nest differently. */
function fieldsIn(outer: Tlv, depth: number): readonly Field[] {
  const parts = inside(outer, 'DG13')
  const field = depth > 0 ? fieldOf(parts) : undefined
  if (field) return [field]
  return parts.filter((one) => isNested(one) && depth < deepest).flatMap((one) => fieldsIn(one, depth + 1))
}

function fieldOf([first, ...rest]: readonly Tlv[]): Field | undefined {
  if (first?.tag !== asn1.integer || first.value.length > 2 || rest.length === 0) return undefined
  const texts = textsIn(rest, 0)
  return texts && { number: Number(toNumber(first.value)), texts }
}

/** All texts in these parts; undefined when there is anything but texts. */
function textsIn(parts: readonly Tlv[], depth: number): readonly Tlv[] | undefined {
  const texts: Tlv[] = []
  for (const one of parts) {
    const inner =
      isNested(one) && depth < deepest ? textsIn(inside(one, 'DG13'), depth + 1) : textTags.has(one.tag) && [one]
    if (!inner) return undefined
    texts.push(...inner)
  }
  return texts
}

const deepest = 5

function isNested({ tag }: Tlv): boolean {
  return tag === asn1.sequence || tag === asn1.set || (tag & 0xe0) === 0xa0
}

/** UTF8String, PrintableString, T61String, IA5String, BMPString, OCTET STRING, and NULL for a field that is empty. */
const textTags: ReadonlySet<number> = new Set([0x0c, 0x13, 0x14, 0x16, 0x1e, 0x04, 0x05])

function decode({ tag, value }: Tlv): string {
  return new TextDecoder(tag === 0x1e ? 'utf-16be' : 'utf-8').decode(value).normalize('NFC').trim()
}

function nameOf(number: number, texts: readonly Tlv[]): DetailName {
  const name: DetailName | undefined = named[number as keyof typeof named]
  if (name) return name
  return texts.length === 1 && texts.every(looksLikeNumber) ? 'oldNumber' : 'unnamed'
}

/** Nine digits, or twelve. */
function looksLikeNumber({ value }: Tlv): boolean {
  return (value.length === 9 || value.length === 12) && value.every((byte) => byte >= 0x30 && byte <= 0x39)
}
