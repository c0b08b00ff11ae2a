import { type Static, Type } from 'typebox'
import { namePattern } from '../contract/index.ts'

const closed = { additionalProperties: false } as const
const name = Type.String({ pattern: namePattern, description: 'a name of a-z, 0-9 and "-", at most 31 characters' })
const text = Type.String({ minLength: 1, maxLength: 4096 })
/** `{n}` in it is the number of the desk. */
const counterName = Type.Union(
  [
    Type.String({ pattern: '^([a-z0-9-]|\\{n\\}){1,31}$', description: 'a counter, e.g. "{n}" or "{n}a"' }),
    Type.Integer({ minimum: 0, maximum: 999_999 }),
  ],
  { description: 'a counter, e.g. 5 or "{n}", which is the number of the desk' },
)
const milliseconds = Type.Integer({ minimum: 0, maximum: 3_600_000, description: 'milliseconds, 0 to 3600000' })
const role = Type.Enum(['call-keypad', 'rating-pad', 'display', 'scanner'])
const keys = Type.Record(Type.String(), Type.Union([Type.String(), Type.Integer()]), { additionalProperties: false })
const pauseReasons = Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { minItems: 1, maxItems: 20 })

const transfer = Type.Object(
  {
    to: Type.String({
      minLength: 1,
      maxLength: 200,
      description: 'a field or a counter of the centre, like quay-02/2',
    }),
  },
  closed,
)

const rating = Type.Object(
  {
    set: Type.Optional(text),
    afterTouch: Type.Optional(milliseconds),
    grace: Type.Optional(milliseconds),
    untouched: Type.Optional(milliseconds),
  },
  closed,
)

const counterRules = {
  doublePress: Type.Optional(milliseconds),
  requestTimeout: Type.Optional(milliseconds),
  rating: Type.Optional(rating),
  pauseReasons: Type.Optional(pauseReasons),
  transfer: Type.Optional(transfer),
} as const

/** One counter: its name, or its name and what is otherwise than at the others. */
export const counterPlan = Type.Union([counterName, Type.Object({ id: counterName, ...counterRules }, closed)])
export type CounterPlan = Static<typeof counterPlan>

/** A device as in `deskbridge.yaml`; without a counter it belongs to the first of its desk. */
export const devicePlan = Type.Object(
  {
    name,
    profile: Type.String({ minLength: 1, maxLength: 100 }),
    port: Type.Optional(text),
    tcp: Type.Optional(text),
    url: Type.Optional(text),
    place: Type.Optional(text),
    serial: Type.Optional(text),
    baud: Type.Optional(Type.Integer({ minimum: 50, maximum: 4_000_000 })),
    counter: Type.Optional(counterName),
    role: Type.Optional(role),
    keys: Type.Optional(keys),
    addresses: Type.Optional(
      Type.Record(Type.String({ pattern: '^[0-9]+$' }), counterName, {
        description: 'the counter of each address on the line, like { 1: "{n}" }',
      }),
    ),
  },
  closed,
)
export type DevicePlan = Static<typeof devicePlan>

const adoptionRule = Type.Object(
  {
    profile: Type.String({ minLength: 1, maxLength: 100 }),
    counter: Type.Optional(counterName),
    role: Type.Optional(role),
    keys: Type.Optional(keys),
  },
  closed,
)

/** What a site decides for all desks, or otherwise for some. */
export const policies = Type.Object(
  {
    language: Type.Optional(Type.Enum(['vi', 'en'])),
    log: Type.Optional(Type.Enum(['error', 'warn', 'info', 'debug'])),
    retentionDays: Type.Optional(Type.Integer({ minimum: 1, maximum: 3650, description: 'days, 1 to 3650' })),
    profiles: Type.Optional(text),
    page: Type.Optional(
      Type.Object(
        {
          port: Type.Optional(Type.Integer({ minimum: 0, maximum: 65_535, description: 'a port, 0 to 65535' })),
          pad: Type.Optional(Type.Boolean()),
          help: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
        },
        closed,
      ),
    ),
    applications: Type.Optional(
      Type.Array(Type.String({ maxLength: 200 }), {
        maxItems: 16,
        uniqueItems: true,
        description: 'web applications of the centre, like [https://motcua.vinhlong.gov.vn]',
      }),
    ),
    adopt: Type.Optional(Type.Array(adoptionRule, { maxItems: 64 })),
    ...counterRules,
  },
  closed,
)
export type Policies = Static<typeof policies>
