import { type CardContent, cardFields } from '../../contract/index.ts'
import { DeskError } from '../../core/index.ts'
import { type OpeningKey, unseal } from '../../seal/index.ts'
import type { KnownFact } from '../typed-fact.ts'

/** The fact of a card, as an effect gets it. */
export type CardReadFact = Extract<KnownFact, { kind: 'card.read' }>

/**
 * Whose card it was: opens the sealed part of a fact. What a newer desk adds is left out.
 * @throws DeskError DB-SEA-009 the fact has no sealed part, -002 it was sealed to a key that is not among these, -003 it
 * was damaged or changed, -004 it belongs to another fact.
 */
export async function openSealed(
  keys: readonly OpeningKey[],
  { id, data }: Pick<CardReadFact, 'id' | 'data'>,
): Promise<CardContent> {
  if (data.sealed === undefined) throw new DeskError('DB-SEA-009', { id })
  const content = await unseal(keys, data.sealed, id)
  if (typeof content !== 'object' || content === null) throw new DeskError('DB-SEA-003', { key: '–' })
  const members = content as { readonly [member: string]: unknown }
  const known = cardFields.flatMap((field) => {
    const value = members[field]
    return typeof value === 'string' ? [[field, value] as const] : []
  })
  return Object.fromEntries(known) as CardContent
}
