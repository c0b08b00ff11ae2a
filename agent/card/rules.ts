import type { CitizenCard } from '../../src/card/index.ts'
import {
  type CardContent,
  type CardField,
  type CardRules,
  cardFields,
  usualCardFields,
} from '../../src/contract/index.ts'
import { DeskError } from '../../src/core/index.ts'

/**
 * What may be taken of a card for a procedure, as the centre decided it; where it decided nothing, the number alone.
 * @throws DeskError DB-CRD-201 the centre knows no such procedure.
 */
export function fieldsFor(rules: CardRules | undefined, procedure: string | undefined): readonly CardField[] {
  if (procedure === undefined) return rules?.usual ?? usualCardFields
  const found = rules?.procedures?.find((one) => one.procedure === procedure)
  if (!found) throw new DeskError('DB-CRD-201', { procedure })
  return found.fields
}

/** What of a card may be taken and is there. Everything else is forgotten here. */
export function cutCard(card: CitizenCard, fields: readonly CardField[]): CardContent {
  const taken = cardFields.flatMap((field) => {
    const value = card[field]
    return fields.includes(field) && value ? [[field, value] as const] : []
  })
  return Object.fromEntries(taken) as CardContent
}

/** The names of what was taken, in the order in which people look for it. */
export function fieldsIn(content: CardContent): CardField[] {
  return cardFields.filter((field) => content[field] !== undefined)
}
