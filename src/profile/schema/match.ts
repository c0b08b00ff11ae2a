import { type Static, Type } from 'typebox'
import { closed, Milliseconds, Name, Variable } from './common.ts'
import { linkKinds } from './link.ts'

const UsbId = Type.Integer({ minimum: 0, maximum: 0xffff, description: 'a USB number, like 0x1a86' })
const Word = Type.String({ minLength: 1, maxLength: 128 })

/** What a string of the device must be: this, one of these, one that begins so, or missing (`null`). */
const Text = Type.Union([
  Word,
  Type.Array(Word, { minItems: 1, maxItems: 32 }),
  closed({ starts: Word }),
  Type.Null({ description: 'null for a device without this string' }),
])

/** Release numbers as in `bcdDevice`: one, or the lowest and the highest. */
const Release = Type.Union([
  UsbId,
  Type.Array(UsbId, { minItems: 2, maxItems: 2, description: 'the lowest and the highest release' }),
])

const Usb = closed({
  vid: UsbId,
  /** Left out, it is any product of the maker: then something else must say which, like a usage page. */
  pid: Type.Optional(Type.Array(UsbId, { minItems: 1, maxItems: 64 })),
  product: Type.Optional(Text),
  manufacturer: Type.Optional(Text),
  serial: Type.Optional(Text),
  release: Type.Optional(Release),
  interface: Type.Optional(Type.Integer({ minimum: 0, maximum: 255 })),
  usagePage: Type.Optional(UsbId),
  usage: Type.Optional(UsbId),
})

/** Several entries are alternatives; all that stands in one entry must hold. */
export const Match = closed({
  usb: Type.Optional(Usb),
  hid: Type.Optional(closed({ usagePage: UsbId, usage: Type.Optional(UsbId) })),
  probe: Type.Optional(closed({ send: Name, rule: Name, timeout: Milliseconds })),
  bound: Type.Optional(Type.Enum([...linkKinds])),
  variant: Type.Optional(Name),
  /** The same numbers, but other report layouts exist: try it before it is bound. */
  verify: Type.Optional(Type.Enum(['layout'])),
})

const Value = Type.Union([Type.Integer(), Type.String()])

/** Where a device says which one it is, best first. `factory`: values that every new one has. */
export const Identity = Type.Array(
  Type.Union([
    Type.Enum(['usb.serial', 'port']),
    closed({ field: Variable, factory: Type.Optional(Type.Array(Value, { minItems: 1, maxItems: 16 })) }),
  ]),
  { minItems: 1, maxItems: 8 },
)

export type MatchEntry = Static<typeof Match>
export type UsbMatch = Static<typeof Usb>
export type TextMatch = Static<typeof Text>
export type IdentitySpec = Static<typeof Identity>
