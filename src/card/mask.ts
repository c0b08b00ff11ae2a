import { type CitizenCard, type PersonalField, personalFields } from './person.ts'

/** A card for a screen that others see, a log or a bug report: which fields it has, and hardly what is in them. */
export type MaskedCard = Pick<CitizenCard, 'source' | 'kind'> & Readonly<Partial<Record<PersonalField, string>>>

const dot = '•'
const hidden = dot.repeat(3)

const ways: Readonly<Partial<Record<PersonalField, (value: string) => string>>> = {
  name: initials,
  father: initials,
  mother: initials,
  spouse: initials,
  number: lastDigits,
  oldNumber: lastDigits,
  documentNumber: lastDigits,
  birthDate: yearOnly,
  issueDate: yearOnly,
  expiryDate: yearOnly,
}

/** What may be shown of a card to anybody: initials, three last digits, years. */
export function maskCard(card: CitizenCard): MaskedCard {
  const masked = personalFields.flatMap((field) => {
    const value = card[field]
    if (value === undefined) return []
    return [[field, typeof value === 'string' ? (ways[field]?.(value) ?? hidden) : hidden]] as const
  })
  const { source, kind } = card
  return { source, ...(kind ? { kind } : {}), ...Object.fromEntries(masked) }
}

function initials(name: string): string {
  return Array.from(name.split(' '), (word) => `${Array.from(word)[0] ?? ''}${hidden}`).join(' ')
}

/** Of a short number nothing: three digits would be half of it. */
function lastDigits(number: string): string {
  return number.length < 8 ? hidden : dot.repeat(number.length - 3) + number.slice(-3)
}

function yearOnly(date: string): string {
  return date.slice(0, 4) + date.slice(4).replace(/\d/g, dot)
}
