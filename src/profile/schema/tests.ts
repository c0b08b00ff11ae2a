import { type Static, Type } from 'typebox'
import { closed, Hex, Milliseconds, Name, named } from './common.ts'

const Scalar = Type.Union([Type.Number(), Type.String(), Type.Boolean()])

/** One read: bytes as hex, bytes as text (UTF-8), or a pause in which nothing arrives. */
const Chunk = Type.Union([Hex, closed({ ascii: Type.String({ minLength: 1 }) }), closed({ idle: Milliseconds })])

/** `press next`, or an event with all of its data. */
const Expected = Type.Union([
  Type.String({ pattern: '^\\S+ \\S+$', description: '"event key", like "press next"' }),
  named(named(Scalar), { minProperties: 1, maxProperties: 1 }),
])

const Message = Type.String({ maxLength: 100_000 })

const step = {
  /** The number of the report that `rx` holds; each entry is one report, without its number. */
  report: Type.Optional(Type.Integer({ minimum: 0, maximum: 255 })),
  /** Messages of a local service. */
  text: Type.Optional(Type.Union([Message, Type.Array(Message, { minItems: 1 })])),
  rx: Type.Optional(Type.Union([Chunk, Type.Array(Chunk, { minItems: 1 })])),
  command: Type.Optional(Name),
  args: Type.Optional(named(Scalar)),
  session: Type.Optional(Type.Enum(['open', 'close'])),
  /** `false`: the journal has not answered, so nothing that waits for it may go out. */
  accepted: Type.Optional(Type.Literal(false)),
  expect: Type.Optional(Type.Array(Expected)),
  tx: Type.Optional(Type.Union([Hex, closed({ ascii: Type.String() }), Type.Array(Hex)])),
  prefix: Type.Optional(Type.Literal(true)),
}

export const Vector = closed({
  name: Type.String({ minLength: 1 }),
  /** The variant of the device that the test is about. */
  variant: Type.Optional(Name),
  /** What the site settles, like the address on a bus. */
  bind: Type.Optional(named(Scalar)),
  ...step,
  steps: Type.Optional(Type.Array(closed(step), { minItems: 1 })),
})

export type VectorSpec = Static<typeof Vector>
export type ChunkSpec = Static<typeof Chunk>
export type ExpectedSpec = Static<typeof Expected>
export type StepSpec = NonNullable<VectorSpec['steps']>[number]
