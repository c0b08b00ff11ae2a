/** A desk that a pattern names. */
export interface NamedDesk {
  readonly name: string
  /** Its number as people say it, without zeros in front; undefined where the name ends in no digit. */
  readonly number: string | undefined
}

/** So many desks one pattern may name. */
const mostOfPattern = 999

/**
 * The desks of a pattern: `quay-{01..30}` is `quay-01` to `quay-30`, any other name is itself. Undefined for a pattern that
 * cannot be read: ends the wrong way round, more than one range, a range that is none.
 */
export function namesOf(pattern: string): readonly NamedDesk[] | undefined {
  const [, head = '', first = '', last = '', tail = ''] =
    /^([^{}]*)\{(\d{1,3})\.\.(\d{1,3})\}([^{}]*)$/.exec(pattern) ?? []
  if (first === '') return /[{}]/.test(pattern) ? undefined : [{ name: pattern, number: numberOf(pattern) }]
  const [from, to] = [Number(first), Number(last)]
  if (from > to || to - from >= mostOfPattern) return undefined
  const width = first.startsWith('0') ? first.length : 1
  return Array.from({ length: to - from + 1 }, (_, index) => {
    const number = from + index
    return { name: `${head}${String(number).padStart(width, '0')}${tail}`, number: String(number) }
  })
}

/** A value with `{desk}` and `{n}` filled in, in all its texts but not in its keys. */
export function filled<T>(value: T, desk: NamedDesk): T {
  if (typeof value === 'string') return fill(value, desk) as T
  if (Array.isArray(value)) return value.map((item) => filled(item, desk)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, filled(member, desk)])) as T
}

function fill(text: string, { name, number }: NamedDesk): string {
  return text.replaceAll('{desk}', name).replaceAll('{n}', number ?? '{n}')
}

function numberOf(name: string): string | undefined {
  const digits = /(\d+)$/.exec(name)?.[1]
  return digits === undefined ? undefined : String(Number(digits))
}
