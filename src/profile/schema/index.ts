import { type Static, Type } from 'typebox'
import { Command } from './commands.ts'
import { CharsetName, closed, named, Variable } from './common.ts'
import { Rule } from './decode.ts'
import { Link } from './link.ts'
import { Identity, Match } from './match.ts'
import { Rx } from './rx.ts'
import { SessionPlan } from './session.ts'
import { Vector } from './tests.ts'

export * from './commands.ts'
export * from './common.ts'
export * from './decode.ts'
export * from './link.ts'
export * from './match.ts'
export * from './rx.ts'
export * from './session.ts'
export * from './tests.ts'

const Support = Type.Union([
  Type.Enum(['full', 'limited', 'none']),
  closed({ level: Type.Enum(['full', 'limited', 'none']), reason: Type.String({ minLength: 1 }) }),
])

export const deviceClasses = [
  'button',
  'button-panel',
  'call-keypad',
  'rating-pad',
  'pedal',
  'lamp',
  'display',
  'scanner',
  'rfid',
  'id-reader',
  'scale',
  'other',
] as const

/** Where the test vectors come from: `hardware` is recorded from a device, `document` printed by its maker. */
export const evidences = ['hardware', 'document', 'computed'] as const

/** The profile language, as far as it is built. A key that is not here is refused with its line and column. */
export const ProfileSchema = closed({
  profile: Type.String({
    pattern: '^[a-z0-9][a-z0-9-]*(\\.[a-z0-9][a-z0-9-]*)+$',
    description: 'maker.model in lower case, like generic.cd5220',
  }),
  format: Type.Literal(1),
  revision: Type.Optional(Type.Integer({ minimum: 1 })),
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
  class: Type.Enum([...deviceClasses]),
  sources: Type.Optional(Type.Array(Type.String({ minLength: 1 }))),
  evidence: Type.Optional(Type.Enum([...evidences])),
  support: Type.Optional(
    closed({
      linux: Type.Optional(Support),
      windows: Type.Optional(Support),
      macos: Type.Optional(Support),
    }),
  ),
  match: Type.Optional(Type.Array(Match, { maxItems: 32 })),
  identity: Type.Optional(Identity),
  link: Link,
  rx: Type.Optional(Rx),
  decode: Type.Array(Rule, { maxItems: 64 }),
  commands: Type.Optional(named(Command)),
  session: Type.Optional(SessionPlan),
  text: Type.Optional(
    closed({
      charset: CharsetName,
      width: Type.Optional(Type.Integer({ minimum: 1, maximum: 4096 })),
      lines: Type.Optional(Type.Integer({ minimum: 1, maximum: 64 })),
    }),
  ),
  privacy: Type.Optional(closed({ redact: Type.Array(Variable, { minItems: 1 }) })),
  tests: Type.Optional(Type.Array(Vector)),
})

/** The whole language as a JSON Schema, for editors: made from the very schema that profiles are checked with. */
export function profileJsonSchema(): object {
  const schema: object = JSON.parse(JSON.stringify(ProfileSchema))
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', title: 'Deskbridge device profile', ...schema }
}

export type Definition = Static<typeof ProfileSchema>
export type DeviceClass = (typeof deviceClasses)[number]
