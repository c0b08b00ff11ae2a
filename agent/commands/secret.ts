import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { Writable } from 'node:stream'

/** Lines that nobody is to see. */
export interface Secret {
  /** Says what is asked for and gives the line that is typed; an empty one when nothing more comes. */
  ask(question: string, say: (question: string) => void): Promise<string>
  close(): void
}

/** Reads from a terminal without showing what is typed, or from a pipe. */
export function readSecret(input: Readable & { readonly isTTY?: boolean }): Secret {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input, output: silent, terminal: input.isTTY === true })
  const typed = lines[Symbol.asyncIterator]()
  return {
    async ask(question, say) {
      say(question)
      const { value, done } = await typed.next()
      return done ? '' : value
    },
    close: () => lines.close(),
  }
}
