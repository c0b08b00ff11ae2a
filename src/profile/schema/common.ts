import { type TProperties, type TSchema, Type } from 'typebox'

/** An object that refuses keys it does not know: what is not built must never be silently accepted. */
export const closed = <P extends TProperties>(properties: P) => Type.Object(properties, { additionalProperties: false })

export const Hex = Type.String({
  pattern: '^[0-9A-Fa-f]{2}(\\s*[0-9A-Fa-f]{2})*$',
  description: 'bytes in quotes, like "1B 40"',
})

export const Name = Type.String({
  pattern: '^[A-Za-z][A-Za-z0-9-]{0,63}$',
  description: 'a name: a letter, then letters, digits or -',
})

/** A name that expressions can use: no `-`, which is minus there. */
export const Variable = Type.String({
  pattern: '^[A-Za-z][A-Za-z0-9_]{0,63}$',
  description: 'a name: a letter, then letters, digits or _',
})

export const Expression = Type.String({ minLength: 1, maxLength: 200, description: 'an expression, like "b[1] > 3"' })

/** `[from, to)`: half-open; negative counts from the end; `null` is the end of the frame. */
export const Span = Type.Array(Type.Union([Type.Integer(), Expression, Type.Null()]), {
  minItems: 2,
  maxItems: 2,
  description: 'two offsets, like [1, -2]',
})

/** Like {@link Span}, for places where nothing is decoded yet. */
export const FixedSpan = Type.Array(Type.Union([Type.Integer(), Type.Null()]), {
  minItems: 2,
  maxItems: 2,
  description: 'two offsets, like [1, -2]',
})

export const Byte = Type.Integer({ minimum: 0, maximum: 255, description: 'a byte, 0 to 255 (0x00 to 0xFF)' })

/** A byte, some of its bits, a range (`{min: 0x30, max: 0x39}`), or one of several. */
export const ByteTest = Type.Union([
  Byte,
  closed({ mask: Byte, eq: Byte }),
  closed({ min: Byte, max: Byte }),
  closed({ oneOf: Type.Array(Byte, { minItems: 1, maxItems: 64 }) }),
])

/**
 * Values by names that the profile chooses. A name with a line end in it is refused: the pattern of a plain record does not
 * fit it, and so what stands under it would pass unseen.
 */
export function named<T extends TSchema>(
  value: T,
  options: { readonly minProperties?: number; readonly maxProperties?: number } = {},
) {
  return Type.Record(Type.String(), value, { additionalProperties: false, ...options })
}

/** Offset of a byte → what it must be. Negative offsets would need the length, which a guard does not know yet. */
export const ByteTests = Type.Record(Type.String({ pattern: '^[0-9]+$' }), ByteTest, { additionalProperties: false })

export const charsets = [
  'ascii',
  'ascii-vn',
  'latin-1',
  'cp437',
  'windows-1258',
  'tcvn',
  'tcvn3',
  'viscii',
  'vni',
  'utf-8',
] as const
export type Charset = (typeof charsets)[number]
export const CharsetName = Type.Enum([...charsets])

export const Milliseconds = Type.Integer({ minimum: 1, maximum: 3_600_000, description: 'milliseconds' })
