import { type Static, Type } from 'typebox'
import { Command, SessionPlan } from './commands.ts'
import { CharsetName, closed, Variable } from './common.ts'
import { Rule } from './decode.ts'
import { Rx } from './rx.ts'
import { Vector } from './tests.ts'

export * from './commands.ts'
export * from './common.ts'
export * from './decode.ts'
export * from './rx.ts'
export * from './tests.ts'

const Serial = closed({
  baud: Type.Integer({ minimum: 50, maximum: 4_000_000, description: 'a speed, like 9600' }),
  data: Type.Optional(Type.Enum([7, 8])),
  parity: Type.Optional(Type.Enum(['none', 'even', 'odd', 'mark', 'space'])),
  stop: Type.Optional(Type.Enum([1, 1.5, 2])),
  flow: Type.Optional(Type.Enum(['none', 'rtscts', 'xonxoff'])),
  dtr: Type.Optional(Type.Boolean()),
  rts: Type.Optional(Type.Boolean()),
  openDelay: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000 })),
  lines: Type.Optional(closed({ max: Type.Integer({ minimum: 1, maximum: 65_536 }) })),
})

const Link = Type.Union([closed({ serial: Serial }), closed({ tcp: closed({}) })])

const UsbId = Type.Integer({ minimum: 0, maximum: 0xffff, description: 'a USB number, like 0x1a86' })
const Match = Type.Union([
  closed({ bound: Type.Enum(['serial', 'tcp']) }),
  closed({
    usb: closed({
      vid: UsbId,
      pid: Type.Array(UsbId, { minItems: 1, maxItems: 64 }),
      product: Type.Optional(Type.String({ minLength: 1 })),
      manufacturer: Type.Optional(Type.String({ minLength: 1 })),
      serial: Type.Optional(Type.String({ minLength: 1 })),
      interface: Type.Optional(Type.Integer({ minimum: 0, maximum: 255 })),
    }),
  }),
])

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
  support: Type.Optional(
    closed({
      linux: Type.Optional(Support),
      windows: Type.Optional(Support),
      macos: Type.Optional(Support),
    }),
  ),
  match: Type.Optional(Type.Array(Match, { maxItems: 32 })),
  link: Link,
  rx: Type.Optional(Rx),
  decode: Type.Array(Rule, { maxItems: 64 }),
  commands: Type.Optional(Type.Record(Type.String(), Command)),
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

export type Definition = Static<typeof ProfileSchema>
export type LinkSpec = Definition['link']
export type MatchEntry = Static<typeof Match>
export type DeviceClass = (typeof deviceClasses)[number]
