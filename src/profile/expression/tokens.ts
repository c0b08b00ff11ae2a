import { DeskError } from '../../core/index.ts'

/** One word of an expression; `at` counts characters from 0. */
export type Token =
  | { readonly kind: 'number'; readonly value: number; readonly at: number }
  | { readonly kind: 'text'; readonly value: string; readonly at: number }
  | { readonly kind: 'name'; readonly value: string; readonly at: number }
  | { readonly kind: 'sign'; readonly value: string; readonly at: number }
  | { readonly kind: 'end'; readonly value: ''; readonly at: number }

const pattern =
  /\s*(?:(0[xX][0-9a-fA-F]+|\d+)|('[^']*'|"[^"]*")|([A-Za-z][A-Za-z0-9_]*)|(\/\/|<<|>>|==|!=|<=|>=|[-+*%&|^<>()[\],]))/y

/** Splits an expression into tokens; the last one is `end`. */
export function tokenize(source: string): readonly Token[] {
  const tokens: Token[] = []
  pattern.lastIndex = 0
  let position = 0
  while (source.slice(position).trim() !== '') {
    const match = pattern.exec(source)
    if (!match) throw unexpected(source.slice(position).trimStart(), position, 'a number, name or sign')
    position = pattern.lastIndex
    tokens.push(toToken(match, position))
  }
  return [...tokens, { kind: 'end', value: '', at: source.length }]
}

function toToken([, number, text, name, sign]: RegExpExecArray, end: number): Token {
  if (number !== undefined) return { kind: 'number', value: Number(number), at: end - number.length }
  if (text !== undefined) return { kind: 'text', value: text.slice(1, -1), at: end - text.length }
  if (name !== undefined) return { kind: 'name', value: name, at: end - name.length }
  return { kind: 'sign', value: sign as string, at: end - (sign as string).length }
}

/** The error of something found where something else was expected. */
export function unexpected(found: string, at: number, expected: string): DeskError {
  return new DeskError('DB-PRO-001', {
    at: at + 1,
    expected,
    found: found === '' ? 'the end' : `"${found.slice(0, 20)}"`,
  })
}
