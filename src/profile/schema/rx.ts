import { type Static, Type } from 'typebox'
import { ByteTests, closed, FixedSpan, Hex, Milliseconds, Name } from './common.ts'

export const algorithms = [
  'xor8',
  'sum8',
  'neg8',
  'not8',
  'neg7',
  'sum16',
  'neg16',
  'crc8',
  'crc16-modbus',
  'crc16-ccitt-false',
  'crc16-mcrf4xx',
  'crc16-xmodem',
  'crc32',
] as const

export const checkForms = ['be', 'le', 'hex', 'hex-lower'] as const

/**
 * A check value: its algorithm, the bytes it covers, where it stands (`at`, in frames) and how it is written.
 * `hex` is upper case and `hex-lower` lower case: were both accepted, one flipped bit could pass unnoticed.
 */
export const Check = closed({
  alg: Type.Enum([...algorithms]),
  over: FixedSpan,
  at: Type.Optional(Type.Integer()),
  as: Type.Optional(Type.Enum([...checkForms])),
  view: Type.Optional(Type.Enum(['raw', 'hex-decoded'])),
})

export const modes = ['byte', 'fixed', 'delimited', 'length', 'gap'] as const

/** No frame is longer; together with one slice of input this bounds the memory of a port. */
export const maxFrame = 49_152

const FrameLength = Type.Integer({ minimum: 1, maximum: maxFrame, description: `a length, 1 to ${maxFrame} bytes` })

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
  lengthType: Type.Optional(Type.Enum(['u8', 'u16le', 'u16be'])),
  add: Type.Optional(Type.Integer({ minimum: -64, maximum: 1024 })),
  min: Type.Optional(FrameLength),
  max: Type.Optional(FrameLength),
  gapMs: Type.Optional(Milliseconds),
  idleMs: Type.Optional(Milliseconds),
  guard: Type.Optional(ByteTests),
  check: Type.Optional(Type.Union([Check, Type.Array(Check, { minItems: 1, maxItems: 4 })])),
})

export const Rx = Type.Union([Framer, Type.Array(Framer, { maxItems: 8 })])

export type CheckSpec = Static<typeof Check>
export type FramerSpec = Static<typeof Framer>
export type Algorithm = (typeof algorithms)[number]
