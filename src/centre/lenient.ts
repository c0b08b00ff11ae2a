import { type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'

/**
 * Checks values as a reader should: what a newer desk adds to an object is let pass; what is missing or of another kind is
 * not. `T` is the type of the schema.
 */
export function leniently<T>(schema: { readonly properties: Readonly<Record<string, TSchema>> }) {
  const compiled = Compile(Type.Object({ ...schema.properties }))
  return (value: unknown): value is T => compiled.Check(value)
}
