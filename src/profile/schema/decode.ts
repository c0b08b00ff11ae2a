import { type Static, Type } from 'typebox'
import { Byte, ByteTest, CharsetName, closed, Expression, Milliseconds, Name, named, Span, Variable } from './common.ts'

export const numberTypes = [
  'u8',
  'i8',
  'u16le',
  'u16be',
  'i16le',
  'i16be',
  'u24le',
  'u24be',
  'i24le',
  'i24be',
  'u32le',
  'u32be',
  'i32le',
  'i32be',
] as const
export type NumberType = (typeof numberTypes)[number]

const Offset = Type.Integer({ minimum: -65_535, maximum: 65_535, description: 'an offset in the frame' })
const Scalar = Type.Union([Type.Number(), Type.String(), Type.Boolean()])

/** Case and padding are settled here, before a value becomes an identity (one flipped bit turns `C` into `c`). */
const shaping = {
  upper: Type.Optional(Type.Literal(true)),
  lower: Type.Optional(Type.Literal(true)),
  trim: Type.Optional(Type.Literal(true)),
}

export const dateForms = ['DDMMYYYY', 'DD/MM/YYYY', 'DD-MM-YYYY', 'YYYYMMDD', 'YYYY-MM-DD', 'YYMMDD'] as const

/** A way into a JSON message: names and list numbers, joined by points. */
const JsonPath = Type.String({
  pattern: '^[^.\\s]+(\\.[^.\\s]+){0,7}$',
  maxLength: 200,
  description: 'a path, like data.idCode or items.0.name',
})

/** One typed extractor; the first key says which. */
export const Field = Type.Union([
  closed({ u8: Offset }),
  closed({ i8: Offset }),
  closed({ u16le: Offset }),
  closed({ u16be: Offset }),
  closed({ i16le: Offset }),
  closed({ i16be: Offset }),
  closed({ u24le: Offset }),
  closed({ u24be: Offset }),
  closed({ i24le: Offset }),
  closed({ i24be: Offset }),
  closed({ u32le: Offset }),
  closed({ u32be: Offset }),
  closed({ i32le: Offset }),
  closed({ i32be: Offset }),
  closed({
    bits: Type.Array(Type.Integer({ minimum: 0 }), {
      minItems: 3,
      maxItems: 3,
      description: '[byte, shift, count]',
    }),
  }),
  closed({ raw: Span }),
  closed({ text: Span, enc: Type.Optional(CharsetName), ...shaping }),
  closed({ hex: Span, reverse: Type.Optional(Type.Literal(true)) }),
  closed({ bcd: Span }),
  closed({
    num: Span,
    base: Type.Optional(Type.Enum([10, 16])),
    reverse: Type.Optional(Type.Literal(true)),
    trim: Type.Optional(Type.Literal(true)),
    point: Type.Optional(Type.Enum(['.', ','], { description: 'the decimal point, "." or ","' })),
  }),
  closed({ json: JsonPath, else: Type.Optional(Scalar), ...shaping }),
  closed({
    part: Variable,
    by: Type.String({ minLength: 1, maxLength: 8 }),
    index: Type.Integer({ minimum: 0, maximum: 255 }),
    ...shaping,
  }),
  closed({
    map: Variable,
    to: named(Scalar),
    else: Type.Optional(Scalar),
  }),
  closed({
    date: Variable,
    in: Type.Enum([...dateForms]),
    /** Years of two digits up to this one are of this century. */
    pivot: Type.Optional(Type.Integer({ minimum: 0, maximum: 99 })),
    /** What a text is that is no such date; without it the frame is rejected. */
    else: Type.Optional(Type.String({ maxLength: 40 })),
  }),
  /** An argument of the command that this answers, where the answer itself does not repeat it. */
  closed({ asked: Variable }),
  closed({ calc: Expression }),
  closed({ const: Scalar }),
])

export const Fields = named(Field)

const Data = named(Type.Union([Expression, Type.Number(), Type.Boolean()]))

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

