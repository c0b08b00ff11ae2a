import type { FactRow } from './rows.ts'

/** Which fact a text is, by its own words. */
export interface Place {
  readonly epoch: string
  readonly sequence: number
  readonly chain: string
}

/** A fact found as text, which knows its epoch by name only. */
export type LooseFact = Omit<FactRow, 'table' | 'ordinal'> & { readonly epoch: string }

/** How a fact begins: as it is sealed, and as a tombstone for a lost number is written. */
const openings = ['{"chain":"', '{"specversion":"'].map((text) => Buffer.from(text))

/** The facts in a page whose own structure is broken: their text names their place, and the chain proves them. */
export function findLooseFacts(page: Buffer): LooseFact[] {
  const starts = openings.flatMap((opening) => placesOf(page, opening)).sort((a, b) => a - b)
  return starts.flatMap((from, index) => {
    const text = page.toString('utf8', from, starts[index + 1] ?? page.length)
    const body = text.slice(0, endOfObject(text))
    const place = placeIn(body)
    const id = /"id":"([0-9a-f-]{36})","(?:recordedtime|source)"/.exec(body)?.[1]
    return place && id !== undefined ? [{ ...place, id, body }] : []
  })
}

/** What a fact's text says of its place, without reading the rest. */
export function placeIn(body: string): Place | undefined {
  const epoch = /"epoch":"([0-9a-z]{6})"/.exec(body)?.[1]
  const sequence = /"sequence":"([0-9]{16})"/.exec(body)?.[1]
  const chain = /"chain":"([0-9a-f]{64}|)"/.exec(body)?.[1]
  if (epoch === undefined || sequence === undefined || chain === undefined) return undefined
  return { epoch, sequence: Number(sequence), chain }
}

function placesOf(page: Buffer, opening: Buffer): number[] {
  const places: number[] = []
  for (let at = page.indexOf(opening); at >= 0; at = page.indexOf(opening, at + 1)) places.push(at)
  return places
}

/** Where the object that a text begins with ends; its whole length when it does not. */
function endOfObject(text: string): number {
  let [depth, quoted] = [0, false]
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]
    if (quoted && letter === '\\') at++
    else if (letter === '"') quoted = !quoted
    else if (!quoted && letter === '{') depth++
    else if (!quoted && letter === '}') {
      depth--
      if (depth === 0) return at + 1
    }
  }
  return text.length
}
