import { type Static, Type } from 'typebox'
import { occasions } from './facts.ts'
import { chainValue, clockQuality, closed, count, counterName, epochName, text, time, uuid } from './parts.ts'
import { provisionReportSchema } from './provisioning.ts'
import { updateReportSchema } from './release.ts'

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
    provision: Type.Optional(provisionReportSchema),
    updates: Type.Optional(
      Type.Array(updateReportSchema, { maxItems: 4, description: 'How far the desk is with releases that it knows' }),
    ),
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

const signSchema = Type.Union(
  [
    Type.Object(
      {
        state: Type.Literal('serving'),
        ticket: text('The number on show'),
        provisional: Type.Optional(Type.Boolean({ description: 'The desk called it by itself' })),
      },
      { ...closed, description: 'A number is on show' },
    ),
    Type.Object({ state: Type.Literal('idle') }, { ...closed, description: 'Open, and no number on show' }),
    Type.Object(
      { state: Type.Literal('paused'), reason: text('Why, as the public reads it') },
      { ...closed, description: 'Shut for a while' },
    ),
    Type.Object({ state: Type.Literal('closed') }, { ...closed, description: 'Shut' }),
  ],
  { description: 'What the public reads at a counter' },
)
/** What a counter shows to the public. */
export type CounterSign = Static<typeof signSchema>

const armedSchema = Type.Object(
  {
    service: uuid('Whom a press would rate'),
    scale: text('The version of the level set'),
    of: Type.Integer({ minimum: 1, maximum: 10, description: 'How many levels it has' }),
    occasion: Type.Optional(Type.Enum([...occasions], { description: 'What the citizen was just given' })),
  },
  { ...closed, description: 'Somebody may rate now' },
)

/** The retained picture of what each counter shows now, for pads and displays that the centre serves. */
export const countersSchema = Type.Object(
  {
    counters: Type.Array(
      Type.Object(
        {
          counter: counterName('The counter'),
          sign: signSchema,
          officer: Type.Optional(text('Who sits there')),
          rating: Type.Optional(armedSchema),
        },
        { ...closed, description: 'One counter' },
      ),
      { maxItems: 32, description: 'Every counter of the desk' },
    ),
  },
  { ...closed, description: 'What the counters show. Never what was rated' },
)
export type CountersMessage = Static<typeof countersSchema>

/** The centre's clock, for every desk. */
export const timeSchema = Type.Object(
  { time: time('The clock of the centre when it published this') },
  { ...closed, description: 'What time it is' },
)
export type TimeMessage = Static<typeof timeSchema>
