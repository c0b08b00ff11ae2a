import type { FactRow } from './rows.ts'

/** A fact found as text, which knows its epoch by name only. */
export type LooseFact = Omit<FactRow, 'table' | 'ordinal'> & { readonly epoch: string }

const opening = Buffer.from('{"specversion"')
const end = /"epoch":"([0-9a-z]{6})","sequence":"([0-9]{16})","chain":"([0-9a-f]{64}|)"\}/
const id = /"id":"([0-9a-f-]{36})"/

/** The facts in a page whose own structure is broken: their text names their place, and the chain proves them. */
export function findLooseFacts(page: Buffer): LooseFact[] {
  const facts: LooseFact[] = []
  for (let from = page.indexOf(opening); from >= 0; ) {
    const next = page.indexOf(opening, from + 1)
    const text = page.toString('utf8', from, next < 0 ? page.length : next)
    const found = end.exec(text)
    const named = id.exec(text)
    if (found && named) {
      const [whole, epoch = '', sequence = '', chain = ''] = found
      const body = text.slice(0, found.index + whole.length)
      facts.push({ epoch, sequence: Number(sequence), id: named[1] ?? '', chain, body })
    }
    from = next
  }
  return facts
}

/** What the end of a fact's text says about it, without reading the rest. */
export function tailOf(
  body: string,
): { readonly epoch: string; readonly sequence: number; readonly chain: string } | undefined {
  const found = end.exec(body.slice(-200))
  return found ? { epoch: found[1] ?? '', sequence: Number(found[2]), chain: found[3] ?? '' } : undefined
}
