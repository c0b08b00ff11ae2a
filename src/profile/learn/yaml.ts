/** A value as a profile file has it. */
export type Value = string | number | boolean | null | HexNumber | readonly Value[] | Tree
export interface Tree {
  readonly [key: string]: Value | undefined
}

/** A number that a reader wants to see as a byte: `0x31`. */
export class HexNumber {
  readonly value: number
  readonly digits: number

  constructor(value: number, digits = 2) {
    this.value = value
    this.digits = digits
  }
}

const width = 110
const words: ReadonlySet<string> = new Set(['on', 'off', 'yes', 'no', 'y', 'n', 'true', 'false', 'null'])

/** A value as YAML that reads like the profiles of the library: short things on one line, long ones indented. */
export function toYaml(tree: Tree): string {
  return `${entriesOf(tree)
    .map(([key, value]) => block(key, value, ''))
    .join('\n')}\n`
}

/** A byte as it is written in a map. */
export function hexByte(value: number): string {
  return `0x${value.toString(16).padStart(2, '0').toUpperCase()}`
}

function block(key: string, value: Value, indent: string): string {
  const head = `${indent}${keyOf(key)}:`
  const line = `${head} ${flow(value)}`
  const isTop = indent === ''
  if (isLeaf(value) || (line.length <= width && !(isTop && isLong(value)))) return line
  if (Array.isArray(value)) return `${head}\n${items(value, `${indent}  `)}`
  const inner = entriesOf(value as Tree).map(([name, one]) => block(name, one, `${indent}  `))
  return `${head}\n${inner.join('\n')}`
}

function items(list: readonly Value[], indent: string): string {
  return list.map((one) => item(one, indent)).join('\n')
}

function item(value: Value, indent: string): string {
  const line = `${indent}- ${flow(value)}`
  if (line.length <= width || isLeaf(value) || Array.isArray(value)) return line
  const inner = entriesOf(value as Tree).map(([name, one]) => block(name, one, `${indent}  `))
  return inner.join('\n').replace(`${indent}  `, `${indent}- `)
}

/** Lists and maps that a person looks through are one to a line, even if they would fit on one. */
function isLong(value: Value): boolean {
  return Array.isArray(value) && value.some((one) => !isLeaf(one))
}

function flow(value: Value): string {
  if (value instanceof HexNumber) return `0x${value.value.toString(16).padStart(value.digits, '0')}`
  if (typeof value === 'string') return quoted(value)
  if (typeof value !== 'object' || value === null) return String(value)
  if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`
  const inner = entriesOf(value as Tree).map(([key, one]) => `${keyOf(key)}: ${flow(one)}`)
  return inner.length === 0 ? '{}' : `{ ${inner.join(', ')} }`
}

function isLeaf(value: Value): boolean {
  return typeof value !== 'object' || value === null || value instanceof HexNumber
}

function entriesOf(tree: Tree): [string, Value][] {
  return Object.entries(tree).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))
}

/** Numbers as a reader of YAML writes them back are keys as they stand; everything doubtful is quoted. */
function keyOf(key: string): string {
  return /^(0x[0-9A-F]{2}|0|-?[1-9]\d*)$/.test(key) ? key : quoted(key)
}

function quoted(text: string): string {
  const isPlain = /^[A-Za-z][A-Za-z0-9_.-]*( [A-Za-z0-9(][A-Za-z0-9_.()-]*)*$/.test(text)
  const isBytes = /^[0-9A-Fa-f\s]+$/.test(text)
  return isPlain && !isBytes && !words.has(text.toLowerCase()) ? text : JSON.stringify(text)
}
