/** Whether a mask turns a module over, by its row and column. */
export const masks: readonly ((row: number, column: number) => boolean)[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
]

/** The fifteen bits that say: correction level M, this mask. */
export function formatOf(mask: number): number {
  let rest = mask << 10
  for (let bit = 14; bit >= 10; bit--) if ((rest >> bit) & 1) rest ^= 0x537 << (bit - 10)
  return ((mask << 10) | rest) ^ 0x5412
}

/** How hard a code is to read: long runs, blocks, what looks like a finder, too much of one colour. */
export function penaltyOf(code: readonly (readonly boolean[])[]): number {
  const columns = code.map((_, column) => code.map((row) => row[column] ?? false))
  const lines = [...code, ...columns].map((line) => line.map(Number).join(''))
  const runs = lines.flatMap((line) => line.match(/0{5,}|1{5,}/g) ?? [])
  const finders = lines.flatMap((line) => line.match(/(?=10111010000|00001011101)/g) ?? [])
  const dark = lines.slice(0, code.length).join('').replaceAll('0', '').length
  const share = Math.floor(Math.abs((dark * 100) / code.length ** 2 - 50) / 5)
  return runs.reduce((sum, run) => sum + run.length - 2, 0) + 3 * blocksIn(code) + 40 * finders.length + 10 * share
}

function blocksIn(code: readonly (readonly boolean[])[]): number {
  let blocks = 0
  for (const [index, row] of code.slice(1).entries()) {
    const above = code[index] ?? []
    for (const [column, isDark] of row.slice(1).entries()) {
      if (row[column] === isDark && above[column] === isDark && above[column + 1] === isDark) blocks++
    }
  }
  return blocks
}
