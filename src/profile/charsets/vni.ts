/**
 * VNI (the "VNI-" fonts of VNI Software): a letter is its base letter and one byte behind it for circumflex, breve and
 * tone together. ơ, ư, đ, ỵ and the toned i are bytes of their own. A capital's bytes are 20 (hex) lower.
 */
const plain = { '\u0300': 0xf8, '\u0301': 0xf9, '\u0309': 0xfb, '\u0303': 0xf5, '\u0323': 0xef }
const breve = { '': 0xea, '\u0300': 0xe8, '\u0301': 0xe9, '\u0309': 0xfa, '\u0303': 0xfc, '\u0323': 0xeb }
const circumflex = { '': 0xe2, '\u0300': 0xe0, '\u0301': 0xe1, '\u0309': 0xe5, '\u0303': 0xe3, '\u0323': 0xe4 }
const singles: Readonly<Record<string, number>> = {
  ơ: 0xf4,
  ư: 0xf6,
  đ: 0xf1,
  ỵ: 0xee,
  ì: 0xec,
  í: 0xed,
  ỉ: 0xe6,
  ĩ: 0xf3,
  ị: 0xf2,
}

type Tones = Readonly<Record<string, number>>
const carriers: readonly (readonly [base: string, shape: string, tones: Tones])[] = [
  ...Array.from('aeouyơư', (base) => [base, '', plain] as const),
  ['a', '\u0306', breve],
  ...Array.from('aeo', (base) => [base, '\u0302', circumflex] as const),
]

/** The bytes of one letter in NFC; undefined when VNI does not have it. */
export function encodeVni(letter: string): readonly number[] | undefined {
  return letter.length === 1 && letter.charCodeAt(0) < 0x80 ? [letter.charCodeAt(0)] : byLetter.get(letter)
}

/** The longest letter at every place; a byte that belongs to none becomes U+FFFD. */
export function decodeVni(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; ) {
    const [first = 0, second] = bytes.subarray(at, at + 2)
    const pair = second === undefined ? undefined : byBytes.get(first * 256 + second)
    text += pair ?? byBytes.get(first) ?? (first < 0x80 ? String.fromCharCode(first) : '\uFFFD')
    at += pair === undefined ? 1 : 2
  }
  return text
}

const byLetter = new Map(allLetters())
const byBytes = new Map(Array.from(byLetter, ([letter, [first = 0, second]]) => [codeOf(first, second), letter]))

function codeOf(first: number, second: number | undefined): number {
  return second === undefined ? first : first * 256 + second
}

function allLetters(): [string, readonly number[]][] {
  const small = new Map<string, readonly number[]>()
  for (const [base, shape, tones] of carriers) {
    const first = singles[base] ?? base.charCodeAt(0)
    for (const [tone, byte] of Object.entries(tones)) small.set((base + shape + tone).normalize('NFC'), [first, byte])
  }
  for (const [letter, byte] of Object.entries(singles)) small.set(letter, [byte])
  return [...small].flatMap(([letter, bytes]): [string, readonly number[]][] => [
    [letter, bytes],
    [letter.toUpperCase(), bytes.map((byte) => byte - 0x20)],
  ])
}
