import { type Static, Type } from 'typebox'
import { closed, Expression, Milliseconds, Name } from './common.ts'
import { Check } from './rx.ts'

const Param = Type.Union([
  closed({
    int: Type.Array(Type.Integer(), { minItems: 2, maxItems: 2, description: 'the lowest and the highest value' }),
  }),
  closed({ bool: Type.Literal(true) }),
  closed({ enum: Type.Record(Type.String(), Type.Union([Type.Integer(), Type.String()])) }),
  closed({
    text: closed({
      maxCells: Type.Integer({ minimum: 1, maximum: 4096 }),
      overflow: Type.Optional(Type.Enum(['cut', 'refuse'])),
    }),
  }),
])

const Write = Type.Union([
  closed({
    bytes: Type.String({ minLength: 2, maxLength: 400, description: 'a template, like "1B 40 {n}"' }),
    report: Type.Optional(Type.Integer({ minimum: 0, maximum: 255 })),
    kind: Type.Optional(Type.Enum(['output', 'feature'])),
    pad: Type.Optional(Type.Integer({ minimum: 1, maximum: 4096 })),
    fill: Type.Optional(Type.Integer({ minimum: 0, maximum: 255 })),
    check: Type.Optional(Check),
  }),
  closed({ text: Type.String({ minLength: 1, maxLength: 4000, description: 'a message, sent as it stands' }) }),
  closed({ read: Type.Integer({ minimum: 0, maximum: 255, description: 'the number of a feature report' }) }),
  closed({ delay: Type.Integer({ minimum: 1, maximum: 10_000, description: 'milliseconds, 1 to 10000' }) }),
])

const Retained = closed({
  init: Type.Union([Type.Integer(), Type.Array(Type.Integer(), { minItems: 1, maxItems: 64 })]),
})

export const Command = closed({
  params: Type.Optional(Type.Record(Type.String(), Param)),
  defaults: Type.Optional(Type.Record(Type.String(), Type.Union([Type.Integer(), Type.String(), Type.Boolean()]))),
  let: Type.Optional(Type.Record(Type.String(), Expression)),
  retain: Type.Optional(Type.Record(Type.String(), Retained)),
  set: Type.Optional(Type.Record(Type.String(), closed({ index: Type.Optional(Expression), value: Expression }))),
  pre: Type.Optional(Type.Array(Name, { minItems: 1, maxItems: 4 })),
  write: Type.Array(Write, { minItems: 1, maxItems: 16 }),
  internal: Type.Optional(Type.Literal(true)),
  coalesce: Type.Optional(Type.Enum(['latest'])),
  rate: Type.Optional(closed({ every: Milliseconds })),
})

export type ParamSpec = Static<typeof Param>
export type WriteSpec = Static<typeof Write>
export type CommandSpec = Static<typeof Command>
