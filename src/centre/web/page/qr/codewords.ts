import { correctionOf } from './correction.ts'

/** The codes that we draw: correction level M, all blocks of a code alike, so up to version 6. */
interface Layout {
  readonly version: number
  readonly blocks: number
  /** Codewords of data and of correction in each block. */
  readonly data: number
  readonly correction: number
}

const layouts: readonly Layout[] = [
  { version: 1, blocks: 1, data: 16, correction: 10 },
  { version: 2, blocks: 1, data: 28, correction: 16 },
  { version: 3, blocks: 1, data: 44, correction: 26 },
  { version: 4, blocks: 2, data: 32, correction: 18 },
  { version: 5, blocks: 2, data: 43, correction: 24 },
  { version: 6, blocks: 4, data: 27, correction: 16 },
]

/** The smallest version that a text fits into, and its codewords in the order in which they are drawn. */
export function codewordsOf(
  text: string,
): { readonly version: number; readonly codewords: readonly number[] } | undefined {
  const bytes = [...new TextEncoder().encode(text)]
  // Four bits of mode and eight of length go before the bytes.
  const layout = layouts.find(({ blocks, data }) => bytes.length + 2 <= blocks * data)
  if (!layout) return undefined
  const { version, blocks, data, correction } = layout
  const all = padded(bytes, blocks * data)
  const dataBlocks = Array.from({ length: blocks }, (_, block) => all.slice(block * data, (block + 1) * data))
  const correctionBlocks = dataBlocks.map((block) => correctionOf(block, correction))
  return { version, codewords: [...inTurn(dataBlocks), ...inTurn(correctionBlocks)] }
}

/** Mode "bytes", length, bytes, end, and then the two padding codewords in turn. */
function padded(bytes: readonly number[], length: number): readonly number[] {
  const nibbles = [0b0100, bytes.length >> 4, bytes.length & 15, ...bytes.flatMap((byte) => [byte >> 4, byte & 15]), 0]
  const codewords = Array.from(
    { length: nibbles.length / 2 },
    (_, index) => ((nibbles[index * 2] ?? 0) << 4) | (nibbles[index * 2 + 1] ?? 0),
  )
  const padding = Array.from({ length: length - codewords.length }, (_, index) => (index % 2 === 0 ? 0xec : 0x11))
  return [...codewords, ...padding]
}

function inTurn(blocks: readonly (readonly number[])[]): readonly number[] {
  return (blocks[0] ?? []).flatMap((_, index) => blocks.map((block) => block[index] ?? 0))
}
