import { Compile } from 'typebox/compile'
import { type Fact, factSchema } from '../../contract/index.ts'

const isFact = Compile(factSchema)
/** Names that every database stores as they are: some refuse the zero character, and one such row would block all others. */
const plain = /^[\x21-\x7e]{1,200}$/

/** The fact in a payload; undefined when it is none. */
export function parseFact(payload: string): Fact | undefined {
  try {
    const value: unknown = JSON.parse(payload)
    return isFact.Check(value) && plain.test(value.id) && plain.test(value.type) ? value : undefined
  } catch {
    return undefined
  }
}
