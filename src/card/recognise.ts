import { DeskError } from '../core/index.ts'
import { readFields } from './fields/read-fields.ts'
import { readMrz } from './mrz/read-mrz.ts'
import type { CitizenCard } from './person.ts'
import { readQr } from './qr/read-qr.ts'

/** Why a text that is a card's is not taken: its code names the field, nothing in it repeats what the card says. */
export type Refusal = DeskError

/**
 * What a scanner read: a card, one that is not to be believed, or something else altogether. To be asked before a scan is
 * journaled, logged or published.
 * @param today the day of a clock that may be believed, as an ISO date.
 */
export function recogniseCard(text: string, today?: string): CitizenCard | Refusal | 'not-a-card' {
  const read = readerOf(text)
  return read ? orRefusal(() => read(text, today)) : 'not-a-card'
}

/** The same for what the program of a reader's maker says of a chip, under the names that device profiles use. */
export function recogniseFields(said: Readonly<Record<string, string>>): CitizenCard | Refusal {
  return orRefusal(() => readFields(said))
}

function orRefusal(read: () => CitizenCard): CitizenCard | Refusal {
  try {
    return read()
  } catch (error) {
    if (error instanceof DeskError) return error
    throw error
  }
}

type Read = (text: string, today?: string) => CitizenCard

/** Better a card too many: what looks like one is shown to nobody, and what is none may be scanned again. */
function readerOf(text: string): Read | undefined {
  if (looksLikeQr(text)) return readQr
  return looksLikeMrz(text) ? readMrz : undefined
}

function looksLikeQr(text: string): boolean {
  const [first = '', ...others] = text.split('|')
  if (others.length < 4) return false
  const digits = first.replace(/\D/g, '')
  return digits.length >= 6 || others.some((part) => /^\s*(nam|n[ữu]?)\s*$/i.test(part.normalize('NFC')))
}

function looksLikeMrz(text: string): boolean {
  const compact = text.replace(/\s/g, '')
  return compact.length >= 60 && compact.length <= 120 && compact.includes('<<') && /^(\][a-z]\d)?[acip]/i.test(compact)
}
