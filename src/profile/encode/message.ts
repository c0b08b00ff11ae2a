import { type Scope, toScalar } from '../expression/index.ts'

/** A message to a local service, with places for values: `{{name}}`. */
export interface MessageTemplate {
  readonly names: readonly string[]
  /** A value that is missing is an empty text. */
  render(scope: Scope): Uint8Array
}

const place = /\{\{([A-Za-z]\w*)\}\}/g

/** Values are escaped as in JSON: whatever one holds, it stays a part of the text in which it stands. */
export function parseMessage(source: string): MessageTemplate {
  const shown = (scope: Scope, name: string) => JSON.stringify(String(toScalar(scope(name) ?? ''))).slice(1, -1)
  return {
    names: Array.from(source.matchAll(place), ([, name = '']) => name),
    render: (scope) => {
      const text = source.replace(place, (_, name: string) => shown(scope, name))
      return new Uint8Array(Buffer.from(text, 'utf8'))
    },
  }
}
