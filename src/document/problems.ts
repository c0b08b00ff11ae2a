import type { TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { Settings } from 'typebox/system'

// typebox stops after 8 errors by default, counted over all alternatives of a union: it would stop before the one that
// the writer meant, and later mistakes in the file would not be seen at all.
Settings.Set({ maxErrors: 2000 })

/** What a schema says against one value, reduced to what helps a person. */
export type Problem =
  | { readonly kind: 'unknown-key'; readonly path: string; readonly key: string; readonly allowed: readonly string[] }
  | { readonly kind: 'missing-key'; readonly path: string; readonly key: string }
  | {
      readonly kind: 'wrong-value'
      readonly path: string
      readonly expected: string
      readonly choices: readonly string[]
    }

/** The checker's own error, in the shape of JSON Schema's standard output. */
interface RawError {
  readonly keyword: string
  readonly instancePath: string
  readonly schemaPath: string
  readonly params: Readonly<Record<string, unknown>>
  readonly message: string
}

/** Checks a value; of alternatives (`anyOf`) only the one the writer came nearest to is reported. */
export function findProblems(schema: TSchema, value: unknown): Problem[] {
  const raw = Compile(schema).Errors(value) as unknown as RawError[]
  return nearestBranches(raw.filter((error) => error.keyword !== 'boolean')).flatMap((error) => describe(error, schema))
}

function nearestBranches(errors: readonly RawError[]): RawError[] {
  const outer = errors
    .filter((error) => error.keyword === 'anyOf')
    .sort((a, b) => a.schemaPath.length - b.schemaPath.length)[0]
  if (!outer) return [...errors]
  const prefix = `${outer.schemaPath}/anyOf/`
  const isInside = (error: RawError) =>
    error.schemaPath.startsWith(prefix) && error.instancePath.startsWith(outer.instancePath)
  const outside = errors.filter((error) => error !== outer && !isInside(error))
  return [...nearestBranches(outside), ...bestBranch(outer, errors.filter(isInside), prefix)]
}

/** The branch with the fewest complaints, when one of them is about more than "this is another kind of value". */
function bestBranch(outer: RawError, inside: readonly RawError[], prefix: string): RawError[] {
  const branches = Map.groupBy(inside, (error) => error.schemaPath.slice(prefix.length).split('/')[0])
  const tried = [...branches.values()].filter((branch) => !branch.some((error) => isOtherKind(error, outer)))
  tried.sort((a, b) => a.length - b.length)
  const best = tried[0]
  return best ? nearestBranches(best) : [outer]
}

function isOtherKind(error: RawError, outer: RawError): boolean {
  return error.instancePath === outer.instancePath && ['type', 'const', 'enum', 'pattern'].includes(error.keyword)
}

function describe(error: RawError, schema: TSchema): Problem[] {
  const path = error.instancePath
  if (error.keyword === 'additionalProperties') {
    const allowed = Object.keys((schemaAt(schema, error.schemaPath)?.properties as object | undefined) ?? {})
    return (error.params.additionalProperties as string[]).map((key) => ({ kind: 'unknown-key', path, key, allowed }))
  }
  if (error.keyword === 'required') {
    return (error.params.requiredProperties as string[]).map((key) => ({ kind: 'missing-key', path, key }))
  }
  const choices = choicesOf(schemaAt(schema, error.schemaPath))
  const told =
    typeof schemaAt(schema, error.schemaPath)?.description === 'string'
      ? schemaAt(schema, error.schemaPath)?.description
      : undefined
  const expected =
    choices.length > 0 ? choices.join(', ') : String(told ?? error.message.replace(/^must (be |match |have )?/, ''))
  return [{ kind: 'wrong-value', path, expected, choices }]
}

type SchemaNode = Readonly<Record<string, unknown>>

function schemaAt(schema: TSchema, pointer: string): SchemaNode | undefined {
  let at: unknown = schema
  for (const part of pointer.split('/').slice(1)) {
    at = (at as SchemaNode | undefined)?.[part.replace(/~1/g, '/').replace(/~0/g, '~')]
  }
  return at as SchemaNode | undefined
}

/** The values a schema node allows by name: an `enum`, a `const`, or alternatives of those. */
function choicesOf(node: SchemaNode | undefined): string[] {
  if (!node) return []
  if (Array.isArray(node.enum)) return node.enum.map(String)
  if ('const' in node) return [String(node.const)]
  if (Array.isArray(node.anyOf)) {
    const branches = node.anyOf.map((branch: SchemaNode) => choicesOf(branch))
    return branches.every((branch) => branch.length > 0) ? branches.flat() : []
  }
  return []
}
