import { type Static, type TProperties, Type } from 'typebox'
import { cardFields, cardVerdictsSchema } from '../../contract/index.ts'
import { problemSchema } from './words.ts'

const closed = { additionalProperties: false } as const
const text = (description: string) => Type.String({ description })

const about = {
  reading: text('This reading; what was read is asked for by it'),
  procedure: Type.Union([Type.String(), Type.Null()], { description: 'For which procedure; null where nobody said' }),
}

const one = <S extends string, P extends TProperties>(state: S, description: string, more: P) =>
  Type.Object(
    { state: Type.Literal(state, { description: 'How far it is' }), ...about, ...more },
    { ...closed, description },
  )

/** The names of what may be seen, in the order of {@link cardFields}. */
const fields = Type.Array(Type.Enum([...cardFields], { description: 'A field' }), {
  description: 'What was taken of it, by name',
})

/** How the reading of a card goes at a counter: never what is on the card. */
export const cardSchema = Type.Union(
  [
    one('consent', 'A window asks the officer whether the application may', {}),
    one('waiting', 'A card is to be put on the reader or held to the scanner', {}),
    one('reading', 'A chip is being read', {
      percent: Type.Integer({ minimum: 0, maximum: 100, description: 'How far it is' }),
    }),
    one('shown', 'It was read; who asked can see it until it is taken away', {
      source: Type.Enum(['qr', 'mrz', 'chip'], { description: 'Its code, its printed lines, or its chip' }),
      card: Type.Enum(['cccd', 'can-cuoc', 'passport', 'unknown'], { description: 'Which kind of card' }),
      verdicts: cardVerdictsSchema,
      fields,
      hasPhoto: Type.Boolean({ description: 'Whether there is a photo to see' }),
      isKept: Type.Boolean({ description: 'Whether the centre gets what was taken' }),
      until: text('When it is taken away at the latest, RFC 3339'),
    }),
    one('failed', 'It was not read', { problem: problemSchema }),
  ],
  { description: 'The card that is being read, or was read, at the counter' },
)
export type CardView = Static<typeof cardSchema>

const shown = Type.Object(
  { field: Type.Enum([...cardFields], { description: 'Which' }), text: text('What the card says, or its mask') },
  { ...closed, description: 'A field of the card' },
)

const photo = Type.Object(
  {
    type: Type.Enum(['image/jpeg', 'image/jp2'], { description: 'How it is written' }),
    bytes: Type.String({ description: 'It, in base64' }),
  },
  { ...closed, description: 'A photo' },
)

/** What an asker gets of a card, for as long as it is there. */
export const cardContentSchema = Type.Object(
  {
    fields: Type.Array(shown, { description: 'What the procedure may take' }),
    photo: Type.Union([photo, Type.Null()], {
      description: 'The photo of the chip, for the pages of the desk only and unmasked only; else null',
    }),
  },
  { ...closed, description: 'What was read. Keep it no longer than the act needs' },
)
export type CardContentView = Static<typeof cardContentSchema>

/** That a reading has begun. */
export const cardReadingSchema = Type.Object(
  { reading: text('The reading; how it goes comes with the counter') },
  { ...closed, description: 'A card is awaited' },
)

const counter = Type.String({ minLength: 1, maxLength: 31, description: 'The counter' })
const reading = Type.String({ minLength: 1, maxLength: 40, description: 'The reading' })

/** What may be asked about cards, by applications and by the desk's own page. */
export const cardActions = {
  'card-read': Type.Object(
    {
      counter,
      procedure: Type.Optional(
        Type.String({ minLength: 1, maxLength: 200, description: 'For which procedure; it decides what may be taken' }),
      ),
      dossier: Type.Optional(Type.String({ minLength: 1, maxLength: 60, description: 'For which dossier' })),
      can: Type.Optional(
        Type.String({ pattern: '^[0-9]{6}$', description: 'What opens the chip: the last six digits of the number' }),
      ),
    },
    {
      ...closed,
      description:
        'Asks for the card of the citizen at the counter. For an application a window asks the officer first; how it goes ' +
        'comes with the counter',
    },
  ),
  'card-content': Type.Object(
    {
      counter,
      reading,
      show: Type.Enum(['masked', 'whole'], {
        description: 'Whether somebody wants to read it, or only to see that it is there',
      }),
    },
    { ...closed, description: 'What was read, while it is there: for whoever asked for it' },
  ),
  'card-clear': Type.Object({ counter, reading }, { ...closed, description: 'Takes it away, or gives the reading up' }),
} as const
