import { DeskError } from '../../core/index.ts'

/** What expressions compute with. Numbers are integers, or the decimals that `scale10` makes. */
export type Value = number | string | boolean | Uint8Array | readonly number[]

/** What a device event or a command argument may carry. */
export type Scalar = number | string | boolean

/** Where an expression finds its names. */
export type Scope = (name: string) => Value | undefined

/** The error of a computation that its values do not allow; a frame that causes it is rejected. */
export function cannotCompute(reason: string): DeskError {
  return new DeskError('DB-PRO-035', { reason })
}

export function toNumber(value: Value): number {
  if (typeof value === 'number') return value
  if (typeof value === 'boolean') return value ? 1 : 0
  throw cannotCompute('a number is needed')
}

export function toInteger(value: Value): number {
  const number = toNumber(value)
  if (!Number.isSafeInteger(number)) throw cannotCompute('an integer is needed')
  return number
}

export function isTrue(value: Value): boolean {
  return typeof value === 'object' ? value.length > 0 : Boolean(value)
}

/** A value as an event can carry it: bytes become upper-case hex text. */
export function toScalar(value: Value): Scalar {
  if (typeof value !== 'object') return value
  return Buffer.from(value).toString('hex').toUpperCase()
}

/** A scope that looks into `names` first. */
export function within(names: ReadonlyMap<string, Value>, outer?: Scope): Scope {
  return (name) => names.get(name) ?? outer?.(name)
}
