import { evaluate } from './evaluate.ts'
import { type Node, parse } from './parse.ts'
import type { Scope, Value } from './value.ts'

export {
  cannotCompute,
  isTrue,
  type Scalar,
  type Scope,
  toInteger,
  toNumber,
  toScalar,
  type Value,
  within,
} from './value.ts'

/** A parsed expression: bounded in length (by the schema) and depth, without assignment, loops or code. */
export interface Expression {
  readonly source: string
  /** The names it uses, for checking them before any byte arrives. `b` is the frame. */
  readonly names: ReadonlySet<string>
  evaluate(scope: Scope): Value
}

/** Parses an expression. Throws `DB-PRO-001` or `DB-PRO-004` without a place; the compiler adds it. */
export function parseExpression(source: string): Expression {
  const node = parse(source)
  return { source, names: new Set(namesOf(node)), evaluate: (scope) => evaluate(node, scope) }
}

function namesOf(node: Node): string[] {
  switch (node.kind) {
    case 'constant':
      return []
    case 'name':
      return [node.name]
    case 'index':
      return [...namesOf(node.of), ...namesOf(node.at)]
    case 'minus':
    case 'not':
      return namesOf(node.of)
    case 'binary':
      return [...namesOf(node.left), ...namesOf(node.right)]
    case 'choice':
      return [...namesOf(node.test), ...namesOf(node.yes), ...namesOf(node.no)]
    case 'call':
      return node.args.flatMap(namesOf)
  }
}
