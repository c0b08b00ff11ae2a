import type { ReportRow } from './hall/hall.ts'

/** A cell of a table; null for an empty one. */
export type Cell = string | number | null

/** What a row of a report says behind its name, in the order of its columns. */
export function figuresOf(row: Omit<ReportRow, 'name'>): readonly Cell[] {
  return [
    ...[row.served, row.skipped],
    ...[row.waitingMedian, row.waitingP90, row.servingMedian, row.servingP90],
    ...row.ratings,
    ...[row.notRated, row.points === null ? null : Math.round(row.points * 100) / 100],
  ]
}

/** A table as the lines of a CSV file. With semicolons numbers have a decimal comma, as a Vietnamese Windows reads them. */
export function csvLines(table: readonly (readonly Cell[])[], separator: ',' | ';'): readonly string[] {
  return table.map((row) => row.map((cell) => written(cell, separator)).join(separator))
}

function written(cell: Cell, separator: ',' | ';'): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return separator === ';' ? String(cell).replace('.', ',') : String(cell)
  const harmless = withoutFormula(cell.normalize('NFC'))
  return /["\r\n;,]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** A spreadsheet would carry out a text that begins like a formula, and names come from outside. */
function withoutFormula(cell: string): string {
  return /^[\s]*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]/.test(cell) || /^[\t\r\n]/.test(cell) ? `'${cell}` : cell
}
