import { type Static, type TSchema, Type } from 'typebox'
import { callActions } from './facts.ts'
import {
  chainValue,
  clockQuality,
  closed,
  count,
  counterName,
  epochName,
  foreignUuid,
  text,
  time,
  uuid,
} from './parts.ts'

/** The names of requests: each call action that the centre must answer. */
export const requestNames = callActions.map((action) => `call.${action}` as const)
/** One of {@link requestNames}. */
export type RequestName = (typeof requestNames)[number]

/** A request: wanted now or not at all. Published once, after its fact is on disk; never stored, never repeated. */
export const requestSchema = Type.Object(
  {
    id: uuid('Named by the answer as `inReplyTo`, and by the fact call.requested as `request`'),
    name: Type.Enum([...requestNames], { description: 'What the officer wants' }),
    counter: counterName('The counter that asks'),
    args: Type.Object(
      {
        ticket: Type.Optional(text('The number it is about, for recall, begin, skip, hold, transfer and finish')),
        to: Type.Optional(text('Where a transferred citizen shall go')),
        reason: Type.Optional(text('Why the counter pauses')),
      },
      { ...closed, description: 'What belongs to the name' },
    ),
    madeAt: time('When it was pressed, by the clock of the desk'),
    notAfter: time('Nobody waits any longer after this; judged by arrival unless `clock` is synced'),
    clock: clockQuality('How far madeAt and notAfter can be believed'),
  },
  { ...closed, description: 'An officer waits for this now' },
)
export type Request = Static<typeof requestSchema>

/** Every command the centre may send, with the schema of its arguments. */
export const commandSchemas = {
  'counter.show': Type.Object(
    {
      ticket: Type.Union([text('The number to show'), Type.Null()], { description: 'null shows no number' }),
      notice: Type.Optional(Type.Enum(['queue-empty'], { description: 'Words for the officer: nobody is waiting' })),
    },
    { ...closed, description: 'The number at this counter; null for none. The answer to call requests' },
  ),
  'rating.open': Type.Object(
    { service: Type.Optional(uuid('Which service; the running one where it is left out')) },
    { ...closed, description: 'Arms the rating for a service of this counter; without a name, for the running one' },
  ),
  'display.text': Type.Object(
    {
      lines: Type.Array(Type.String({ maxLength: 200, description: 'One line' }), {
        minItems: 1,
        maxItems: 2,
        description: 'From the top; a display cuts what it has no room for',
      }),
    },
    { ...closed, description: 'Words on the display until the next number or text' },
  ),
  'officer.set': Type.Object(
    {
      officer: Type.Union([text('The name that facts shall carry'), Type.Null()], { description: 'null signs out' }),
      proven: Type.Boolean({ description: 'Whether the centre has proof of who it is' }),
    },
    { ...closed, description: 'Who sits at this counter; null signs out' },
  ),
  'request.refuse': Type.Object(
    { reason: text('Why not, as the officer reads it') },
    { ...closed, description: 'The answer no, in words for the officer' },
  ),
  replay: Type.Object(
    {
      epoch: epochName('An epoch that the desk had'),
      from: Type.Integer({
        minimum: 1,
        maximum: Number.MAX_SAFE_INTEGER,
        description: 'The first number that the centre lacks: its own highest contiguous one + 1',
      }),
    },
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
    id: foreignUuid('A new one for each command; the same again is answered again and carried out once'),
    name: Type.Enum([...commandNames], { description: 'What shall be done' }),
    counter: Type.Optional(counterName('The counter it is for; absent in a command to the desk itself')),
    args: Type.Record(Type.String(), Type.Unknown(), { description: 'What belongs to the name' }),
    madeAt: time('When it was made'),
    notAfter: Type.Optional(time('Not to be carried out after this; refused where the desk cannot tell')),
    inReplyTo: Type.Optional(uuid('The id of the request that this answers')),
  },
  { ...closed, description: 'What the centre wants of a counter or of the desk' },
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
    id: Type.String({ minLength: 1, maxLength: 64, description: 'The id of the command, as it came' }),
    state: Type.Enum(['done', 'failed', 'refused', 'unknown'], {
      description: 'Carried out; tried in vain; not even tried; begun when the desk lost power, so nobody can say',
    }),
    error: Type.Optional(text('Why not: a code (DB-…) or one word, e.g. late, expired, malformed')),
  },
  { ...closed, description: 'What became of a command' },
)
export type CommandResult = Static<typeof resultSchema>

