import { concat, fromHex } from '../../src/card/chip/bytes.ts'

/** The photo on the card: a grey head before a light wall, made of blocks of eight by eight dots. */
export const photoSize = { width: 240, height: 320 } as const

/**
 * A JPEG (ITU-T T.81, baseline) with one grey value in each block. Comments fill it up to about `size` bytes, since
 * real photos have more bytes than the 32,767 that READ BINARY can reach.
 */
export function makePhoto(size = 0): Uint8Array {
  const { width, height } = photoSize
  const head = concat(
    fromHex('FFD8 FFE0 0010 4A46494600 0101 00 0001 0001 0000'),
    segment(0xdb, fromHex(`00 ${'08'.repeat(64)}`)),
    segment(0xc0, Uint8Array.of(8, height >> 8, height & 0xff, width >> 8, width & 0xff, 1, 1, 0x11, 0)),
    // The lengths of codes and what they mean: of the grey values as in K.3, of all else one that says "nothing".
    segment(0xc4, fromHex('00 00010501010101010100000000000000 000102030405060708090A0B')),
    segment(0xc4, fromHex('10 01000000000000000000000000000000 00')),
  )
  const tail = concat(segment(0xda, fromHex('01 01 00 00 3F 00')), scan(), fromHex('FFD9'))
  const missing = Math.max(0, size - head.length - tail.length)
  return concat(head, ...comments(missing), tail)
}

function scan(): Uint8Array {
  const { width, height } = photoSize
  let bits = ''
  let last = 0
  for (let y = 4; y < height; y += 8) {
    for (let x = 4; x < width; x += 8) {
      const grey = greyAt(x, y)
      bits += `${difference(grey - last)}0`
      last = grey
    }
  }
  const padded = bits.padEnd(Math.ceil(bits.length / 8) * 8, '1')
  const bytes = (padded.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))
  // A byte FF is followed by a zero, else it would begin a marker.
  return Uint8Array.from(bytes.flatMap((byte) => (byte === 0xff ? [0xff, 0] : [byte])))
}

/** Grey from -100 to 100 (the dot's value less 128). */
function greyAt(x: number, y: number): number {
  const head = ((x - 120) / 62) ** 2 + ((y - 140) / 84) ** 2
  const shoulders = y > 235 && ((x - 120) / 110) ** 2 + ((y - 330) / 100) ** 2 < 1
  if (head < 1) return Math.round(60 - 40 * head)
  return shoulders ? -70 : 90
}

/** A grey value as the step from the last one (F.1.2.1): how many bits, then these. */
function difference(step: number): string {
  const length = step === 0 ? 0 : Math.abs(step).toString(2).length
  const bits = step < 0 ? step + 2 ** length - 1 : step
  return (codes[length] ?? '') + (length === 0 ? '' : bits.toString(2).padStart(length, '0'))
}

const codes = ['00', '010', '011', '100', '101', '110', '1110', '11110', '111110'] as const

function comments(bytes: number): Uint8Array[] {
  const made: Uint8Array[] = []
  for (let left = bytes; left > 4; left -= 60_004)
    made.push(segment(0xfe, new Uint8Array(Math.min(60_000, left)).fill(0x20)))
  return made
}

function segment(marker: number, body: Uint8Array): Uint8Array {
  const length = body.length + 2
  return concat(Uint8Array.of(0xff, marker, length >> 8, length & 0xff), body)
}
