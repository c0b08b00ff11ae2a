/** How a card begins: its number, perhaps the old one, a name, a date of birth. */
const beginning = /\d{12}\|(?:[^|]*\|){1,2}?\s*\d{2}[/.-]?\d{2}[/.-]?\d{4}\s*\|/g

/** The cards in a text: scanners send two that were held before them, or one that was held long, as one report. */
export function piecesOf(text: string): readonly string[] {
  const starts = Array.from(text.matchAll(beginning), ({ index }) => index)
  // What stands before the first card is the rest of another: it is looked at, too.
  const cuts = [...new Set([0, ...starts, text.length])]
  return cuts.slice(1).map((end, index) => text.slice(cuts[index], end))
}
