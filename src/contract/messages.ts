import { type Static, type TSchema, Type } from 'typebox'
import { callActions } from './facts.ts'

const closed = { additionalProperties: false } as const
const text = Type.String({ minLength: 1, maxLength: 200 })
const id = Type.String({ minLength: 36, maxLength: 36 })
const quality = Type.Enum(['synced', 'free-running', 'stepped'])
const time = Type.String({ description: 'RFC 3339 with milliseconds and offset' })
const epoch = Type.String({ pattern: '^[0-9a-z]{6}$' })

/** The names of requests: each call action that the centre must answer. */
export const requestNames = callActions.map((action) => `call.${action}` as const)
/** One of {@link requestNames}. */
export type RequestName = (typeof requestNames)[number]

/** A request: wanted now or not at all. Published once, after its fact is on disk; never stored, never repeated. */
export const requestSchema = Type.Object(
  {
    id,
    name: Type.Enum([...requestNames]),
    counter: text,
    args: Type.Object({ ticket: Type.Optional(text), to: Type.Optional(text), reason: Type.Optional(text) }, closed),
    madeAt: time,
    notAfter: time,
    clock: quality,
  },
  closed,
)
export type Request = Static<typeof requestSchema>

/** Every command the centre may send, with the schema of its arguments. */
export const commandSchemas = {
  'counter.show': Type.Object(
    { ticket: Type.Union([text, Type.Null()]), notice: Type.Optional(Type.Enum(['queue-empty'])) },
    { ...closed, description: 'The number at this counter; null for none. The answer to call requests' },
  ),
  'rating.open': Type.Object(
    { service: Type.Optional(id) },
    { ...closed, description: 'Arms the rating for a service of this counter; without a name, for the running one' },
  ),
  'display.text': Type.Object(
    { lines: Type.Array(Type.String({ maxLength: 200 }), { minItems: 1, maxItems: 2 }) },
    { ...closed, description: 'Words on the display until the next number or text' },
  ),
  'officer.set': Type.Object(
    { officer: Type.Union([text, Type.Null()]), proven: Type.Boolean() },
    { ...closed, description: 'Who sits at this counter; null signs out' },
  ),
  'request.refuse': Type.Object(
    { reason: text },
    { ...closed, description: 'The answer no, in words for the officer' },
  ),
  replay: Type.Object(
    { epoch, from: Type.Integer({ minimum: 1 }) },
    { ...closed, description: 'Sends the facts of an epoch again from this sequence, for a centre that lost them' },
  ),
} as const satisfies Record<string, TSchema>

export type CommandName = keyof typeof commandSchemas
export type CommandArgs<N extends CommandName> = Static<(typeof commandSchemas)[N]>
export const commandNames = Object.keys(commandSchemas) as CommandName[]
/** Commands to the desk itself; all others name a counter. */
export type DeskCommandName = 'replay'

/** The envelope of a command; `args` is checked against the schema of its name. Only a command to the desk has no counter. */
export const commandSchema = Type.Object(
  {
    id,
    name: Type.Enum([...commandNames]),
    counter: Type.Optional(text),
    args: Type.Record(Type.String(), Type.Unknown()),
    madeAt: time,
    notAfter: Type.Optional(time),
    inReplyTo: Type.Optional(id),
  },
  closed,
)

/** A command with its arguments, each name with its own. */
export type Command = {
  readonly [N in CommandName]: {
    readonly id: string
    readonly name: N
    readonly counter: N extends DeskCommandName ? undefined : string
    readonly args: CommandArgs<N>
    readonly madeAt: string
    readonly notAfter?: string
    /** The request this answers. */
    readonly inReplyTo?: string
  }
}[CommandName]
/** A command to a counter. */
export type CounterCommand = Exclude<Command, { name: DeskCommandName }>
/** A command to the desk itself. */
export type DeskCommand = Extract<Command, { name: DeskCommandName }>

/** What became of a command. `error` is a code or one word (`late`, `busy`). */
export const resultSchema = Type.Object(
  {
    id,
    state: Type.Enum(['done', 'failed', 'refused', 'unknown']),
    error: Type.Optional(text),
  },
  closed,
)
export type CommandResult = Static<typeof resultSchema>

/** The centre's database holds every fact of the epoch up to `upTo`, and `chain` is what it computed itself. */
export const receiptSchema = Type.Object(
  {
    epoch,
    upTo: Type.Integer({ minimum: 0 }),
    chain: Type.String({ pattern: '^([0-9a-f]{64})?$', description: 'Empty behind a tombstone of a lost number' }),
  },
  closed,
)
export type Receipt = Static<typeof receiptSchema>

/** How one device is, in the words of the supervisor. */
export const deviceHealthSchema = Type.Object(
  {
    name: text,
    profile: text,
    role: text,
    counter: text,
    state: Type.Enum(['absent', 'opening', 'ready', 'lost']),
    reason: Type.Optional(text),
  },
  closed,
)
export type DeviceHealth = Static<typeof deviceHealthSchema>

/**
 * How full the desk's disk is: room; `tight`, facts for statistics only are left out; `short`, optional work is refused;
 * `full`, nothing new is accepted; `failing`, the disk gives errors and nothing is accepted until it does not.
 */
export const diskLevels = ['room', 'tight', 'short', 'full', 'failing'] as const
/** One of {@link diskLevels}. */
export type DiskLevel = (typeof diskLevels)[number]

/** The retained picture of a desk; the last will is the same with `online: false`. */
export const stateSchema = Type.Object(
  {
    online: Type.Boolean(),
    version: text,
    epoch: Type.Optional(text),
    lastSequence: Type.Optional(Type.Integer()),
    backlog: Type.Optional(Type.Integer()),
    receipted: Type.Optional(
      Type.Array(Type.Object({ epoch, upTo: Type.Integer({ minimum: 0 }) }, closed), {
        maxItems: 16,
        description:
          'How far the centre has confirmed each epoch, newest epoch first: one that knows less has lost facts',
      }),
    ),
    quarantined: Type.Optional(Type.Integer({ minimum: 0, description: 'Facts that went out as tombstones only' })),
    disk: Type.Optional(Type.Enum([...diskLevels])),
    clock: Type.Optional(quality),
  },
  closed,
)
export type DeskState = Static<typeof stateSchema>

/** The retained list of what is attached. */
export const devicesSchema = Type.Object({ devices: Type.Array(deviceHealthSchema, { maxItems: 64 }) }, closed)
export type DevicesMessage = Static<typeof devicesSchema>

/** The centre's clock, for every desk. */
export const timeSchema = Type.Object({ time }, closed)
export type TimeMessage = Static<typeof timeSchema>

/** The retained settings that a centre gives a desk. One that is not understood changes nothing. */
export const configSchema = Type.Object(
  {
    revision: Type.Integer({ minimum: 0 }),
    pacing: Type.Optional(
      Type.Object(
        {
          reconnectSpread: Type.Optional(
            Type.Integer({
              minimum: 0,
              maximum: 600_000,
              description: 'Milliseconds over which the desks of this centre spread their return after an outage',
            }),
          ),
          drainRate: Type.Optional(
            Type.Integer({
              minimum: 1,
              maximum: 100_000,
              description: 'Facts per second at most while a backlog drains',
            }),
          ),
        },
        closed,
      ),
    ),
  },
  closed,
)
export type DeskConfig = Static<typeof configSchema>
