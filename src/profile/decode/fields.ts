import { resolveSpan } from '../bytes.ts'
import { cannotCompute, type Expression, type Scalar, type Scope, toInteger, type Value } from '../expression/index.ts'
import type { CommandArgs } from '../model.ts'
import type { Problems } from '../problems.ts'
import type { Charset, FieldSpec, FieldsSpec, NumberType } from '../schema/index.ts'
import { numberTypes } from '../schema/index.ts'
import { decodeText } from '../text.ts'
import { readJson } from './json.ts'
import { expressionIn } from './names.ts'
import { readBcd, readBits, readDate, readDigits, readNumber } from './readers.ts'

/** What values are taken from: bytes, and the document in them where the device speaks JSON. */
export interface Source {
  readonly bytes: Uint8Array
  readonly json?: unknown
  /** The arguments of the command that it answers. */
  readonly asked?: CommandArgs | undefined
}

/** Gets one value out of what arrived and the fields before it. */
export type Extract = (source: Source, scope: Scope) => Value

export interface FieldPlan {
  readonly name: string
  readonly extract: Extract
}

/** Compiles the fields of a rule, in order; each sees the frame as `b` and the fields above it. */
export function planFields(
  specs: FieldsSpec | undefined,
  outer: readonly string[],
  charset: Charset,
  problems: Problems,
): readonly FieldPlan[] {
  const names = [...outer]
  return Object.entries(specs ?? {}).map(([name, spec]) => {
    const here = problems.at(name)
    if (names.includes(name)) here.addAtKey('DB-PRO-025', { name })
    const extract = planField(spec, { names: [...names], charset, problems: here })
    names.push(name)
    return { name, extract }
  })
}

interface Context {
  readonly names: readonly string[]
  readonly charset: Charset
  readonly problems: Problems
}

function planField(spec: FieldSpec, context: Context): Extract {
  for (const type of numberTypes) {
    const offset = (spec as Partial<Record<NumberType, number>>)[type]
    if (offset !== undefined) return ({ bytes }) => readNumber(bytes, type, offset)
  }
  if ('bits' in spec) return ({ bytes }) => readBits(bytes, spec.bits)
  if ('part' in spec || 'map' in spec || 'date' in spec) return planDerived(spec, context)
  if ('calc' in spec) {
    const calc = expressionIn(spec.calc, context.names, context.problems.at('calc'))
    return (_source, scope) => (calc ? calc.evaluate(scope) : 0)
  }
  if ('asked' in spec) return ({ asked }) => askedOf(asked, spec.asked)
  if ('const' in spec) return () => spec.const
  if ('json' in spec) return ({ json }) => shapeAny(readJson(json, spec.json) ?? spec.else, spec)
  // The number types were looked up by name above, which the compiler cannot follow.
  return planSpan(spec as SpanSpec, context)
}

function askedOf(asked: CommandArgs | undefined, name: string): Value {
  const value = asked?.[name]
  if (value === undefined) throw cannotCompute('nothing was asked')
  return value
}

type SpanSpec = Among<
  FieldSpec,
  { raw: unknown } | { text: unknown } | { hex: unknown } | { num: unknown } | { bcd: unknown }
>
type DerivedSpec = Among<FieldSpec, { part: unknown } | { map: unknown } | { date: unknown }>
type Among<T, U> = T extends U ? T : never

function planSpan(spec: SpanSpec, context: Context): Extract {
  if ('raw' in spec) return spanOf(spec.raw, 'raw', context)
  if ('hex' in spec) {
    const read = spanOf(spec.hex, 'hex', context)
    return (source, scope) => {
      const bytes = Buffer.from(read(source, scope))
      return (spec.reverse ? bytes.reverse() : bytes).toString('hex').toUpperCase()
    }
  }
  if ('bcd' in spec) {
    const read = spanOf(spec.bcd, 'bcd', context)
    return (source, scope) => readBcd(read(source, scope))
  }
  if ('num' in spec) {
    const read = spanOf(spec.num, 'num', context)
    return (source, scope) => readDigits(decodeText(read(source, scope), 'ascii'), spec)
  }
  const read = spanOf(spec.text, 'text', context)
  const charset = spec.enc ?? context.charset
  return (source, scope) => shape(decodeText(read(source, scope), charset), spec)
}

function planDerived(spec: DerivedSpec, { names, problems }: Context): Extract {
  const [key, source] = 'part' in spec ? ['part', spec.part] : 'map' in spec ? ['map', spec.map] : ['date', spec.date]
  if (!names.includes(source)) problems.at(key).addUnknown(source, names)
  return (_source, scope) => derive(spec, scope(source))
}

function derive(spec: DerivedSpec, value: Value | undefined): Value {
  if (value === undefined) throw cannotCompute('a field has no value')
  if ('map' in spec) {
    const mapped = Object.hasOwn(spec.to, String(value)) ? spec.to[String(value)] : spec.else
    if (mapped === undefined) throw cannotCompute('a value is not in the map')
    return mapped
  }
  if (typeof value !== 'string') throw cannotCompute('text is needed')
  if ('date' in spec) {
    const date = readDate(value, spec.in, spec.pivot) ?? spec.else
    if (date === undefined) throw cannotCompute('not a date')
    return date
  }
  const part = value.split(spec.by)[spec.index]
  if (part === undefined) throw cannotCompute(`there is no part ${spec.index}`)
  return shape(part, spec)
}

interface Shaping {
  readonly upper?: true
  readonly lower?: true
  readonly trim?: true
}

function shapeAny(value: Scalar | undefined, how: Shaping): Scalar {
  if (value === undefined) throw cannotCompute('there is nothing at the path')
  return typeof value === 'string' ? shape(value, how) : value
}

function shape(text: string, how: Shaping): string {
  const trimmed = how.trim ? text.replace(/^[\s\0]+|[\s\0]+$/g, '') : text
  return how.upper ? trimmed.toUpperCase() : how.lower ? trimmed.toLowerCase() : trimmed
}

type Bound = number | string | null

function spanOf(
  [from = 0, to = null]: readonly Bound[],
  key: string,
  context: Context,
): (source: Source, scope: Scope) => Uint8Array {
  const start = boundOf(from, context, context.problems.at(key, 0))
  const end = boundOf(to, context, context.problems.at(key, 1))
  return ({ bytes }, scope) => {
    const span = resolveSpan(start(scope), end(scope), bytes.length)
    if (!span) throw cannotCompute('a range is outside the frame')
    return bytes.subarray(...span)
  }
}

function boundOf(bound: Bound, { names }: Context, problems: Problems): (scope: Scope) => number | null {
  if (typeof bound !== 'string') return () => bound
  const expression: Expression | undefined = expressionIn(bound, names, problems)
  return (scope) => (expression ? toInteger(expression.evaluate(scope)) : 0)
}
