import { cannotCompute, isTrue, toInteger, toNumber, type Value } from './value.ts'

export const functionNames = ['min', 'max', 'abs', 'len', 'int', 'concat', 'scale10'] as const
export type FunctionName = (typeof functionNames)[number]

export function isFunctionName(name: string): name is FunctionName {
  return (functionNames as readonly string[]).includes(name)
}

/** Calls one of the few functions that expressions have. */
export function call(name: FunctionName, args: readonly Value[]): Value {
  switch (name) {
    case 'min':
      return Math.min(...numbers(args))
    case 'max':
      return Math.max(...numbers(args))
    case 'abs':
      return Math.abs(toNumber(only(args)))
    case 'len':
      return lengthOf(only(args))
    case 'int':
      return parseInteger(only(args))
    case 'concat':
      return args.map(toText).join('')
    case 'scale10':
      return scale10(args)
  }
}

function numbers(args: readonly Value[]): number[] {
  if (args.length === 0) throw cannotCompute('a function needs an argument')
  return args.map(toNumber)
}

function only(args: readonly Value[]): Value {
  const [value] = args
  if (value === undefined || args.length !== 1) throw cannotCompute('a function needs one argument')
  return value
}

function lengthOf(value: Value): number {
  if (typeof value === 'string' || typeof value === 'object') return value.length
  throw cannotCompute('len needs text or bytes')
}

/** Strict on purpose: `int("12a")` is no number, and a frame that says so is rejected. */
function parseInteger(value: Value): number {
  if (typeof value !== 'string') return toInteger(value)
  if (!/^[+-]?\d{1,15}$/.test(value)) throw cannotCompute('int needs digits')
  return Number(value)
}

function toText(value: Value): string {
  if (typeof value === 'object') throw cannotCompute('concat needs text or numbers')
  return typeof value === 'boolean' ? String(isTrue(value)) : String(value)
}

/** value × 10^exponent in decimal arithmetic: 23 × 10⁻¹ is 2.3, not 2.3000000000000003. */
function scale10(args: readonly Value[]): number {
  const [value, exponent] = args
  if (value === undefined || exponent === undefined || args.length !== 2)
    throw cannotCompute('scale10 needs two arguments')
  return Number(`${toInteger(value)}e${toInteger(exponent)}`)
}
