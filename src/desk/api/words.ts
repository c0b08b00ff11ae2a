import { type Static, Type } from 'typebox'

const closed = { additionalProperties: false } as const
const text = (description: string) => Type.String({ description })

/** What a person reads, in both languages of the place. */
export const wordsSchema = Type.Object(
  { vi: text('In Vietnamese'), en: text('In English') },
  { ...closed, description: 'What a person reads' },
)
export type Words = Static<typeof wordsSchema>

/** Something that is wrong, and what can be done about it. */
export const problemSchema = Type.Object(
  { code: text('A stable code, e.g. DB-SER-004'), sentence: wordsSchema, next: wordsSchema },
  { ...closed, description: 'What is wrong, and the next step' },
)
export type Problem = Static<typeof problemSchema>
