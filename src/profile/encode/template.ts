import { DeskError, nearest } from '../../core/index.ts'
import { join } from '../bytes.ts'
import { covered, writeCheck } from '../checksum.ts'
import {
  cannotCompute,
  type Expression,
  parseExpression,
  type Scope,
  toInteger,
  type Value,
} from '../expression/index.ts'
import { type Charset, type CheckSpec, charsets } from '../schema/index.ts'
import { encodeText, type Fit } from '../text.ts'

/** A byte template, parsed: `1B 51 41 {top:text,ascii-vn,pad=20} 0D`. */
export interface Template {
  readonly names: ReadonlySet<string>
  readonly hasCheck: boolean
  render(scope: Scope, check?: CheckSpec): Uint8Array
}

type Render = (scope: Scope) => Uint8Array
type Part =
  | { readonly kind: 'check' }
  | { readonly kind: 'bytes'; readonly render: Render; readonly names: ReadonlySet<string> }

/** Parses a template. Throws `DB-PRO-005` and expression errors without a place; the compiler adds it. */
export function parseTemplate(source: string, charset: Charset): Template {
  const parts = split(source).map((token) => parsePart(token, charset))
  const hasCheck = parts.some((part) => part.kind === 'check')
  return {
    names: new Set(parts.flatMap((part) => (part.kind === 'bytes' ? [...part.names] : []))),
    hasCheck,
    render: (scope, check) => fillCheck(parts, scope, check),
  }
}

interface TemplateToken {
  readonly text: string
  readonly at: number
}

const tokenPattern =
  /\s*([0-9A-Fa-f]{2}(?![0-9A-Za-z])|[0-9A-Fa-f]{2}(?=[0-9A-Fa-f]{2})|'[^']*'|\{(?:[^{}'"]|'[^']*'|"[^"]*")*\})/y

function split(source: string): TemplateToken[] {
  const tokens: TemplateToken[] = []
  let position = 0
  while (source.slice(position).trim() !== '') {
    tokenPattern.lastIndex = position
    const text = tokenPattern.exec(source)?.[1]
    if (text === undefined)
      throw badTemplate(source.slice(position).trim().slice(0, 20), position, "a byte, 'text' or {value}")
    position = tokenPattern.lastIndex
    tokens.push({ text, at: position - text.length })
  }
  return tokens
}

function badTemplate(found: string, at: number, expected: string): DeskError {
  return new DeskError('DB-PRO-005', { at: at + 1, expected, found: `"${found}"` })
}

function parsePart({ text, at }: TemplateToken, charset: Charset): Part {
  if (text === '{check}') return { kind: 'check' }
  if (text.startsWith("'")) return constant(encodeText(text.slice(1, -1), charset))
  if (!text.startsWith('{')) return constant(Uint8Array.of(Number.parseInt(text, 16)))
  const inner = text.slice(1, -1)
  const colon = colonOutsideQuotes(inner)
  const expression = parseExpression(inner.slice(0, colon))
  const format = inner.slice(colon + 1).trim() || 'u8'
  return { kind: 'bytes', names: expression.names, render: parseFormat(format, expression, charset, at) }
}

function constant(bytes: Uint8Array): Part {
  return { kind: 'bytes', names: new Set(), render: () => bytes }
}

function colonOutsideQuotes(inner: string): number {
  const colon = inner.replace(/'[^']*'|"[^"]*"/g, (quoted) => ' '.repeat(quoted.length)).indexOf(':')
  return colon < 0 ? inner.length : colon
}

const formats = ['u8', 'i8', 'u16be', 'u16le', 'u24be', 'u32be', 'u32le', 'dec', 'hex', 'text', 'raw'] as const

