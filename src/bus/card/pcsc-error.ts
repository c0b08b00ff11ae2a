import { DeskError, type ErrorCode } from '../../core/index.ts'

// smartcard tells failures as sentences of its own (its pcsc_errors.h), without the number of the service.

type Sentences = readonly (readonly [RegExp, ErrorCode])[]

const serviceGone = /service not running|service stopped|invalid handle|system cancelled/i

/** pcscd hangs up on whom polkit refuses, which looks like a broken line. */
const whileJoining: Sentences = [
  [serviceGone, 'DB-PCS-001'],
  [/communication error|unknown pc\/sc error/i, 'DB-PCS-002'],
]

const whileOpening: Sentences = [
  ...whileJoining,
  [/unknown reader|reader unavailable/i, 'DB-PCS-004'],
  [/no smart card|was removed/i, 'DB-PCS-005'],
  [/unresponsive|not supported|unpowered|protocol mismatch|unknown card/i, 'DB-PCS-006'],
  [/sharing violation/i, 'DB-PCS-007'],
]

const whileSpeaking: Sentences = [
  // A broken line is one to the service here: what breaks between reader and card is called otherwise.
  [serviceGone, 'DB-PCS-001'],
  [/communication error/i, 'DB-PCS-001'],
  [/unknown reader|reader unavailable/i, 'DB-PCS-004'],
  [/was removed|was reset|no smart card|unpowered|unresponsive|transaction failed/i, 'DB-PCS-008'],
]

/** Why the service did not take us. */
export function joiningError(error: unknown): DeskError {
  return coded(error, whileJoining, '–')
}

/** Why the card in a reader did not open. */
export function openingError(error: unknown, reader: string): DeskError {
  return coded(error, whileOpening, reader)
}

/** Why a command got no answer. */
export function speakingError(error: unknown, reader: string): DeskError {
  return coded(error, whileSpeaking, reader)
}

/** What went wrong, in the words of whoever said it. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function coded(error: unknown, sentences: Sentences, reader: string): DeskError {
  if (error instanceof DeskError) return error
  const reason = reasonOf(error)
  const code = sentences.find(([pattern]) => pattern.test(reason))?.[1] ?? 'DB-PCS-015'
  return new DeskError(code, { reader, reason }, { cause: error })
}
