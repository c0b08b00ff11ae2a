import { type Static, Type } from 'typebox'
import { canonicalJson, type Json } from './canonical.ts'
import { namePattern } from './names.ts'
import { closed, text, time } from './parts.ts'

/** The longest configuration of one desk, in characters. */
export const longestContent = 65_536

const name = namePattern.slice(1, -1)

/** Grows with every provisioning of a centre; a desk never takes a lower one. */
const revision = (description: string) => Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER, description })

/** The id of a key that signs configuration. */
export const keyIdSchema = Type.String({
  pattern: '^[0-9a-f]{16}$',
  description: 'The first 16 hex digits of the SHA-256 of the public key (SubjectPublicKeyInfo, DER)',
})

/** The configuration of one desk as its centre signed it. */
export const provisioningSchema = Type.Object(
  {
    revision: revision('Grows with every provisioning; a desk takes only a higher one than it has ever taken'),
    desk: Type.String({ pattern: `^${name}/${name}$`, description: 'For whom it is: {centre}/{desk}' }),
    madeAt: time('When it was signed, by the clock of the centre'),
    content: Type.String({
      minLength: 1,
      maxLength: longestContent,
      description: 'The configuration as the text of a `deskbridge.yaml`',
    }),
    signature: Type.Object(
      {
        key: keyIdSchema,
        value: Type.String({
          pattern: '^[A-Za-z0-9_-]{86}$',
          description: 'Ed25519 over the canonical JSON (RFC 8785) of all other members, base64url',
        }),
      },
      { ...closed, description: 'Who vouches for it' },
    ),
  },
  { ...closed, description: 'The configuration of one desk' },
)
export type Provisioning = Static<typeof provisioningSchema>

/** The text that is signed: the canonical JSON of everything but the signature. */
export function provisioningText({ revision, desk, madeAt, content }: Omit<Provisioning, 'signature'>): string {
  return canonicalJson({ content, desk, madeAt, revision } satisfies Json)
}

/** What became of provisionings, in the state of a desk. */
export const provisionReportSchema = Type.Object(
  {
    revision: Type.Integer({
      minimum: 0,
      maximum: Number.MAX_SAFE_INTEGER,
      description: 'Which one is in force; 0 for none',
    }),
    trying: Type.Optional(revision('Which one is being tried now')),
    refused: Type.Optional(
      Type.Object(
        { revision: revision('Which one'), error: text('Why: a code (DB-…)') },
        { ...closed, description: 'The last that was not taken, or was given back; the one before goes on' },
      ),
    ),
  },
  { ...closed, description: 'What became of the configuration that the centre gave' },
)
export type ProvisionReport = Static<typeof provisionReportSchema>
