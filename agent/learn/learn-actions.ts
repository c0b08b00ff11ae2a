import { Type } from 'typebox'
import { type Actions, action } from '../../src/desk/index.ts'
import type { LearnClient } from '../control/client.ts'

const closed = { additionalProperties: false } as const
const nothing = Type.Object({}, closed)
const start = Type.Object(
  {
    path: Type.String({ minLength: 1, maxLength: 4096 }),
    name: Type.String({ minLength: 1, maxLength: 100 }),
    baud: Type.Optional(Type.Integer({ minimum: 50, maximum: 4_000_000 })),
  },
  closed,
)
const answer = Type.Object({ words: Type.String({ maxLength: 2_000 }) }, closed)
const use = Type.Object({ counter: Type.String({ minLength: 1, maxLength: 31 }) }, closed)

/** What a page may do to have a device learnt. `changed` is told after each, so that the page hears how it is going. */
export function learnActions(client: Omit<LearnClient, 'attached' | 'state'>, changed: () => void): Actions {
  const then = async <Result>(done: Promise<Result>): Promise<Result> => {
    const result = await done
    changed()
    return result
  }
  const silently = async (done: Promise<void>) => {
    await then(done)
    return {}
  }
  return {
    learn: action(start, (wish) => silently(client.start(wish))),
    'learn-answer': action(answer, ({ words }) => silently(client.answer(words))),
    'learn-cancel': action(nothing, () => silently(client.cancel())),
    'learn-save': action(nothing, async () => ({ ...(await then(client.save())) })),
    'learn-use': action(use, async ({ counter }) => ({ ...(await then(client.use(counter))) })),
  }
}
