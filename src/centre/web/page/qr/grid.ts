/** A square of modules; null where none was drawn yet. */
export type Grid = (boolean | null)[][]

/** The empty code of a version with all that does not depend on its text; the place of the format is kept free. */
export function gridOf(version: number): Grid {
  const size = 17 + 4 * version
  const grid: Grid = Array.from({ length: size }, () => Array(size).fill(null))
  for (let index = 0; index < size; index++) {
    put(grid, 6, index, index % 2 === 0)
    put(grid, index, 6, index % 2 === 0)
  }
  drawFinder(grid, 0, 0)
  drawFinder(grid, 0, size - 7)
  drawFinder(grid, size - 7, 0)
  if (version > 1) drawRings(grid, size - 7, size - 7, 2, (ring) => ring !== 1)
  putFormat(grid, 0)
  put(grid, size - 8, 8, true)
  return grid
}

/** Draws the codewords: two columns at a time from the right, up and down in turn, into what is still free. */
export function putCodewords(grid: Grid, codewords: readonly number[]): void {
  const size = grid.length
  let bit = 0
  for (let right = size - 1, upwards = true; right > 0; right -= 2, upwards = !upwards) {
    if (right === 6) right = 5
    for (let step = 0; step < size; step++) {
      const row = upwards ? size - 1 - step : step
      for (const column of [right, right - 1]) {
        if (grid[row]?.[column] !== null) continue
        put(grid, row, column, (((codewords[bit >> 3] ?? 0) >> (7 - (bit & 7))) & 1) === 1)
        bit++
      }
    }
  }
}

/** Fifteen bits about level and mask, twice. */
export function putFormat(grid: Grid, format: number): void {
  const size = grid.length
  for (let index = 0; index < 15; index++) {
    const isDark = ((format >> index) & 1) === 1
    put(grid, index < 6 ? index : index < 8 ? index + 1 : size - 15 + index, 8, isDark)
    put(grid, 8, index < 8 ? size - 1 - index : index === 8 ? 7 : 14 - index, isDark)
  }
}

function drawFinder(grid: Grid, top: number, left: number): void {
  drawRings(grid, top + 3, left + 3, 4, (ring) => ring !== 2 && ring !== 4)
}

/** Square rings around a middle. What lies outside of the code is left out. */
function drawRings(grid: Grid, row: number, column: number, radius: number, isDark: (ring: number) => boolean): void {
  for (let down = -radius; down <= radius; down++) {
    for (let across = -radius; across <= radius; across++) {
      const isInside = grid[row + down]?.[column + across] !== undefined
      if (isInside) put(grid, row + down, column + across, isDark(Math.max(Math.abs(down), Math.abs(across))))
    }
  }
}

function put(grid: Grid, row: number, column: number, isDark: boolean): void {
  const line = grid[row]
  if (line) line[column] = isDark
}
