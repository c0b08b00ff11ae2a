import { type Static, Type } from 'typebox'
import { closed, text, words } from './parts.ts'

/**
 * What a card says of its holder, by the names that configuration and sealed parts use. Ethnicity and religion are not
 * among them: no procedure may take them from a card.
 */
export const cardFields = [
  'name',
  'birthDate',
  'number',
  'oldNumber',
  'documentNumber',
  'sex',
  'nationality',
  'origin',
  'residence',
  'features',
  'issueDate',
  'expiryDate',
  'father',
  'mother',
  'spouse',
] as const
/** One of {@link cardFields}. */
export type CardField = (typeof cardFields)[number]

/** What a procedure takes of a card where the centre said nothing. */
export const usualCardFields: readonly CardField[] = ['number']

const fields = (description: string) =>
  Type.Array(Type.Enum([...cardFields], { description: 'A field of a card' }), {
    maxItems: cardFields.length,
    uniqueItems: true,
    description,
  })

/** How far a card can be believed: three questions, none of which answers another. */
export const cardVerdictsSchema = Type.Object(
  {
    read: Type.Enum(['whole', 'part'], { description: 'Whether all that was wanted could be read' }),
    unaltered: Type.Enum(['proven', 'altered', 'unknown'], {
      description: 'Whether what is on it is as its issuer wrote it. Of a QR code or printed lines: unknown',
    }),
    issuer: Type.Enum(['confirmed', 'not-verified', 'refused'], {
      description: 'Whether a state that the site trusts vouches for it. Without its certificate: not verified',
    }),
  },
  { ...closed, description: 'How far the card can be believed' },
)
export type CardVerdicts = Static<typeof cardVerdictsSchema>

/** What `card.read` says of the card itself: nothing of its holder. */
export const cardMembers = {
  source: Type.Enum(['qr', 'mrz', 'chip'], { description: 'Its code, its printed lines, or its chip' }),
  card: Type.Enum(['cccd', 'can-cuoc', 'passport', 'unknown'], { description: 'Which kind of card, where it tells' }),
  verdicts: cardVerdictsSchema,
  fields: fields('What is in `sealed`: only what the centre lets the procedure take. Empty where nothing was kept'),
  sealed: Type.Optional(
    Type.String({
      pattern: '^[A-Za-z0-9_-]+\\.\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+\\.[A-Za-z0-9_-]+$',
      maxLength: 16_384,
      description:
        'The fields, sealed to the centre: a JSON Web Encryption (RFC 7516, compact; ECDH-ES with P-256, A256GCM). Inside is ' +
        'a JSON object of the fields by name. Its header has `kid`, the key, and `about`, the id of this fact. Absent where ' +
        'the desk had no key to seal to: then nothing of the holder was kept',
    }),
  ),
} as const

/** What was taken of a card. Dates are ISO, texts in NFC. */
export type CardContent = { readonly [F in CardField]?: string }

/** What procedures may take of a card, in the settings of a centre. */
export const cardRulesSchema = Type.Object(
  {
    usual: Type.Optional(fields('What may be taken where nobody named a procedure; by itself the number alone')),
    procedures: Type.Optional(
      Type.Array(
        Type.Object(
          {
            procedure: text('The name that facts carry, e.g. 2.000635'),
            name: words('What people call it'),
            fields: fields('What it may take; nothing else is kept or shown'),
          },
          { ...closed, description: 'One procedure' },
        ),
        { maxItems: 500, description: 'The procedures for which cards are read' },
      ),
    ),
  },
  { ...closed, description: 'What procedures may take of a card. Only this is sealed and sent' },
)
export type CardRules = Static<typeof cardRulesSchema>
