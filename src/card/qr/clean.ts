/** What a scanner says of the kind of code (ISO/IEC 15424): `]Q1`. It stands at the start, and behind each line end. */
const atStarts = /(?:[\p{Cc}\p{Cf}]+|^)(?:\][A-Za-z]\d)?/gu

/** The same between two cards that came in one go. */
const beforeNumber = /\][A-Za-z]\d(?=\d{12}\|)/g

/**
 * The text of a code without what scanners put around and between its parts: prefixes, line ends, letters taken apart,
 * spaces of other kinds. A code of a card has no line ends of its own.
 */
export function cleanScan(text: string): string {
  const joined = text.replace(atStarts, '').replace(beforeNumber, '')
  return joined.normalize('NFC').replace(/\s+/g, ' ').trim()
}
