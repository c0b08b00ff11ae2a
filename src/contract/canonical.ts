/** A value that JSON can carry. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined }

/**
 * JSON in the canonical form of RFC 8785: no white space, keys sorted by UTF-16 code units, numbers and strings as
 * ECMAScript writes them. Both ends hash this text, so it must be the same everywhere.
 */
export function canonicalJson(value: Json): string {
  // Facts are made with their keys in order, and then this is one call of the engine's own JSON writer.
  return isCanonical(value) ? JSON.stringify(value) : writeSorted(value)
}

/** Whether the engine's JSON of a value is its canonical form already. */
function isCanonical(value: Json): boolean {
  if (value === null || typeof value !== 'object') return isFiniteValue(value)
  if (isList(value)) return value.every(isCanonical)
  let previous = ''
  for (const key in value) {
    if (key < previous) return false
    const member = value[key]
    if (member !== undefined && !isCanonical(member)) return false
    previous = key
  }
  return true
}

function writeSorted(value: Json): string {
  if (value === null || typeof value !== 'object') {
    if (!isFiniteValue(value)) throw new TypeError(`${value} has no JSON form`)
    return JSON.stringify(value)
  }
  if (isList(value)) return `[${value.map(canonicalJson).join(',')}]`
  const members: string[] = []
  for (const key of Object.keys(value).sort()) {
    const member = value[key]
    if (member !== undefined) members.push(`${JSON.stringify(key)}:${canonicalJson(member)}`)
  }
  return `{${members.join(',')}}`
}

function isFiniteValue(value: null | boolean | number | string): boolean {
  return typeof value !== 'number' || Number.isFinite(value)
}

function isList(value: object): value is readonly Json[] {
  return Array.isArray(value)
}
