import { type Static, Type } from 'typebox'
import { closed } from './parts.ts'
import { keyIdSchema } from './provisioning.ts'

const coordinate = (name: string) =>
  Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description: `Its ${name}, base64url` })

/** The key to which desks seal what only the centre may read. */
export const sealingKeySchema = Type.Object(
  {
    keyId: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$', description: 'The JWK thumbprint of the key (RFC 7638)' }),
    publicKey: Type.Object(
      {
        kty: Type.Literal('EC', { description: 'An elliptic curve' }),
        crv: Type.Literal('P-256', { description: 'Which' }),
        x: coordinate('x'),
        y: coordinate('y'),
      },
      { ...closed, description: 'The public key as a JSON Web Key' },
    ),
    signature: Type.Optional(
      Type.Object(
        {
          key: keyIdSchema,
          value: Type.String({
            pattern: '^[A-Za-z0-9_-]{86}$',
            description:
              'Ed25519 over the lines `deskbridge sealing 1`, `keyId`, `x`, `y`, joined by line feeds; base64url',
          }),
        },
        {
          ...closed,
          description:
            'Who vouches for it: the key that signs configuration. A desk that knows such a key takes no other sealing key',
        },
      ),
    ),
  },
  { ...closed, description: 'To which key desks seal personal parts; the newest. Without one they keep none' },
)
export type SignedSealingKey = Static<typeof sealingKeySchema>

/** What the centre signs of a sealing key. */
export function sealingWords({ keyId, publicKey: { x, y } }: Omit<SignedSealingKey, 'signature'>): string {
  return ['deskbridge sealing 1', keyId, x, y].join('\n')
}
