import type { CardContent, FactData, SignedSealingKey } from '../../src/contract/index.ts'
import { DeskError, type Moment, toDeskError, type Uuid } from '../../src/core/index.ts'
import type { Journal } from '../../src/journal/index.ts'
import type { ConfigurationKey } from '../../src/provision/index.ts'
import { seal } from '../../src/seal/index.ts'
import { fieldsIn } from './rules.ts'
import { trustedSealingKey } from './sealing-key.ts'

/** What is written down of a card. */
export interface CardToKeep {
  readonly id: Uuid
  readonly counter: string
  readonly source: string
  readonly at: Moment
  /** What may be taken of it; it leaves this function sealed or not at all. */
  readonly content: CardContent
  /** What may be read by everybody. */
  readonly open: Omit<FactData<'card.read'>, 'fields' | 'sealed'>
}

/** What keeping needs. */
export interface KeepingOptions {
  readonly journal: Pick<Journal, 'commit'>
  readonly sealing: SignedSealingKey | undefined
  readonly trusted: readonly ConfigurationKey[]
}

/**
 * Writes down that a card was read, its holder under seal. Where nothing can be sealed the fact stands alone, and why is
 * given back. Resolves when it is on disk.
 * @throws DeskError DB-JRN-… it cannot be written.
 */
export async function keepCard(card: CardToKeep, options: KeepingOptions): Promise<DeskError | undefined> {
  const { id, counter, source, at, content, open } = card
  const fields = fieldsIn(content)
  const sealed = fields.length === 0 ? undefined : await sealedContent(content, id, options)
  const isKept = typeof sealed === 'string'
  const data = { ...open, fields: isKept ? fields : [], ...(isKept ? { sealed } : {}) }
  await options.journal.commit({ facts: [{ id, type: 'card.read', counter, source, at, data }] })
  return sealed instanceof DeskError ? sealed : undefined
}

async function sealedContent(
  content: CardContent,
  about: string,
  { sealing, trusted }: KeepingOptions,
): Promise<string | DeskError> {
  try {
    return await seal(content, trustedSealingKey(sealing, trusted), about)
  } catch (error) {
    return toDeskError(error, 'DB-SEA-005', { key: sealing?.keyId ?? '–' })
  }
}
