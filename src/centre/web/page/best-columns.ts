/** A number of four letters is so many times as wide as high, with the counter's name beside it and some air. */
const shape = 3.9

/** In how many columns so many cells have to stand for their numbers to be largest. */
export function bestColumns(
  count: number,
  { width, height }: { readonly width: number; readonly height: number },
): number {
  const sizeWith = (columns: number) => Math.min(width / columns / shape, height / Math.ceil(count / columns))
  const all = Array.from({ length: Math.max(1, count) }, (_, index) => index + 1)
  return all.reduce((best, columns) => (sizeWith(columns) > sizeWith(best) ? columns : best), 1)
}
