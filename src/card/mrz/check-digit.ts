/** ICAO 9303-3, 4.9. */
const weights = [7, 3, 1] as const

/** The check digit of a text of an MRZ: digits count as they are, A to Z as 10 to 35, fillers nothing. */
export function checkDigit(text: string): string {
  const sum = Array.from(text).reduce((total, char, index) => total + worthOf(char) * (weights[index % 3] ?? 0), 0)
  return String(sum % 10)
}

function worthOf(char: string): number {
  return char === '<' ? 0 : Number.parseInt(char, 36)
}
