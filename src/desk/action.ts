import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Json } from '../contract/index.ts'
import { DeskError } from '../core/index.ts'

/** Something a page may ask for. The body that reaches it has passed its schema. */
export interface Action {
  /** @throws DeskError DB-DSK-006 the body does not fit. */
  run(body: unknown): Promise<Json>
}

/** The actions of a server by name; `press` is asked for by POST to `/v1/press`. */
export type Actions = Readonly<Record<string, Action>>

/** An action from the schema of its body and what it does. */
export function action<T extends TSchema>(schema: T, run: (body: Static<T>) => Json | Promise<Json>): Action {
  const validator = Compile(schema)
  return {
    async run(body) {
      if (!validator.Check(body)) throw new DeskError('DB-DSK-006', { reason: firstProblem(validator.Errors(body)) })
      return await run(body as Static<T>)
    },
  }
}

function firstProblem(problems: readonly { readonly instancePath: string; readonly message: string }[]): string {
  const [first] = problems
  return first ? `${first.instancePath || '/'} ${first.message}` : '/'
}
