import { type DeskError, isErrorCode, type Language, text } from '../../../core/index.ts'

/** A sentence of ours in both languages. */
export interface BothWords {
  readonly vi: string
  readonly en: string
}

/** Says something in both languages. */
export function inBoth(say: (language: Language) => string): BothWords {
  return { vi: say('vi'), en: say('en') }
}

/** A reason that a desk told as a code, or in words. What belongs into the sentence of a code stayed at the desk. */
export function saidReason(reason: string): BothWords {
  return inBoth((language) =>
    isErrorCode(reason) ? `${text(reason, language).replace(/\{\w+\}/g, '…')} (${reason})` : reason,
  )
}

/** What is wrong, or what to do about it. */
export function saidError({ code, args }: DeskError, part: 'sentence' | 'next'): BothWords {
  return inBoth((language) => text(code, language, args, part))
}
