import { type Static, Type } from 'typebox'
import { namePattern, ratingSetSchema } from '../../src/contract/index.ts'
import { enrolmentSchema, modulesSchema, provisioningPolicySchema, updatesSchema } from '../../src/provision/index.ts'

const closed = { additionalProperties: false } as const
const name = Type.String({ pattern: namePattern, description: 'a name of a-z, 0-9 and "-", at most 31 characters' })
const counterName = Type.Union([name, Type.Integer({ minimum: 0, maximum: 999_999 })], {
  description: 'a counter, e.g. 5',
})
const path = Type.String({ minLength: 1, maxLength: 4096 })
const milliseconds = (largest: number) =>
  Type.Integer({ minimum: 0, maximum: largest, description: `milliseconds, 0 to ${largest}` })

/** Exactly as a browser says it: no path, no slash at the end, no default port. Without TLS only for loopback. */
const origin = Type.String({
  pattern: '^(https://[a-z0-9.-]+(:(?!443$)[0-9]{1,5})?|http://(127\\.0\\.0\\.1|localhost)(:[0-9]{1,5})?)$',
  maxLength: 200,
  description: 'an origin in small letters, like https://motcua.vinhlong.gov.vn, without a slash at its end',
})

const broker = Type.Object(
  {
    url: Type.Optional(
      Type.String({ pattern: '^mqtts?://[^/]+$', description: 'mqtt://host:1883 or mqtts://host:8883' }),
    ),
    username: Type.Optional(Type.String()),
    password: Type.Optional(Type.String()),
    ca: Type.Optional(path),
    cert: Type.Optional(path),
    key: Type.Optional(path),
    receipts: Type.Optional(Type.Enum(['centre', 'none'])),
  },
  closed,
)

const rating = Type.Object(
  {
    afterTouch: Type.Optional(milliseconds(100_000)),
    grace: Type.Optional(milliseconds(100_000)),
    untouched: Type.Optional(milliseconds(3_600_000)),
    levels: Type.Optional(Type.Integer({ minimum: 3, maximum: 5, description: '3, 4 or 5' })),
    scale: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
    set: Type.Optional(ratingSetSchema),
  },
  closed,
)

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

const counter = Type.Object(
  {
    id: counterName,
    doublePress: Type.Optional(milliseconds(10_000)),
    requestTimeout: Type.Optional(milliseconds(60_000)),
    rating: Type.Optional(rating),
    pauseReasons: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { minItems: 1, maxItems: 20 }),
    ),
    transfer: Type.Optional(transfer),
  },
  closed,
)

/** The roles a device can have at a counter. */
export const roles = ['call-keypad', 'rating-pad', 'display', 'scanner'] as const

const profile = Type.String({ minLength: 1, maxLength: 100 })
const keys = Type.Record(Type.String(), Type.Union([Type.String(), Type.Integer()]), { additionalProperties: false })

const device = Type.Object(
  {
    name,
    profile,
    port: Type.Optional(path),
    tcp: Type.Optional(Type.String({ pattern: '^.+:[0-9]{1,5}$', description: 'host:port' })),
    url: Type.Optional(
      Type.String({ pattern: '^(ws|wss|http|https)://[^\\s@]+$', description: 'where the service is' }),
    ),
    place: Type.Optional(path),
    serial: Type.Optional(path),
    baud: Type.Optional(Type.Integer({ minimum: 50, maximum: 4_000_000 })),
    counter: counterName,
    role: Type.Optional(Type.Enum([...roles])),
    keys: Type.Optional(keys),
    addresses: Type.Optional(
      Type.Record(Type.String({ pattern: '^[0-9]+$' }), counterName, {
        description: 'the counter of each address on the line, like { 1: 5, 2: 6 }',
      }),
    ),
  },
  closed,
)

const page = Type.Object(
  {
    port: Type.Optional(Type.Integer({ minimum: 0, maximum: 65_535, description: 'a port, 0 to 65535; 0 takes any' })),
    pad: Type.Optional(Type.Boolean({ description: 'whether a second screen of this PC may be the rating pad' })),
    help: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: 'whom to call when something is broken' }),
    ),
  },
  closed,
)

const adoptionRule = Type.Object(
  { profile, counter: counterName, role: Type.Optional(Type.Enum([...roles])), keys: Type.Optional(keys) },
  closed,
)

/** `deskbridge.yaml`, as people write it. */
export const configSchema = Type.Object(
  {
    centre: name,
    desk: name,
    data: path,
    broker: Type.Optional(broker),
    root: Type.Optional(Type.String({ pattern: '^[^+#]+$' })),
    applications: Type.Optional(
      Type.Array(origin, {
        maxItems: 16,
        uniqueItems: true,
        description: 'web applications of the centre, like [https://motcua.vinhlong.gov.vn]',
      }),
    ),
    language: Type.Optional(Type.Enum(['vi', 'en'])),
    log: Type.Optional(Type.Enum(['error', 'warn', 'info', 'debug'])),
    profiles: Type.Optional(path),
    retentionDays: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 3650, description: 'days that confirmed events stay on this PC, 1 to 3650' }),
    ),
    counters: Type.Array(counter, { minItems: 1, maxItems: 32 }),
    devices: Type.Optional(Type.Array(device, { maxItems: 64 })),
    page: Type.Optional(page),
    adopt: Type.Optional(Type.Array(adoptionRule, { maxItems: 64 })),
    enrolment: Type.Optional(enrolmentSchema),
    provisioning: Type.Optional(provisioningPolicySchema),
    modules: Type.Optional(modulesSchema),
    updates: Type.Optional(updatesSchema),
  },
  closed,
)

/** The checked content of the file. */
export type WrittenConfig = Static<typeof configSchema>
/** One rule of it for devices that are plugged in. */
export type WrittenRule = NonNullable<WrittenConfig['adopt']>[number]
/** One device of it. */
export type WrittenDevice = NonNullable<WrittenConfig['devices']>[number]
