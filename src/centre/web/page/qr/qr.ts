import { codewordsOf } from './codewords.ts'
import { type Grid, gridOf, putCodewords, putFormat } from './grid.ts'
import { formatOf, masks, penaltyOf } from './masks.ts'

/** A QR code, row by row; true is dark. */
export type QrCode = readonly (readonly boolean[])[]

/** The QR code of a text (ISO/IEC 18004, level M); undefined for a text of more than 106 bytes. */
export function qrCodeOf(text: string): QrCode | undefined {
  const found = codewordsOf(text)
  if (!found) return undefined
  const fixed = gridOf(found.version)
  const [best] = masks
    .map((_, mask) => masked(fixed, found.codewords, mask))
    .map((code) => ({ code, penalty: penaltyOf(code) }))
    .toSorted((a, b) => a.penalty - b.penalty)
  return best?.code
}

function masked(fixed: Grid, codewords: readonly number[], mask: number): QrCode {
  const grid = fixed.map((row) => [...row])
  putCodewords(grid, codewords)
  putFormat(grid, formatOf(mask))
  const turnsOver = masks[mask]
  return grid.map((row, line) =>
    row.map((isDark, column) => (fixed[line]?.[column] === null && turnsOver?.(line, column)) !== (isDark ?? false)),
  )
}
