import { type Static, Type } from 'typebox'
import { closed, Milliseconds, Variable } from './common.ts'

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

/** Several devices on one line, each with an address: `param` is its name in fields and commands. */
const BusLine = closed({
  address: closed({
    param: Variable,
    range: Type.Array(Type.Integer({ minimum: 0, maximum: 65_535 }), {
      minItems: 2,
      maxItems: 2,
      description: 'the lowest and the highest address',
    }),
  }),
  turnaround: Type.Optional(Milliseconds),
  gap: Type.Optional(Milliseconds),
})

const Usage = Type.Integer({ minimum: 0, maximum: 0xffff, description: 'a HID usage, like 0x8c' })
const Interface = Type.Integer({ minimum: 0, maximum: 255, description: 'the number of a USB interface' })
const ReportSize = Type.Integer({ minimum: 1, maximum: 4096, description: 'bytes of a report without its number' })

/** Sizes count the bytes behind the report number, as offsets do. */
const Hid = closed({
  numbered: Type.Optional(Type.Boolean()),
  interface: Type.Optional(Interface),
  usagePage: Type.Optional(Usage),
  usage: Type.Optional(Usage),
  input: Type.Optional(ReportSize),
  output: Type.Optional(ReportSize),
  feature: Type.Optional(ReportSize),
  spacing: Type.Optional(Milliseconds),
})

/** A device that types. `modeSwitch` is the code that turns it into one that does not, where it cannot be grabbed. */
const Keyboard = closed({
  interface: Type.Optional(Interface),
  modeSwitch: Type.Optional(
    closed({ to: Type.Enum(['hid-pos', 'serial']), code: Type.String({ minLength: 1, maxLength: 200 }) }),
  ),
})

const CardReader = closed({
  reader: Type.Optional(Type.String({ minLength: 1, description: 'a part of the name of the reader' })),
  protocol: Type.Optional(Type.Enum(['t0', 't1', 'any'])),
})

/** Where a service of the maker is: on this PC; any other place must be pinned by its address. */
const place = {
  loopbackOnly: Type.Optional(Type.Literal(true)),
  pinned: Type.Optional(Type.String({ pattern: '^[0-9A-Fa-f.:]+$', description: 'the IP address in the url' })),
  /** Its certificate is one of its own making, for which nobody vouches. */
  selfSigned: Type.Optional(Type.Literal(true)),
  max: Type.Optional(Type.Integer({ minimum: 64, maximum: 8_388_608, description: 'bytes of a message' })),
}

const SocketService = closed({
  url: Type.String({ pattern: '^wss?://[^\\s@]+$', description: 'an address, like ws://127.0.0.1:8000' }),
  ...place,
  frames: Type.Enum(['json', 'text']),
  otherText: Type.Optional(Type.Enum(['ignore', 'unknown'])),
})

const HttpService = closed({
  url: Type.String({ pattern: '^https?://[^\\s@]+$', description: 'an address, like http://127.0.0.1:7171' }),
  ...place,
})

export const Link = Type.Union([
  closed({ serial: Serial, bus: Type.Optional(BusLine) }),
  closed({ tcp: closed({}), bus: Type.Optional(BusLine) }),
  closed({ hid: Hid }),
  closed({ keyboard: Keyboard }),
  closed({ pcsc: CardReader }),
  closed({ ws: SocketService }),
  closed({ socketio: HttpService }),
  closed({ rest: HttpService }),
])

export const linkKinds = ['serial', 'tcp', 'hid', 'keyboard', 'pcsc', 'ws', 'socketio', 'rest'] as const

export type LinkKind = (typeof linkKinds)[number]
export type LinkSpec = Static<typeof Link>
export type BusSpec = Static<typeof BusLine>
