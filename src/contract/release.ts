import { type Static, Type } from 'typebox'
import { closed, count, text } from './parts.ts'

/** What is released by itself. */
const part = (description: string) => Type.Enum(['program', 'profiles', 'texts', 'keys'], { description })

const signatureSchema = Type.Object(
  {
    key: Type.String({ pattern: '^[0-9a-f]{16}$', description: 'Which key: the start of the SHA-256 of its 32 bytes' }),
    value: Type.String({ pattern: '^[A-Za-z0-9_-]{86}$', description: 'The Ed25519 signature, base64url' }),
  },
  { ...closed, description: 'One signature' },
)

const releaseSchema = Type.Object(
  {
    manifest: Type.String({
      minLength: 2,
      maxLength: 4096,
      description: 'Which release it is, as the very JSON text that its makers signed',
    }),
    signatures: Type.Array(signatureSchema, {
      minItems: 1,
      maxItems: 4,
      description: 'By keys that the desks have had since they were installed. The centre cannot make any',
    }),
    url: Type.String({
      pattern: '^https?://[^\\s]+$',
      maxLength: 500,
      description: 'Where the bundle is; part by part, if need be (Range)',
    }),
    bytes: count('How large the bundle is'),
    percent: Type.Integer({
      minimum: 0,
      maximum: 100,
      description: 'The wave: how many of a hundred desks may take it now. 0 stops it',
    }),
    spread: Type.Integer({
      minimum: 0,
      maximum: 3_600_000,
      description: 'Milliseconds over which the desks spread their fetching; each begins by chance',
    }),
  },
  { ...closed, description: 'One release' },
)

/** The retained list of what desks may update to. */
export const releasesSchema = Type.Object(
  { releases: Type.Array(releaseSchema, { maxItems: 16, description: 'The newest of each part and system' }) },
  { ...closed, description: 'What desks may update to' },
)
export type ReleasesMessage = Static<typeof releasesSchema>
/** One of them. */
export type Release = ReleasesMessage['releases'][number]

/** How far a desk is with the newest release of one part that it knows. */
export const updateReportSchema = Type.Object(
  {
    part: part('What is updated'),
    issue: count('The number of the release'),
    version: text('Its version'),
    state: Type.Enum(['fetching', 'waiting', 'trying', 'installed', 'failed'], {
      description:
        'On its way; here, and waits until nobody is served; started for the first time; in use; given up, and the one before goes on',
    }),
    error: Type.Optional(text('Why it failed: a code (DB-…)')),
  },
  { ...closed, description: 'How far an update is' },
)
export type UpdateReport = Static<typeof updateReportSchema>
