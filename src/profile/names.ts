import type { Problems } from './problems.ts'

const variable = /^[A-Za-z][A-Za-z0-9_]{0,63}$/
const dashed = /^[A-Za-z][A-Za-z0-9-]{0,63}$/

/** Keys whose maps are named by the writer: what expressions use has no `-`, which is minus there. */
const named: Readonly<Record<string, RegExp>> = {
  fields: variable,
  data: variable,
  params: variable,
  let: variable,
  retain: variable,
  set: variable,
  commands: dashed,
  enum: dashed,
}

/** Checks the names that a profile gives; the schema alone would call a bad name an unknown key. */
export function checkNames(value: unknown, problems: Problems): void {
  if (typeof value !== 'object' || value === null) return
  for (const [key, inner] of Object.entries(value)) {
    const here = problems.at(Array.isArray(value) ? Number(key) : key)
    const pattern = Object.hasOwn(named, key) ? named[key] : undefined
    if (pattern && typeof inner === 'object' && inner !== null && !Array.isArray(inner)) {
      for (const name of Object.keys(inner)) if (!pattern.test(name)) here.at(name).addAtKey('DB-PRO-029', { name })
    }
    checkNames(inner, here)
  }
}
