import { type Static, Type } from 'typebox'
import { Byte, ByteTests, closed, FixedSpan, Hex, Milliseconds, Name } from './common.ts'

export const algorithms = [
  'xor8',
  'sum8',
  'neg8',
  'not8',
  'neg7',
  'sum16',
  'neg16',
  'not16',
  'crc8',
  'crc8-maxim',
  'crc16-arc',
  'crc16-kermit',
  'crc16-modbus',
  'crc16-x25',
  'crc16-ccitt-false',
  'crc16-mcrf4xx',
  'crc16-xmodem',
  'crc32',
] as const

export const checkForms = ['be', 'le', 'hex', 'hex-lower', 'nibbles'] as const

const checkKeys = {
  alg: Type.Enum([...algorithms]),
  over: FixedSpan,
  at: Type.Optional(Type.Integer()),
  as: Type.Optional(Type.Enum([...checkForms])),
  view: Type.Optional(Type.Enum(['raw', 'hex-decoded'])),
  init: Type.Optional(Byte),
}

/**
 * A check value: its algorithm, the bytes it covers, where it stands (`at`, in frames) and how it is written.
 * `hex` is upper case and `hex-lower` lower case: were both accepted, one flipped bit could pass unnoticed.
 * `nibbles` is one byte 30…3F per digit. `init` is where XOR and sums begin.
 */
export const Check = closed(checkKeys)

/** Like {@link Check}; `optional` where only some units of a model send it. */
export const FrameCheck = closed({ ...checkKeys, optional: Type.Optional(Type.Literal(true)) })

export const modes = ['byte', 'fixed', 'delimited', 'length', 'gap'] as const

/** No frame is longer; together with one slice of input this bounds the memory of a port. */
export const maxFrame = 49_152

const FrameLength = Type.Integer({ minimum: 1, maximum: maxFrame, description: `a length, 1 to ${maxFrame} bytes` })

export const lengthTypes = [
  'u8',
  'u16le',
  'u16be',
  'u24be',
  'u32le',
  'u32be',
  'dec2',
  'dec3',
  'dec4',
  'hex2',
  'hex4',
] as const

const OneByte = Type.String({ pattern: '^[0-9A-Fa-f]{2}$', description: 'one byte in quotes, like "7D"' })

/** Byte stuffing: what follows `byte` stands for itself xor `xor`, or for what `map` says. */
export const Escape = closed({
  byte: OneByte,
  xor: Type.Optional(Type.Integer({ minimum: 1, maximum: 255 })),
  map: Type.Optional(
    Type.Record(Type.String({ pattern: '^[0-9A-Fa-f]{2}$' }), OneByte, { additionalProperties: false }),
  ),
})

/**
 * One framer. Flat on purpose, so that a mistyped `mode` is reported as such; which keys a mode needs and
 * allows is checked in `framing/plan.ts`.
 */
export const Framer = closed({
  id: Type.Optional(Name),
  mode: Type.Enum([...modes]),
  start: Type.Optional(Hex),
  end: Type.Optional(Type.Union([Hex, Type.Array(Hex, { minItems: 1, maxItems: 8 })])),
  tail: Type.Optional(Type.Integer({ minimum: 0, maximum: 16, description: 'bytes after the end, 0 to 16' })),
  length: Type.Optional(FrameLength),
  lengthAt: Type.Optional(Type.Integer({ minimum: 0, maximum: 64 })),
  lengthType: Type.Optional(Type.Enum([...lengthTypes])),
  lengthMask: Type.Optional(Type.Integer({ minimum: 1, maximum: 0xffff })),
  lengthUnit: Type.Optional(Type.Integer({ minimum: 1, maximum: 64 })),
  lengthAgainAt: Type.Optional(Type.Integer({ minimum: 0, maximum: 64 })),
  add: Type.Optional(Type.Integer({ minimum: -64, maximum: 1024 })),
  min: Type.Optional(FrameLength),
  max: Type.Optional(FrameLength),
  gapMs: Type.Optional(Milliseconds),
  gapChars: Type.Optional(Type.Number({ minimum: 1, maximum: 1000, description: 'character times, like 3.5' })),
  idleMs: Type.Optional(Milliseconds),
  escape: Type.Optional(Escape),
  guard: Type.Optional(ByteTests),
  check: Type.Optional(Type.Union([FrameCheck, Type.Array(FrameCheck, { minItems: 1, maxItems: 4 })])),
  replyTo: Type.Optional(Type.Union([Name, Type.Array(Name, { minItems: 1, maxItems: 16 })])),
})

export const Rx = Type.Union([Framer, Type.Array(Framer, { maxItems: 8 })])

export type CheckSpec = Static<typeof FrameCheck>
export type EscapeSpec = Static<typeof Escape>
export type LengthType = (typeof lengthTypes)[number]
export type FramerSpec = Static<typeof Framer>
export type Algorithm = (typeof algorithms)[number]
