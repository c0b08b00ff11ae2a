import { Type } from 'typebox'
import type { Json, RatingSet } from '../../src/contract/index.ts'
import { type Clock, DeskError, type Random, text, uuidv7 } from '../../src/core/index.ts'
import { type Actions, action } from '../../src/desk/index.ts'
import type { Agent } from '../agent.ts'

/** What the rating pad on a second screen of this PC works on. */
export interface PadOptions {
  readonly agent: Agent
  readonly clock: Clock
  readonly random: Random
}

const closed = { additionalProperties: false } as const
const name = Type.String({ minLength: 1, maxLength: 31 })
const rating = Type.Object(
  {
    counter: name,
    service: Type.String({ minLength: 1, maxLength: 40 }),
    level: Type.Integer({ minimum: 1, maximum: 5 }),
    question: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
  },
  closed,
)

/**
 * What the pad may do, where the site allows one. A press names whom the screen showed: one that comes when another
 * citizen is to rate counts for nobody.
 */
export function padActions({ agent, clock, random }: PadOptions): Actions {
  return {
    'pad-set': action(Type.Object({ counter: name }, closed), ({ counter }) => {
      const set: unknown = agent.rules(counter).rating ?? usual
      return set as Json
    }),
    rate: action(rating, async ({ counter, service, ...press }) => {
      const open = agent.counters().find(({ id }) => id === counter)?.rating
      if (open?.service !== service) throw new DeskError('DB-AGT-049')
      const id = uuidv7(clock.wall(), random)
      await agent.accept({ kind: 'rating', id, source: 'second-screen', counter, ...press, via: 'screen' })
      return {}
    }),
  }
}

const both = (key: Parameters<typeof text>[0]) => ({ vi: text(key, 'vi'), en: text(key, 'en') })

/** Where only the size of the set is known. */
const usual: RatingSet = {
  scale: '5-2025',
  question: both('page.pad.question'),
  levels: [
    { label: both('demo.level.1'), points: 1, face: 'very-sad' },
    { label: both('demo.level.2'), points: 2, face: 'sad' },
    { label: both('demo.level.3'), points: 3, face: 'neutral' },
    { label: both('demo.level.4'), points: 4, face: 'happy' },
    { label: both('demo.level.5'), points: 5, face: 'very-happy' },
  ],
}
