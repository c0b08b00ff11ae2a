import { DeskError } from '../core/index.ts'

/** UTF-8 that was read byte by byte (`Nguyá»…n`), or bytes that are no UTF-8. */
const otherEncoding = /[ÃÄÅÆ][\u0080-\u00bf\u0192\u2018-\u203a\u20ac]|á[º»]|\ufffd/

/** A scanner that types has keys for these only. */
const typeable = /^[\u0020-\u007e]*$/

/** Letters that are Latin to Unicode, and in nobody's name. */
const noNameLetter = /[ªºƒ]/

const nameLetters = /^[\p{Script=Latin}\p{Mn} .,'’-]+$/u

/**
 * Refuses texts that lost their Vietnamese letters on the way from the card. Of all that is written on a card – name, sex,
 * address – at least one letter has a mark.
 * @throws DeskError DB-CRD-012 letters are missing, -015 they came in another encoding.
 */
export function judgeLetters(text: string): void {
  if (otherEncoding.test(text)) throw new DeskError('DB-CRD-015')
  if (typeable.test(text) || text.includes('?')) throw new DeskError('DB-CRD-012')
}

/** Whether a text can be a person's name. */
export function isName(text: string): boolean {
  return nameLetters.test(text) && !noNameLetter.test(text) && /\p{L}.*\p{L}/u.test(text)
}

/** A name as it is written: what came in capitals only, in small letters only or turned round by CapsLock is put right. */
export function properName(name: string): string {
  const words = name.trim().replace(/\s+/g, ' ').split(' ')
  const isProper = words.every(beginsLarge) && words.some((word) => word !== word.toUpperCase())
  return (isProper ? words : words.map(begunLarge)).join(' ')
}

function beginsLarge(word: string): boolean {
  const [first = ''] = word
  return first === first.toUpperCase()
}

/** Behind an apostrophe, a dash or a dot another word begins: H'Mai. */
function begunLarge(word: string): string {
  return word.toLowerCase().replace(/(^|['’.-])\p{L}/gu, (begin) => begin.toUpperCase())
}
