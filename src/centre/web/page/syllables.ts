/** Each recorded syllable by the name of its file, and how it is said. `install/centre/voice` makes the files. */
export const syllables: Readonly<Record<string, string>> = {
  xin: 'xin',
  moi: 'mời',
  so: 'số',
  den: 'đến',
  quay: 'quầy',
  gach: 'gạch',
  muoi: 'mười',
  muoi2: 'mươi',
  mot2: 'mốt',
  lam: 'lăm',
  '0': 'không',
  '1': 'một',
  '2': 'hai',
  '3': 'ba',
  '4': 'bốn',
  '5': 'năm',
  '6': 'sáu',
  '7': 'bảy',
  '8': 'tám',
  '9': 'chín',
  a: 'a',
  b: 'bê',
  c: 'xê',
  d: 'dê',
  e: 'e',
  f: 'ép',
  g: 'giê',
  h: 'hát',
  i: 'i',
  j: 'gi',
  k: 'ca',
  l: 'lờ',
  m: 'mờ',
  n: 'nờ',
  o: 'o',
  p: 'pê',
  q: 'quy',
  r: 'rờ',
  s: 'sờ',
  t: 'tê',
  u: 'u',
  v: 'vê',
  w: 'vê kép',
  x: 'ích',
  y: 'y dài',
  z: 'dét',
}

/**
 * "Xin mời số A 0 1 2 đến quầy số 5", syllable by syllable. A ticket is spelled, as people compare it with their paper; a
 * counter up to 99 is said as a number, as it stands on the sign.
 */
export function syllablesOf(ticket: string, counter: string): readonly string[] {
  return ['xin', 'moi', 'so', ...spelled(ticket), 'den', 'quay', 'so', ...counterSyllables(counter)]
}

/** The same as a sentence, for a voice of the system. */
export function sentenceOf(ticket: string, counter: string): string {
  const [head, number, tail] = [['xin', 'moi', 'so'], spelled(ticket), ['den', 'quay', 'so']]
  const say = (names: readonly string[]) => names.map((name) => syllables[name] ?? name).join(' ')
  // Commas make a voice pause where people listen for their number.
  return `${say(head)}, ${number.map((name) => syllables[name] ?? name).join(', ')}, ${say(tail)} ${say(counterSyllables(counter))}.`
}

function counterSyllables(counter: string): readonly string[] {
  return /^[1-9]\d?$/.test(counter) ? numberSyllables(Number(counter)) : spelled(counter)
}

/** 1 … 99 as they are said: mười, mười lăm, hai mươi mốt. */
function numberSyllables(number: number): readonly string[] {
  const [tens, ones] = [Math.floor(number / 10), number % 10]
  if (tens === 0) return [String(ones)]
  const head = tens === 1 ? ['muoi'] : [String(tens), 'muoi2']
  if (ones === 0) return head
  if (ones === 5) return [...head, 'lam']
  return [...head, ones === 1 && tens > 1 ? 'mot2' : String(ones)]
}

/** What has no syllable, such as a space, is left out. */
function spelled(name: string): readonly string[] {
  const plain = name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('Đ', 'D')
    .replaceAll('đ', 'd')
  return [...plain.toLowerCase()]
    .map((letter) => (letter === '-' ? 'gach' : letter))
    .filter((name) => name in syllables)
}