/** The bits of a number that a rule has read: inputs that a device writes as digits, not as bytes. */
export const LevelsEmit = closed({
  levels: closed({
    of: Variable,
    activeLow: edges.activeLow,
    initial: edges.initial,
    map: Type.Record(Type.String({ pattern: '^([0-9]|[12][0-9]|3[01])$' }), Name, { additionalProperties: false }),
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

const modifier = '(ctrl|shift|alt|gui)'

/** Usages of a keyboard report → keys. `ctrl+0x1e` fits only with exactly these modifiers held. */
export const KeysEmit = closed({
  keys: closed({
    from: edges.from,
    mods: Type.Optional(Type.Integer({ minimum: 0, maximum: 4095, description: 'the offset of the modifier byte' })),
    initial: edges.initial,
    map: Type.Record(Type.String({ pattern: `^(${modifier}\\+)*(0x[0-9A-Fa-f]{1,2}|[0-9]{1,3})$` }), Name, {
      additionalProperties: false,
    }),
  }),
  scope: Type.Optional(Variable),
})

export const turnModes = ['counter', 'delta', 'absolute'] as const

/** A knob: `counter` counts on and wraps, `delta` says how far it went, `absolute` where it stands. */
export const TurnEmit = closed({
  turn: closed({
    field: Variable,
    mode: Type.Enum([...turnModes]),
    wrap: Type.Optional(Type.Integer({ minimum: 2, maximum: 0x1_0000_0000 })),
    key: Type.Optional(Name),
    initial: edges.initial,
  }),
  scope: Type.Optional(Variable),
})

export const CollectEmit = closed({
  collect: closed({
    field: Variable,
    to: Variable,
    /** Begins anew with this part, whatever came before. */
    first: Type.Optional(Expression),
    last: Expression,
    /** Silence after which what was begun is forgotten. */
    timeout: Type.Optional(Milliseconds),
    scope: Type.Optional(Variable),
    enc: CharsetName,
    max: Type.Integer({ minimum: 1, maximum: 65_536 }),
    fields: Type.Optional(Fields),
    emit: Type.Array(EventEmit, { minItems: 1, maxItems: 16 }),
  }),
})

/** What a keyboard types up to Enter, as a US keyboard types it. */
export const TypedEmit = closed({
  typed: closed({
    from: edges.from,
    mods: Type.Integer({ minimum: 0, maximum: 4095, description: 'the offset of the modifier byte' }),
    /** The usages that end a text; Enter when left out. */
    end: Type.Optional(Type.Array(Byte, { minItems: 1, maxItems: 8 })),
    to: Variable,
    /** Silence after which what was begun is forgotten. */
    timeout: Type.Optional(Milliseconds),
    max: Type.Integer({ minimum: 1, maximum: 65_536 }),
    fields: Type.Optional(Fields),
    emit: Type.Array(EventEmit, { minItems: 1, maxItems: 16 }),
  }),
})

export const Emit = Type.Union([
  EventEmit,
  ButtonsEmit,
  LevelsEmit,
  GridEmit,
  FlagsEmit,
  KeysEmit,
  TurnEmit,
  CollectEmit,
  TypedEmit,
])

const Reply = Type.Union([Name, closed({ to: Name, after: Type.Enum(['durable']) })])

/** Offset of a byte in a whole frame → what it must be; negative offsets count from the end. */
const FrameTests = Type.Record(Type.String({ pattern: '^-?[0-9]+$' }), ByteTest, { additionalProperties: false })

export const When = closed({
  report: Type.Optional(Type.Integer({ minimum: 0, maximum: 255, description: 'the number of a report' })),
  frame: Type.Optional(Name),
  len: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_536 })),
  at: Type.Optional(FrameTests),
  /** Path → what stands there. */
  json: Type.Optional(named(Scalar)),
  /** The command whose answer this is. */
  replyTo: Type.Optional(Name),
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
export type LevelsSpec = Static<typeof LevelsEmit>['levels']
export type GridSpec = Static<typeof GridEmit>['grid']
export type FlagsSpec = Static<typeof FlagsEmit>['flags']
export type KeysSpec = Static<typeof KeysEmit>['keys']
export type TurnSpec = Static<typeof TurnEmit>['turn']
export type CollectSpec = Static<typeof CollectEmit>['collect']
export type TypedSpec = Static<typeof TypedEmit>['typed']
export type ReplySpec = Static<typeof Reply>
