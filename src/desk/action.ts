import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Json } from '../contract/index.ts'
import { DeskError } from '../core/index.ts'

/** Who asks: one of our own pages, or a web application of the centre, and the user of this PC whose browser it is. */
export type Asker =
  | { readonly kind: 'page'; readonly origin: string; readonly user: string }
  | { readonly kind: 'application'; readonly origin: string; readonly user: string }

/** Something a page may ask for. */
export interface Action {
  /**
   * Judges a body, and gives what is left to do for it: between the two it is asked how often the page asks.
   * @throws DeskError DB-DSK-006 the body does not fit.
   */
  accept(body: unknown): (asker: Asker) => Promise<Json>
}

/** The actions of a server by name; `press` is asked for by POST to `/v1/press`. */
export type Actions = Readonly<Record<string, Action>>

/** An action from the schema of its body and what it does. */
export function action<T extends TSchema>(
  schema: T,
  run: (body: Static<T>, asker: Asker) => Json | Promise<Json>,
): Action {
  const validator = Compile(schema)
  return {
    accept(body) {
      if (!validator.Check(body)) throw new DeskError('DB-DSK-006', { reason: firstProblem(validator.Errors(body)) })
      return async (asker) => await run(body as Static<T>, asker)
    },
  }
}

function firstProblem(problems: readonly { readonly instancePath: string; readonly message: string }[]): string {
  const [first] = problems
  return first ? `${first.instancePath || '/'} ${first.message}` : '/'
}
