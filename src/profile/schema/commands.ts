import { type Static, Type } from 'typebox'
import { closed, Expression, Milliseconds, Name, named } from './common.ts'
import { Check } from './rx.ts'

const Range = Type.Array(Type.Integer(), {
  minItems: 2,
  maxItems: 2,
  description: 'the lowest and the highest value',
})

const Param = Type.Union([
  /** `scale`: what the device calls the two ends, like 0 to 31 for 0 to 100 %. */
  closed({ int: Range, scale: Type.Optional(Range) }),
  /** `#RRGGBB`; becomes three numbers in this range, `c[0]` red, `c[1]` green, `c[2]` blue. */
  closed({ colour: Range }),
  closed({ bool: Type.Literal(true) }),
  closed({ enum: named(Type.Union([Type.Integer(), Type.String()])) }),
  closed({
    text: closed({
      maxCells: Type.Integer({ minimum: 1, maximum: 4096 }),
      overflow: Type.Optional(Type.Enum(['cut', 'refuse', 'scroll'])),
      every: Type.Optional(Type.Integer({ minimum: 100, maximum: 10_000, description: 'milliseconds per step' })),
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
  closed({
    text: Type.String({ minLength: 1, maxLength: 4000, description: 'a message; {{name}} stands for a value' }),
  }),
  closed({ read: Type.Integer({ minimum: 0, maximum: 255, description: 'the number of a feature report' }) }),
  closed({ delay: Type.Integer({ minimum: 1, maximum: 10_000, description: 'milliseconds, 1 to 10000' }) }),
])

const Retained = closed({
  init: Type.Union([Type.Integer(), Type.Array(Type.Integer(), { minItems: 1, maxItems: 64 })]),
})

const Names = Type.Union([Name, Type.Array(Name, { minItems: 1, maxItems: 8 })])

/** The answer that a command waits for: a frame (`frame`) or a rule (`rule`); `refused` are rules that say no. */
const Expect = closed({
  frame: Type.Optional(Names),
  rule: Type.Optional(Names),
  refused: Type.Optional(Names),
  timeout: Milliseconds,
  retries: Type.Optional(Type.Integer({ minimum: 0, maximum: 10 })),
})

export const dangers = ['eeprom', 'factory-reset', 'reboot', 'address'] as const

export const Command = closed({
  params: Type.Optional(named(Param)),
  defaults: Type.Optional(named(Type.Union([Type.Integer(), Type.String(), Type.Boolean()]))),
  let: Type.Optional(named(Expression)),
  retain: Type.Optional(named(Retained)),
  set: Type.Optional(named(closed({ index: Type.Optional(Expression), value: Expression }))),
  pre: Type.Optional(Type.Array(Name, { minItems: 1, maxItems: 4 })),
  write: Type.Array(Write, { minItems: 1, maxItems: 16 }),
  internal: Type.Optional(Type.Literal(true)),
  coalesce: Type.Optional(Type.Enum(['latest'])),
  rate: Type.Optional(closed({ every: Milliseconds })),
  expect: Type.Optional(Expect),
  /** What cannot be undone: refused unless a technician calls it. */
  destructive: Type.Optional(Type.Enum([...dangers])),
  /** Commands whose moving text ends with this one. */
  stops: Type.Optional(Type.Array(Name, { minItems: 1, maxItems: 8 })),
})

export type ParamSpec = Static<typeof Param>
export type WriteSpec = Static<typeof Write>
export type CommandSpec = Static<typeof Command>
export type ExpectSpec = Static<typeof Expect>
export type Danger = (typeof dangers)[number]
