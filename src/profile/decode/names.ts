import { type Expression, parseExpression } from '../expression/index.ts'
import type { Problems } from '../problems.ts'

/** Parses an expression and checks its names against those that exist where it stands. */
export function expressionIn(source: string, names: Iterable<string>, problems: Problems): Expression | undefined {
  const expression = problems.try(() => parseExpression(source))
  const allowed = new Set(names)
  for (const name of expression?.names ?? []) if (!allowed.has(name)) problems.addUnknown(name, allowed)
  return expression
}

/** Like {@link expressionIn} for values that may also be written as plain numbers or truth values. */
export function valueIn(
  value: string | number | boolean,
  names: Iterable<string>,
  problems: Problems,
): Expression | undefined {
  if (typeof value === 'string') return expressionIn(value, names, problems)
  return { source: String(value), names: new Set(), evaluate: () => value }
}
