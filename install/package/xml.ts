/** A part of an XML document. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly content: readonly Element[] | string
}

/** An element with what stands in it. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string>>,
  content: readonly Element[] | string = [],
): Element {
  return { name, attributes, content }
}

/** The document whose root this element is. */
export function document(root: Element): string {
  return `<?xml version="1.0" encoding="utf-8"?>\n${written(root, '')}`
}

function written({ name, attributes, content }: Element, indent: string): string {
  const said = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
  const begin = `${indent}<${name}${said.join('')}`
  if (typeof content === 'string') return `${begin}>${escaped(content)}</${name}>\n`
  if (content.length === 0) return `${begin}/>\n`
  const inner = content.map((one) => written(one, `${indent}  `)).join('')
  return `${begin}>\n${inner}${indent}</${name}>\n`
}

function escaped(text: string): string {
  return text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;').replace(/>/g, '&gt;')
}
