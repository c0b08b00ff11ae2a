import { DeskError } from '../../core/index.ts'
import { type FunctionName, functionNames, isFunctionName } from './functions.ts'
import { type Token, tokenize, unexpected } from './tokens.ts'

export type BinaryOperator =
  | '+'
  | '-'
  | '*'
  | '//'
  | '%'
  | '&'
  | '|'
  | '^'
  | '<<'
  | '>>'
  | '=='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'and'
  | 'or'

/** An expression as a tree. */
export type Node =
  | { readonly kind: 'constant'; readonly value: number | string }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'index'; readonly of: Node; readonly at: Node }
  | { readonly kind: 'minus' | 'not'; readonly of: Node }
  | { readonly kind: 'binary'; readonly operator: BinaryOperator; readonly left: Node; readonly right: Node }
  | { readonly kind: 'choice'; readonly test: Node; readonly yes: Node; readonly no: Node }
  | { readonly kind: 'call'; readonly name: FunctionName; readonly args: readonly Node[] }

const maxDepth = 24

/** Loosest first. `not` stands between the second and the third level, as in Python. */
const levels: readonly (readonly BinaryOperator[])[] = [
  ['or'],
  ['and'],
  ['==', '!=', '<', '<=', '>', '>='],
  ['|'],
  ['^'],
  ['&'],
  ['<<', '>>'],
  ['+', '-'],
  ['*', '//', '%'],
]
const comparison = 2

/** Reads an expression. Throws `DB-PRO-001` at the first word that does not belong. */
export function parse(source: string): Node {
  const reader = new Reader(tokenize(source))
  const node = reader.choice(0)
  reader.expectEnd()
  return node
}

class Reader {
  readonly #tokens: readonly Token[]
  #next = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  choice(depth: number): Node {
    if (depth > maxDepth) throw new DeskError('DB-PRO-004', { max: maxDepth })
    const yes = this.#level(0, depth + 1)
    if (!this.#take('if')) return yes
    const test = this.#level(0, depth + 1)
    this.#need('else')
    return { kind: 'choice', test, yes, no: this.choice(depth + 1) }
  }

  expectEnd(): void {
    if (this.#peek().kind !== 'end') throw this.#unexpected('an operator or the end')
  }

  #level(level: number, depth: number): Node {
    const operators = levels[level]
    if (!operators) return this.#unary(depth)
    if (level === comparison && this.#take('not')) {
      if (depth > maxDepth) throw new DeskError('DB-PRO-004', { max: maxDepth })
      return { kind: 'not', of: this.#level(level, depth + 1) }
    }
    let left = this.#level(level + 1, depth)
    for (let operator = this.#operator(operators); operator; operator = this.#operator(operators)) {
      left = { kind: 'binary', operator, left, right: this.#level(level + 1, depth) }
    }
    return left
  }

  #unary(depth: number): Node {
    if (depth > maxDepth) throw new DeskError('DB-PRO-004', { max: maxDepth })
    if (this.#take('-')) return { kind: 'minus', of: this.#unary(depth + 1) }
    let node = this.#primary(depth)
    while (this.#take('[')) {
      node = { kind: 'index', of: node, at: this.choice(depth + 1) }
      this.#need(']')
    }
    return node
  }

  #primary(depth: number): Node {
    const token = this.#peek()
    if (this.#take('(')) {
      const inner = this.choice(depth + 1)
      this.#need(')')
      return inner
    }
    if (token.kind === 'number' || token.kind === 'text') {
      this.#next++
      return { kind: 'constant', value: token.value }
    }
    if (token.kind !== 'name' || reserved.has(token.value)) throw this.#unexpected('a value')
    this.#next++
    return this.#take('(') ? this.#call(token.value, token.at, depth) : { kind: 'name', name: token.value }
  }

  #call(name: string, at: number, depth: number): Node {
    if (!isFunctionName(name)) throw unexpected(name, at, `one of ${functionNames.join(', ')}`)
    const args: Node[] = []
    if (!this.#take(')')) {
      do args.push(this.choice(depth + 1))
      while (this.#take(','))
      this.#need(')')
    }
    return { kind: 'call', name, args }
  }

  #operator(operators: readonly BinaryOperator[]): BinaryOperator | undefined {
    return operators.find((operator) => this.#take(operator))
  }

  #peek(): Token {
    return this.#tokens[this.#next] as Token
  }

  #take(word: string): boolean {
    const token = this.#peek()
    const fits = token.value === word && (token.kind === 'sign' || token.kind === 'name')
    if (fits) this.#next++
    return fits
  }

  #need(word: string): void {
    if (!this.#take(word)) throw this.#unexpected(`"${word}"`)
  }

  #unexpected(expected: string): DeskError {
    const token = this.#peek()
    return unexpected(String(token.value), token.at, expected)
  }
}

const reserved: ReadonlySet<string> = new Set(['if', 'else', 'and', 'or', 'not'])