function parseFormat(format: string, expression: Expression, charset: Charset, at: number): Render {
  const [head = '', ...options] = format.split(',').map((option) => option.trim())
  const [, word = '', digits = ''] = /^(dec|hex)(\d{1,2})$/.exec(head) ?? []
  if (head === 'dec' || word === 'dec') return (scope) => decimal(expression.evaluate(scope), Number(digits))
  if (word === 'hex') return (scope) => hexadecimal(expression.evaluate(scope), Number(digits))
  if (head === 'text') {
    const { enc, fit } = parseFit(options, charset, at)
    return (scope) => encodeText(textOf(expression.evaluate(scope)), enc, fit)
  }
  if (head === 'raw') return (scope) => rawOf(expression.evaluate(scope))
  const [, sign = '', bits = '', order = 'be'] = /^([ui])(8|16|24|32)(be|le)?$/.exec(head) ?? []
  if (!(formats as readonly string[]).includes(head) || sign === '') throw unknownFormat(head)
  return (scope) => number(toInteger(expression.evaluate(scope)), Number(bits) / 8, sign === 'i', order === 'le')
}

function unknownFormat(name: string): DeskError {
  const near = nearest(name, formats)
  return near === undefined
    ? new DeskError('DB-PRO-003', { name, allowed: formats.join(', ') })
    : new DeskError('DB-PRO-002', { name, nearest: near })
}

function parseFit(options: readonly string[], charset: Charset, at: number): { enc: Charset; fit: Fit } {
  let enc = charset
  let fit: Fit = {}
  for (const option of options) {
    const [, key, cells] = /^(pad|cut)=(\d{1,4})$/.exec(option) ?? []
    if (key !== undefined) fit = { ...fit, [key]: Number(cells) }
    else if (option === 'right') fit = { ...fit, align: 'right' }
    else if ((charsets as readonly string[]).includes(option)) enc = option as Charset
    else throw badTemplate(option, at, `pad=N, cut=N, right or one of ${charsets.join(', ')}`)
  }
  return { enc, fit }
}

function number(value: number, width: number, signed: boolean, little: boolean): Uint8Array {
  const span = 2 ** (8 * width)
  const [low, high] = signed ? [-span / 2, span / 2 - 1] : [0, span - 1]
  if (value < low || value > high) throw cannotCompute(`${value} is outside ${low} to ${high}`)
  const positive = value < 0 ? value + span : value
  const bytes = Uint8Array.from({ length: width }, (_, i) => Math.floor(positive / 256 ** (width - 1 - i)) % 256)
  return little ? bytes.reverse() : bytes
}

function decimal(value: Value, digits: number): Uint8Array {
  const text = String(toInteger(value)).padStart(digits, '0')
  if (digits > 0 && text.length > digits) throw cannotCompute(`${text} has more than ${digits} digits`)
  return new Uint8Array(Buffer.from(text, 'ascii'))
}

function hexadecimal(value: Value, digits: number): Uint8Array {
  const text = toInteger(value).toString(16).toUpperCase().padStart(digits, '0')
  if (text.length > digits || text.includes('-')) throw cannotCompute(`${text} has more than ${digits} digits`)
  return new Uint8Array(Buffer.from(text, 'ascii'))
}

function textOf(value: Value): string {
  if (typeof value === 'object') throw cannotCompute('text is needed')
  return String(value)
}

function rawOf(value: Value): Uint8Array {
  if (!(value instanceof Uint8Array)) throw cannotCompute('bytes are needed')
  return value
}

/** Renders with zeroes where the check goes, then computes it: its range may reach to either side of it. */
function fillCheck(parts: readonly Part[], scope: Scope, check: CheckSpec | undefined): Uint8Array {
  const gap = check ? writeCheck(check, new Uint8Array()).fill(0) : new Uint8Array()
  const pieces = parts.map((part) => (part.kind === 'check' ? gap : part.render(scope)))
  const bytes = join(pieces)
  if (!check) return bytes
  const place = parts.findIndex((part) => part.kind === 'check')
  const at = join(pieces.slice(0, place)).length
  const over = covered(check, bytes, at)
  if (!over) throw cannotCompute('the range of the check is outside the bytes')
  bytes.set(writeCheck(check, over), at)
  return bytes
}
