import { call } from './functions.ts'
import type { BinaryOperator, Node } from './parse.ts'
import { cannotCompute, isTrue, type Scope, toInteger, toNumber, type Value } from './value.ts'

/** Computes a tree. Throws `DB-PRO-035` where the values do not allow it. */
export function evaluate(node: Node, scope: Scope): Value {
  switch (node.kind) {
    case 'constant':
      return node.value
    case 'name':
      return lookUp(node.name, scope)
    case 'index':
      return element(evaluate(node.of, scope), toInteger(evaluate(node.at, scope)))
    case 'minus':
      return -toNumber(evaluate(node.of, scope))
    case 'not':
      return !isTrue(evaluate(node.of, scope))
    case 'binary':
      return binary(node.operator, node.left, node.right, scope)
    case 'choice':
      return evaluate(isTrue(evaluate(node.test, scope)) ? node.yes : node.no, scope)
    case 'call':
      return call(
        node.name,
        node.args.map((arg) => evaluate(arg, scope)),
      )
  }
}

function lookUp(name: string, scope: Scope): Value {
  const value = scope(name)
  if (value === undefined) throw cannotCompute(`"${name}" has no value`)
  return value
}

function element(of: Value, at: number): Value {
  if (typeof of !== 'string' && typeof of !== 'object') throw cannotCompute('only text and lists have elements')
  const value = of[at < 0 ? of.length + at : at]
  if (value === undefined) throw cannotCompute(`there is no element ${at}`)
  return value
}

function binary(operator: BinaryOperator, leftNode: Node, rightNode: Node, scope: Scope): Value {
  const left = evaluate(leftNode, scope)
  if (operator === 'and') return isTrue(left) ? evaluate(rightNode, scope) : left
  if (operator === 'or') return isTrue(left) ? left : evaluate(rightNode, scope)
  const right = evaluate(rightNode, scope)
  if (operator === '==') return same(left, right)
  if (operator === '!=') return !same(left, right)
  if (typeof left === 'string' && typeof right === 'string') return order(operator, left, right)
  return arithmetic(operator, toNumber(left), toNumber(right))
}

function same(left: Value, right: Value): boolean {
  if (typeof left === 'object' && typeof right === 'object') return Buffer.from(left).equals(Buffer.from(right))
  if (typeof left === 'boolean' || typeof right === 'boolean') return Number(left) === Number(right)
  return left === right
}

function order(operator: BinaryOperator, left: string | number, right: string | number): Value {
  switch (operator) {
    case '<':
      return left < right
    case '<=':
      return left <= right
    case '>':
      return left > right
    case '>=':
      return left >= right
    default:
      throw cannotCompute(`${operator} needs numbers`)
  }
}

function arithmetic(operator: BinaryOperator, left: number, right: number): Value {
  switch (operator) {
    case '+':
      return left + right
    case '-':
      return left - right
    case '*':
      return left * right
    case '//':
      return Math.floor(left / notZero(right))
    case '%':
      return left - right * Math.floor(left / notZero(right))
    case '&':
      return bits(left, right, (a, b) => a & b)
    case '|':
      return bits(left, right, (a, b) => a | b)
    case '^':
      return bits(left, right, (a, b) => a ^ b)
    case '<<':
      return bits(left, shift(right), (a, b) => a << b)
    case '>>':
      return bits(left, shift(right), (a, b) => a >> b)
    default:
      return order(operator, left, right)
  }
}

function notZero(divisor: number): number {
  if (divisor === 0) throw cannotCompute('division by zero')
  return divisor
}

function shift(count: number): number {
  if (count < 0 || count > 52) throw cannotCompute('a shift is 0 to 52')
  return count
}

/** JavaScript's own bit operators cut to 32 bits with a sign; device counters are unsigned 32. */
function bits(left: number, right: number, apply: (a: bigint, b: bigint) => bigint): number {
  const result = Number(apply(BigInt(toInteger(left)), BigInt(toInteger(right))))
  return toInteger(result)
}