/** The centre's database holds every fact of the epoch up to `upTo`, and `chain` is what it computed itself. */
export const receiptSchema = Type.Object(
  {
    epoch: epochName('The epoch it speaks of'),
    upTo: count('The database of the centre holds every fact of the epoch up to this number, without a gap'),
    chain: chainValue('The value that the centre itself computed at `upTo`. Empty behind a tombstone of a lost number'),
  },
  { ...closed, description: 'What the centre has' },
)
export type Receipt = Static<typeof receiptSchema>

/** How one device is, in the words of the supervisor. */
export const deviceHealthSchema = Type.Object(
  {
    name: text('What the desk calls it, e.g. keypad-1'),
    profile: text('The profile that speaks with it: maker and model'),
    role: text('What it is for: call-keypad, rating-pad, display, scanner'),
    counter: counterName('The counter it serves'),
    state: Type.Enum(['absent', 'opening', 'ready', 'lost'], {
      description: 'Not plugged in; being tried; working; gone a moment ago',
    }),
    reason: Type.Optional(text('Why it is not ready, or what is wrong although it is: a code (DB-…) or words')),
  },
  { ...closed, description: 'One device. Never a label of a token or the name of a person' },
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
    online: Type.Boolean({ description: 'false in the last will, and when the desk says goodbye' }),
    version: text('The version of the program'),
    epoch: Type.Optional(epochName('The epoch of new facts')),
    lastSequence: Type.Optional(count('The number of the newest fact on the disk of the desk')),
    chain: Type.Optional(chainValue('The chain value at `lastSequence`: the seal over everything before')),
    backlog: Type.Optional(count('Facts that no receipt covers yet')),
    receipted: Type.Optional(
      Type.Array(
        Type.Object(
          { epoch: epochName('One epoch'), upTo: count('The highest number that a receipt confirmed') },
          { ...closed, description: 'How far one epoch is confirmed' },
        ),
        {
          maxItems: 16,
          description:
            'How far the centre has confirmed each epoch, newest epoch first: one that knows less has lost facts',
        },
      ),
    ),
    quarantined: Type.Optional(count('Facts that went out as tombstones only')),
    disk: Type.Optional(
      Type.Enum([...diskLevels], {
        description:
          'room; tight: facts for statistics only are left out; short: optional work is refused; full: nothing new is ' +
          'accepted; failing: the disk gives errors and nothing is accepted until it does not',
      }),
    ),
    leftOut: Type.Optional(count('Facts for statistics that were not written because the disk was tight')),
    clock: Type.Optional(clockQuality('How far the clock of the desk can be believed')),
  },
  { ...closed, description: 'How a desk is' },
)
export type DeskState = Static<typeof stateSchema>

/** The retained list of what is attached. */
export const devicesSchema = Type.Object(
  { devices: Type.Array(deviceHealthSchema, { maxItems: 64, description: 'Every device that the desk expects' }) },
  { ...closed, description: 'What is attached' },
)
export type DevicesMessage = Static<typeof devicesSchema>

/** The centre's clock, for every desk. */
export const timeSchema = Type.Object(
  { time: time('The clock of the centre when it published this') },
  { ...closed, description: 'What time it is' },
)
export type TimeMessage = Static<typeof timeSchema>

const pacingSchema = Type.Object(
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
  { ...closed, description: 'How gently the desks of a centre come back' },
)

/** The retained settings that a centre gives a desk. One that is not understood changes nothing. */
export const configSchema = Type.Object(
  {
    revision: count('Grows with every change, so that people can tell which one a desk has'),
    pacing: Type.Optional(pacingSchema),
  },
  { ...closed, description: 'Settings of the centre for its desks' },
)
export type DeskConfig = Static<typeof configSchema>
