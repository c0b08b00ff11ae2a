import { cannotCompute, type Scalar } from '../expression/index.ts'

/** What stands at a path like `data.idCode` or `items.0.name`; undefined for nothing or `null`. */
export function readJson(document: unknown, path: string): Scalar | undefined {
  let at: unknown = document
  for (const name of path.split('.')) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return undefined
    at = (at as Readonly<Record<string, unknown>>)[name]
  }
  if (at === null || at === undefined) return undefined
  if (typeof at === 'object') throw cannotCompute(`"${path}" is no single value`)
  return at as Scalar
}

/** A message as a JSON document; undefined when it is none. */
export function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}
