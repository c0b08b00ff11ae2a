import { DeskError } from '../../core/index.ts'
import type { Scalar, Value } from '../expression/index.ts'
import type { CommandArgs, ParamInfo } from '../model.ts'
import type { Problems } from '../problems.ts'
import type { Charset, CommandSpec, ParamSpec } from '../schema/index.ts'
import { countCells, cutText } from '../text.ts'

/** A parameter with all that is needed to check an argument. */
export interface ParamPlan {
  readonly info: ParamInfo
  readonly fallback: Scalar | undefined
  /** What the device calls the named values of an `enum`. */
  readonly values: Readonly<Record<string, number | string>>
  /** The range in which the device counts, where that is another one. */
  readonly scale: Range | undefined
  /** How long a text that is too long stands before it moves on. */
  readonly scrollMs: number
}

type Range = readonly [low: number, high: number]

const defaultScrollMs = 400

/** No text moves for minutes. */
const longestScroll = 400

/** Compiles the parameters of a command. */
export function planParams(spec: CommandSpec, charset: Charset, problems: Problems): readonly ParamPlan[] {
  const params = spec.params ?? {}
  for (const name of Object.keys(spec.defaults ?? {})) {
    if (!Object.hasOwn(params, name)) problems.at('defaults', name).addUnknown(name, Object.keys(params))
  }
  return Object.entries(params).map(([name, param]) => {
    const fallback = spec.defaults?.[name]
    const plan = {
      info: { name, required: fallback === undefined, ...kindOf(param, charset) },
      fallback,
      values: 'enum' in param ? param.enum : {},
      scale: scaleOf(param),
      scrollMs: ('text' in param ? param.text.every : undefined) ?? defaultScrollMs,
    }
    if ('int' in param && (param.int[0] ?? 0) > (param.int[1] ?? 0)) {
      problems.at('params', name).add('DB-PRO-026', { low: param.int[0] ?? 0, high: param.int[1] ?? 0 })
    }
    if (fallback !== undefined) problems.at('defaults', name).try(() => checkArg(plan, fallback))
    return plan
  })
}

type Kind = ParamInfo extends infer Info ? (Info extends ParamInfo ? Omit<Info, 'name' | 'required'> : never) : never

function kindOf(param: ParamSpec, charset: Charset): Kind {
  if ('int' in param) return { kind: 'int', min: param.int[0] ?? 0, max: param.int[1] ?? 0 }
  if ('bool' in param) return { kind: 'bool' }
  if ('colour' in param) return { kind: 'colour' }
  if ('enum' in param) return { kind: 'enum', values: Object.keys(param.enum) }
  return { kind: 'text', maxCells: param.text.maxCells, overflow: param.text.overflow ?? 'refuse', charset }
}

function scaleOf(param: ParamSpec): Range | undefined {
  const range = 'int' in param ? param.scale : 'colour' in param ? param.colour : undefined
  return range && [range[0] ?? 0, range[1] ?? 0]
}

/** The values of a call, checked. Throws `DB-PRO-032`, `-033` or `-034`. */
export function checkArgs(command: string, params: readonly ParamPlan[], args: CommandArgs): Map<string, Value> {
  for (const name of Object.keys(args)) {
    if (!params.some((param) => param.info.name === name)) {
      const allowed = params.map((param) => param.info.name).join(', ') || '–'
      throw new DeskError('DB-PRO-034', { command, name, allowed })
    }
  }
  const values = new Map<string, Value>()
  for (const param of params) {
    const { name } = param.info
    const arg = Object.hasOwn(args, name) ? args[name] : param.fallback
    if (arg === undefined) throw new DeskError('DB-PRO-032', { command, name })
    values.set(name, checkArg(param, arg))
  }
  return values
}

function checkArg({ info, values, scale }: ParamPlan, arg: Scalar): Value {
  const refuse = (expected: string) =>
    new DeskError('DB-PRO-033', { name: info.name, expected, found: JSON.stringify(arg).slice(0, 60) })
  switch (info.kind) {
    case 'int': {
      const fits = typeof arg === 'number' && Number.isSafeInteger(arg) && arg >= info.min && arg <= info.max
      if (!fits) throw refuse(`${info.min}…${info.max}`)
      return scale ? rescale(arg, [info.min, info.max], scale) : arg
    }
    case 'colour': {
      const [, red, green, blue] = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(String(arg)) ?? []
      if (red === undefined || green === undefined || blue === undefined) throw refuse('#RRGGBB')
      return [red, green, blue].map((part) => rescale(Number.parseInt(part, 16), [0, 255], scale ?? [0, 255]))
    }
    case 'bool':
      if (typeof arg !== 'boolean') throw refuse('true / false')
      return arg
    case 'enum': {
      const named = typeof arg === 'string' && Object.hasOwn(values, arg) ? values[arg] : undefined
      const value = named ?? Object.values(values).find((known) => known === arg)
      if (value === undefined) throw refuse(info.values.join(' / '))
      return value
    }
    case 'text': {
      if (typeof arg !== 'string') throw refuse('text')
      if (countCells(arg, info.charset) <= info.maxCells) return arg
      if (info.overflow === 'scroll' && arg.length <= longestScroll) return arg
      if (info.overflow === 'refuse') throw refuse(`≤ ${info.maxCells}`)
      return cutText(arg, info.charset, info.maxCells)
    }
  }
}

/** A value of one range as the nearest of another; either may be upside down on the device. */
function rescale(value: number, [low, high]: Range, [first, last]: Range): number {
  return high === low ? first : first + Math.round(((value - low) * (last - first)) / (high - low))
}
