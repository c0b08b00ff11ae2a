/** A payload that is spoiled in one place, and where. */
export interface Spoiled {
  readonly what: string
  readonly payload: unknown
}

type Members = { readonly [name: string]: unknown }

/**
 * Every way to spoil one place of a payload that no reader should have to bear: a member missing or unknown, a value of another
 * kind, a text or list without end, a number out of bounds.
 */
export function spoil(payload: unknown): Spoiled[] {
  return [...others(payload), ...members(payload), ...items(payload)]
}

const endless = 'x'.repeat(100_000)

/** Values in place of one that cannot be right. */
function others(value: unknown): Spoiled[] {
  switch (typeof value) {
    case 'string':
      return ['', endless, 7, null, {}, []].flatMap((other) => (other === value ? [] : [instead(other)]))
    case 'number':
      return [-1, value + 0.5, Number.MAX_VALUE, String(value), null, {}].map(instead)
    case 'boolean':
      return ['true', 1, null, {}].map(instead)
    default:
      return [7, 'text', ...(Array.isArray(value) ? [{}] : [[]])].map(instead)
  }
}

function instead(payload: unknown): Spoiled {
  return { what: `is ${JSON.stringify(payload).slice(0, 20)}`, payload }
}

function members(value: unknown): Spoiled[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return []
  const object = value as Members
  return [
    { what: ' has a stranger', payload: { ...object, stranger: 1 } },
    ...Object.keys(object).map((name) => ({ what: `.${name} is missing`, payload: without(object, name) })),
    ...Object.entries(object).flatMap(([name, member]) =>
      spoil(member).map(({ what, payload }) => ({
        what: `.${name}${spaced(what)}`,
        payload: { ...object, [name]: payload },
      })),
    ),
  ]
}

function items(value: unknown): Spoiled[] {
  if (!Array.isArray(value)) return []
  const spoiled = value.flatMap((item, index) =>
    spoil(item).map(({ what, payload }) => ({ what: `[]${spaced(what)}`, payload: value.with(index, payload) })),
  )
  const many = { what: ' has no end', payload: Array.from({ length: 10_000 }, () => value[0] ?? 'x') }
  return [...spoiled, many]
}

function without(object: Members, name: string): Members {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== name))
}

function spaced(what: string): string {
  return /^[ .[]/.test(what) ? what : ` ${what}`
}
