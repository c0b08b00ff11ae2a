import { type Static, Type } from 'typebox'
import { ByteTests, CharsetName, closed, Expression, Name, Span, Variable } from './common.ts'

export const numberTypes = ['u8', 'i8', 'u16le', 'u16be', 'i16le', 'i16be', 'u24be', 'u32le', 'u32be'] as const
export type NumberType = (typeof numberTypes)[number]

const Offset = Type.Integer({ minimum: -65_535, maximum: 65_535, description: 'an offset in the frame' })
const Scalar = Type.Union([Type.Number(), Type.String(), Type.Boolean()])

/** Case and padding are settled here, before a value becomes an identity (one flipped bit turns `C` into `c`). */
const shaping = {
  upper: Type.Optional(Type.Literal(true)),
  lower: Type.Optional(Type.Literal(true)),
  trim: Type.Optional(Type.Literal(true)),
}

export const dateForms = ['DDMMYYYY', 'DD/MM/YYYY', 'YYYYMMDD'] as const

/** One typed extractor; the first key says which. */
export const Field = Type.Union([
  closed({ u8: Offset }),
  closed({ i8: Offset }),
  closed({ u16le: Offset }),
  closed({ u16be: Offset }),
  closed({ i16le: Offset }),
  closed({ i16be: Offset }),
  closed({ u24be: Offset }),
  closed({ u32le: Offset }),
  closed({ u32be: Offset }),
  closed({
    bits: Type.Array(Type.Integer({ minimum: 0 }), {
      minItems: 3,
      maxItems: 3,
      description: '[byte, shift, count]',
    }),
  }),
  closed({ raw: Span }),
  closed({ text: Span, enc: Type.Optional(CharsetName), ...shaping }),
  closed({ hex: Span }),
  closed({ bcd: Span }),
  closed({
    num: Span,
    base: Type.Optional(Type.Enum([10, 16])),
    reverse: Type.Optional(Type.Literal(true)),
    trim: Type.Optional(Type.Literal(true)),
  }),
  closed({
    part: Variable,
    by: Type.String({ minLength: 1, maxLength: 8 }),
    index: Type.Integer({ minimum: 0, maximum: 255 }),
    ...shaping,
  }),
  closed({
    map: Variable,
    to: Type.Record(Type.String(), Scalar),
    else: Type.Optional(Scalar),
  }),
  closed({ date: Variable, in: Type.Enum([...dateForms]) }),
  closed({ calc: Expression }),
  closed({ const: Scalar }),
])

export const Fields = Type.Record(Type.String(), Field)

const Data = Type.Record(Type.String(), Type.Union([Expression, Type.Number(), Type.Boolean()]))

/** `always`, on `change`, or when `stable` for so many frames in a row. */
const Trigger = Type.Union([
  Type.Enum(['always', 'change']),
  closed({ stable: Type.Integer({ minimum: 2, maximum: 100 }) }),
])

export const EventEmit = closed({
  event: Name,
  data: Type.Optional(Data),
  if: Type.Optional(Expression),
  trigger: Type.Optional(Trigger),
  scope: Type.Optional(Variable),
  dedupeKey: Type.Optional(Type.Array(Variable, { minItems: 1, maxItems: 8 })),
})

const edges = {
  from: Type.Array(Type.Integer({ minimum: 0 }), { minItems: 2, maxItems: 2, description: 'two offsets, like [2, 5]' }),
  activeLow: Type.Optional(Type.Boolean()),
  initial: Type.Optional(Type.Enum(['released', 'prime'])),
}
const BitOrder = Type.Optional(Type.Enum(['little', 'big']))

export const ButtonsEmit = closed({
  buttons: closed({
    ...edges,
    order: BitOrder,
    map: Type.Record(Type.String({ pattern: '^[0-9]+$' }), Name, { additionalProperties: false }),
  }),
  scope: Type.Optional(Variable),
})

export const GridEmit = closed({
  grid: closed({
    ...edges,
    order: BitOrder,
    groups: Type.Integer({ minimum: 1, maximum: 64 }),
    each: Type.Integer({ minimum: 1, maximum: 64 }),
    group: Variable,
    names: Type.Array(Name, { minItems: 1, maxItems: 64 }),
  }),
  scope: Type.Optional(Variable),
})

export const FlagsEmit = closed({
  flags: closed({ ...edges, names: Type.Array(Name, { minItems: 1, maxItems: 256 }) }),
  scope: Type.Optional(Variable),
})

export const CollectEmit = closed({
  collect: closed({
    field: Variable,
    to: Variable,
    last: Expression,
    enc: CharsetName,
    max: Type.Integer({ minimum: 1, maximum: 65_536 }),
    fields: Type.Optional(Fields),
    emit: Type.Array(EventEmit, { minItems: 1, maxItems: 16 }),
  }),
})

export const Emit = Type.Union([EventEmit, ButtonsEmit, GridEmit, FlagsEmit, CollectEmit])

const Reply = Type.Union([Name, closed({ to: Name, after: Type.Enum(['durable']) })])

export const When = closed({
  frame: Type.Optional(Name),
  len: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_536 })),
  at: Type.Optional(ByteTests),
  expr: Type.Optional(Expression),
})

export const Rule = closed({
  id: Name,
  when: Type.Optional(When),
  ignore: Type.Optional(Type.Literal(true)),
  fields: Type.Optional(Fields),
  require: Type.Optional(Expression),
  reply: Type.Optional(Type.Union([Reply, Type.Array(Reply, { minItems: 1, maxItems: 4 })])),
  emit: Type.Optional(Type.Array(Emit, { minItems: 1, maxItems: 16 })),
})

export type FieldSpec = Static<typeof Field>
export type FieldsSpec = Static<typeof Fields>
export type WhenSpec = Static<typeof When>
export type RuleSpec = Static<typeof Rule>
export type EmitSpec = Static<typeof Emit>
export type EventEmitSpec = Static<typeof EventEmit>
export type ButtonsSpec = Static<typeof ButtonsEmit>['buttons']
export type GridSpec = Static<typeof GridEmit>['grid']
export type FlagsSpec = Static<typeof FlagsEmit>['flags']
export type CollectSpec = Static<typeof CollectEmit>['collect']
export type ReplySpec = Static<typeof Reply>
