import type { Alphabet } from './layout.ts'

/** Characters that people and cameras take for one another. */
const digitOf: Readonly<Record<string, string>> = {
  O: '0',
  Q: '0',
  D: '0',
  I: '1',
  L: '1',
  Z: '2',
  S: '5',
  G: '6',
  T: '7',
  B: '8',
}

const letterOf: Readonly<Record<string, string>> = { 0: 'O', 1: 'I', 2: 'Z', 5: 'S', 6: 'G', 8: 'B' }

const mostAlike: Readonly<Record<string, string>> = { O: '0', I: '1', 0: 'O', 1: 'I' }

/** What is printed as a filler and typed as something else. */
const fillers = /[‹«([{_.–-]/

/** What may stand in a field. */
export const alphabets: Readonly<Record<Alphabet, RegExp>> = {
  digits: /\d/,
  'known-digits': /[\d<]/,
  letters: /[A-Z<]/,
  sex: /[MF<]/,
  any: /[A-Z\d<]/,
}

/** What may have been meant by a character that cannot stand in its field. A person decides. */
export function meantBy(char: string, alphabet: Alphabet): string | undefined {
  const candidates = [plain(char), fillers.test(char) ? '<' : undefined, digitOf[char], letterOf[char]]
  return candidates.find((candidate) => candidate !== undefined && alphabets[alphabet].test(candidate))
}

/**
 * What a character that may stand there is taken for most often. Of rarer confusions one in ten would fit a check digit by
 * chance, and the person would be led astray.
 */
export function alikeOf(char: string): string | undefined {
  return mostAlike[char]
}

/** The letter without what an input method put on it. */
function plain(char: string): string | undefined {
  const [letter = ''] = char.normalize('NFD').toUpperCase()
  const bare = letter === 'Đ' ? 'D' : letter
  return bare === char ? undefined : bare
}
