import { type TSchema, Type } from 'typebox'
import { proofSchema } from '../../contract/index.ts'
import { applicationEventSchema, applicationStateSchema } from '../api/application.ts'
import { cardContentSchema, cardReadingSchema, cardSchema } from '../api/card.ts'
import {
  counterSchema,
  deviceSchema,
  linkSchema,
  noticeSchema,
  offerSchema,
  problemSchema,
  wordsSchema,
} from '../api/state.ts'

const closed = { additionalProperties: false } as const
const text = (description: string) => Type.String({ description })
const said = (language: string) =>
  Type.Object(
    { sentence: text('What is wrong'), next: text('What to do about it') },
    { ...closed, description: `In ${language}` },
  )

const refusal = Type.Object(
  { code: text('Stable, e.g. DB-DSK-020'), vi: said('Vietnamese'), en: said('English') },
  { ...closed, description: 'Why not, for a program and for a person' },
)

const number = Type.Integer({ minimum: 0, description: 'Its place in this life of the feed' })
const life = text('Names one life of the feed: numbers of another life mean nothing')
const kind = <K extends string>(name: K) => Type.Literal(name, { description: 'What this message is' })
const message = Type.Union(
  [
    Type.Object(
      { kind: kind('state'), life, number, state: applicationStateSchema },
      { ...closed, description: 'The whole picture: the first message, unless the page could go on where it was' },
    ),
    Type.Object({ kind: kind('resumed'), life }, { ...closed, description: 'What was missed follows' }),
    Type.Object(
      { kind: kind('event'), number, event: applicationEventSchema },
      { ...closed, description: 'What changed' },
    ),
  ],
  { description: 'One message on the socket' },
)

const pairing = Type.Object(
  {
    digits: Type.Integer({ description: 'How many digits the code has' }),
    seconds: Type.Integer({ description: 'For how long it is good' }),
  },
  { ...closed, description: 'A code is on the screen of the desk now' },
)
const session = Type.Object(
  { session: text('The secret: keep it in the page, and send it with each request') },
  { ...closed, description: 'The page is paired' },
)
const held = Type.Object({ origin: text('For whom') }, { ...closed, description: 'The pairing holds' })
const done = Type.Object({}, { description: 'It is on the disk of the desk. What it caused comes on the socket' })

/** The named schemas of the document. What stands here is referred to where it is used again. */
export const namedSchemas: Readonly<Record<string, TSchema>> = {
  Words: wordsSchema,
  Problem: problemSchema,
  Notice: noticeSchema,
  Card: cardSchema,
  CardReading: cardReadingSchema,
  CardContent: cardContentSchema,
  Counter: counterSchema,
  Link: linkSchema,
  Device: deviceSchema,
  Offer: offerSchema,
  State: applicationStateSchema,
  Event: applicationEventSchema,
  Message: message,
  Refusal: refusal,
  Pairing: pairing,
  Session: session,
  Held: held,
  Done: done,
  Proof: proofSchema,
}
