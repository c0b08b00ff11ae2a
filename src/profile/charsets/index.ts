import type { Charset } from '../schema/index.ts'
import { cp437, none, tcvn, tcvnLow, viscii, visciiLow, windows1258 } from './tables.ts'
import { decodeVni, encodeVni } from './vni.ts'

const tones = /\u0300|\u0301|\u0303|\u0309|\u0323/

/** A charset that is a table: characters to bytes and back. */
export interface Codec {
  /** The bytes of one letter in NFC; undefined when the charset does not have it. */
  encode(letter: string): readonly number[] | undefined
  decode(bytes: Uint8Array): string
}

type TableName = Exclude<Charset, 'ascii' | 'ascii-vn' | 'latin-1' | 'utf-8'>

/** The tables by name. */
export const codecs: Readonly<Record<TableName, Codec>> = {
  cp437: tableCodec(cp437),
  'windows-1258': tableCodec(windows1258, {}, toneApart),
  tcvn: tableCodec(tcvn, tcvnLow),
  tcvn3: tableCodec(onlySmallTones(tcvn), {}, small),
  viscii: tableCodec(viscii, visciiLow),
  vni: { encode: encodeVni, decode: decodeVni },
}

/** What stands for a letter that has no byte of its own. */
type Otherwise = (letter: string) => string | undefined

function tableCodec(
  upper: string,
  low: Readonly<Record<number, string>> = {},
  otherwise: Otherwise = () => undefined,
): Codec {
  const chars = Array.from({ length: 256 }, (_, byte) => low[byte] ?? upper[byte - 0x80] ?? String.fromCharCode(byte))
  const bytes = new Map(chars.map((char, byte) => [char, byte] as const).filter(([char]) => char !== none))
  const toBytes = (letter: string) => {
    const found = Array.from(letter, (char) => bytes.get(char))
    return found.every((byte) => byte !== undefined) ? found : undefined
  }
  return {
    encode: (letter) => toBytes(letter) ?? toBytes(otherwise(letter) ?? none),
    decode: (some) => Array.from(some, (byte) => chars[byte] ?? none).join(''),
  }
}

/**
 * Windows-1258 has circumflex, breve and horn with their letter, and the tone behind it: neither NFC nor NFD. The tone
 * is taken off the decomposed letter, and what is left is composed again.
 */
function toneApart(letter: string): string | undefined {
  const apart = letter.normalize('NFD')
  const tone = tones.exec(apart)?.[0]
  return tone === undefined ? undefined : apart.replace(tone, '').normalize('NFC') + tone
}

/**
 * TCVN3 (the "ABC" fonts, VN3 of TCVN 5712:1993) has capitals without a tone only. A toned capital is sent as its small
 * letter, as those fonts do, where a second font shows small codes as capitals.
 */
function small(letter: string): string | undefined {
  const lower = letter.toLowerCase()
  return lower === letter ? undefined : lower
}

function onlySmallTones(table: string): string {
  return Array.from(table, (char) => (isTonedCapital(char) || tones.test(char) ? none : char)).join('')
}

function isTonedCapital(char: string): boolean {
  return char !== char.toLowerCase() && tones.test(char.normalize('NFD'))
}
