import { type Static, Type } from 'typebox'
import { closed } from './parts.ts'

const base64url = (description: string, minLength: number, maxLength: number) =>
  Type.String({ pattern: '^[A-Za-z0-9_-]+$', minLength, maxLength, description })

/** What a centre asks a desk to sign, through a page: 16 to 64 bytes that it never asks for again. */
export const nonceSchema = base64url('16 to 64 bytes of the centre, base64url', 22, 86)

/** A desk's answer, which the page carries to the centre. Only the centre can judge it. */
export const proofSchema = Type.Object(
  {
    centre: Type.String({ maxLength: 31, description: 'The centre' }),
    desk: Type.String({ maxLength: 31, description: 'The desk' }),
    key: base64url('Its public key: SubjectPublicKeyInfo of P-256, base64url of the DER', 100, 200),
    nonce: nonceSchema,
    time: Type.String({ maxLength: 40, description: 'When it signed, RFC 3339' }),
    signature: base64url('ECDSA with SHA-256 over the text of the proof: r and s, 32 bytes each, base64url', 86, 86),
  },
  { ...closed, description: 'The desk proves which desk it is' },
)
export type DeskProof = Static<typeof proofSchema>

/** The text that is signed. The origin is the one that the browser gave to the desk, so no other page can use it. */
export function proofText(origin: string, { nonce, centre, desk, time }: Omit<DeskProof, 'key' | 'signature'>): string {
  return `deskbridge-proof-v1\n${origin}\n${nonce}\n${centre}/${desk}\n${time}`
}
