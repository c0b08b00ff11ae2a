/**
 * Whether a text may come from a citizen's card: the text of its QR code, its number, or a line of its machine-readable
 * zone. Generous, since what is masked for nothing costs a line of a recording, and what is not stays for a day.
 */
export function isCardText(text: string): boolean {
  return mayBeOne.test(text) && marks.some((mark) => mark.test(text))
}

/** Without any of these there is no mark, and devices say much. */
const mayBeOne = /[|<]|\d{7}/

const marks: readonly RegExp[] = [
  // The QR code: twelve digits, then fields between bars. What a scanner puts between its reports may stand among them.
  /(?:\d[^\d|]{0,3}){12}\|/,
  // The number alone: province, sex with century, year and serial.
  /(?<!\d)0(?!00)\d{2}[0-3]\d{8}(?!\d)/,
  // The machine-readable zone: document and state; birth, sex and expiry; names; what lines are filled up with.
  /[ACIP][A-Z<]VNM[\dA-Z<]{3}/,
  /\d{7}[MFX<]\d{7}/,
  /[A-Z]<<[A-Z]/,
  /[A-Z\d]{5}<{8}/,
]
