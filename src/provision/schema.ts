import { type Static, Type } from 'typebox'
import { namePattern, ratingSetSchema } from '../contract/index.ts'
import { configurationKeySchema, mostKeys } from './keys.ts'
import { counterPlan, devicePlan, policies } from './parts.ts'

const closed = { additionalProperties: false } as const
const name = Type.String({ pattern: namePattern, description: 'a name of a-z, 0-9 and "-", at most 31 characters' })
const path = Type.String({ minLength: 1, maxLength: 4096 })

/** The families of devices; a family that a site does not name is never started. */
export const modules = ['serial', 'hid', 'keyboard', 'network', 'service', 'card', 'token', 'scanner'] as const

/** Modules that may start. */
export const modulesSchema = Type.Array(Type.Enum([...modules]), { maxItems: modules.length, uniqueItems: true })

/** When a desk may take a new version. */
export const updatesSchema = Type.Object(
  {
    mode: Type.Enum(['automatic', 'ask', 'off']),
    hours: Type.Optional(
      Type.String({
        pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]-([01][0-9]|2[0-3]):[0-5][0-9]$',
        description: 'hours of the day like 18:00-06:30',
      }),
    ),
    wave: Type.Optional(Type.Integer({ minimum: 1, maximum: 9, description: 'which desks go first: 1 to 9' })),
  },
  closed,
)

/** Where a desk gets its certificate. */
export const enrolmentSchema = Type.Object(
  {
    url: Type.String({ pattern: '^https://[^/\\s]+(/[^\\s]*)?$', description: 'https://host:port' }),
    ca: Type.Optional(path),
    fingerprint: Type.Optional(
      Type.String({ pattern: '^[0-9a-f]{64}$', description: 'the SHA-256 of the CA certificate, 64 hex digits' }),
    ),
  },
  closed,
)

/** Who may sign configuration for a desk. */
export const provisioningPolicySchema = Type.Object(
  {
    keys: Type.Optional(Type.Array(configurationKeySchema, { maxItems: mostKeys })),
    trial: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 50, description: 'seconds that a new configuration is tried, 1 to 50' }),
    ),
  },
  closed,
)

const centre = Type.Object(
  {
    name,
    broker: Type.Object(
      {
        url: Type.String({ pattern: '^mqtts?://[^/]+$', description: 'mqtt://host:1883 or mqtts://host:8883' }),
        ca: Type.Optional(path),
        cert: Type.Optional(path),
        key: Type.Optional(path),
        receipts: Type.Optional(Type.Enum(['centre', 'none'])),
      },
      closed,
    ),
    root: Type.Optional(Type.String({ pattern: '^[^+#]+$' })),
    enrolment: Type.Optional(enrolmentSchema),
    provisioning: Type.Optional(provisioningPolicySchema),
  },
  closed,
)

const deskPlan = Type.Object(
  {
    name: Type.String({
      pattern: '^[a-z0-9{}.-]{1,60}$',
      description: 'the name of a desk, like quay-05, or of many, like quay-{01..30}',
    }),
    counters: Type.Optional(Type.Array(counterPlan, { minItems: 1, maxItems: 32 })),
    devices: Type.Optional(Type.Array(devicePlan, { maxItems: 64 })),
    without: Type.Optional(Type.Array(name, { maxItems: 64, description: 'shared devices that these desks have not' })),
    policies: Type.Optional(policies),
    modules: Type.Optional(modulesSchema),
    updates: Type.Optional(updatesSchema),
  },
  closed,
)

/** `provision.yaml`, as people write it. */
export const provisionSchema = Type.Object(
  {
    centre,
    data: Type.Optional(path),
    levelSets: Type.Optional(Type.Array(ratingSetSchema, { maxItems: 20 })),
    policies: Type.Optional(policies),
    modules: Type.Optional(modulesSchema),
    updates: Type.Optional(updatesSchema),
    devices: Type.Optional(Type.Array(devicePlan, { maxItems: 64 })),
    desks: Type.Array(deskPlan, { minItems: 1, maxItems: 500 }),
  },
  closed,
)
export type WrittenProvision = Static<typeof provisionSchema>
export type WrittenDesk = WrittenProvision['desks'][number]
