import { type Static, Type } from 'typebox'
import { callActions } from './facts.ts'
import { clockQuality, closed, counterName, text, time, uuid } from './parts.ts'

/** How somebody shows who they are. A PIN never leaves the desk: the centre checks what was computed with it. */
const proofSchema = Type.Object(
  {
    method: Type.Enum(['pin'], { description: 'What was asked for' }),
    nonce: uuid('A new one for each attempt; the centre takes each once'),
    answer: Type.String({
      pattern: '^[0-9a-f]{64}$',
      description:
        'HMAC-SHA256 of the nonce (its text in ASCII) under the key of the officer: scrypt of the PIN with the salt that ' +
        '`officers` of the configuration has (N = 32768, r = 8, p = 1, 32 bytes), in hex',
    }),
  },
  { ...closed, description: 'Shows who the officer is; without it nobody does' },
)

/** The names of requests: each call action that the centre must answer, and the proof of who sits down. */
export const requestNames = [...callActions.map((action) => `call.${action}` as const), 'officer.sign-in' as const]
/** One of {@link requestNames}. */
export type RequestName = (typeof requestNames)[number]

/** A request: wanted now or not at all. Published once, after its fact is on disk; never stored, never repeated. */
export const requestSchema = Type.Object(
  {
    id: uuid('Named by the answer as `inReplyTo`, and by the fact call.requested as `request`'),
    name: Type.Enum([...requestNames], { description: 'What the officer wants' }),
    counter: counterName('The counter that asks'),
    args: Type.Object(
      {
        ticket: Type.Optional(text('The number it is about, for recall, begin, skip, hold, transfer and finish')),
        to: Type.Optional(text('Where a transferred citizen shall go')),
        reason: Type.Optional(text('Why the counter pauses')),
        officer: Type.Optional(text('Who wants to sign in')),
        proof: Type.Optional(proofSchema),
      },
      { ...closed, description: 'What belongs to the name' },
    ),
    madeAt: time('When it was pressed, by the clock of the desk'),
    notAfter: time('Nobody waits any longer after this; judged by arrival unless `clock` is synced'),
    clock: clockQuality('How far madeAt and notAfter can be believed'),
  },
  { ...closed, description: 'An officer waits for this now' },
)
export type Request = Static<typeof requestSchema>
