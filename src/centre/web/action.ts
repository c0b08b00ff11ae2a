import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { DeskError } from '../../core/index.ts'
import type { Answer, Ask } from './ask.ts'

/** Something that may be asked for at one path. */
export interface Route {
  readonly method: 'GET' | 'POST'
  /** The largest body, where it is not the usual one. */
  readonly largest?: number
  run(ask: Ask): Promise<Answer>
}

/** What is asked for by POST with a body of that schema. */
export function post<T extends TSchema>(schema: T, run: (body: Static<T>, ask: Ask) => Promise<Answer>): Route {
  const validator = Compile(schema)
  return {
    method: 'POST',
    async run(ask) {
      const body = await ask.json()
      if (!validator.Check(body)) throw new DeskError('DB-WEB-006', { reason: firstProblem(validator.Errors(body)) })
      return await run(body as Static<T>, ask)
    },
  }
}

/** What is only looked at. */
export function get(run: (ask: Ask) => Promise<Answer>): Route {
  return { method: 'GET', run }
}

/** A value as JSON. */
export function json(value: unknown): Answer {
  return { kind: 'json', value }
}

function firstProblem(problems: readonly { readonly instancePath: string; readonly message: string }[]): string {
  const [first] = problems
  return first ? `${first.instancePath || '/'} ${first.message}` : '/'
}
