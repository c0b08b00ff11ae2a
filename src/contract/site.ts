import { type Static, Type } from 'typebox'
import { cardRulesSchema } from './card.ts'
import { closed, count, counterName, text, time, uuid, words } from './parts.ts'
import { sealingKeySchema } from './sealing.ts'

/** The faces that go with levels, from the saddest. */
export const faces = ['very-sad', 'sad', 'neutral', 'happy', 'very-happy'] as const

/** What citizens are asked, and how they may answer. Law and habit change it, so it is data. */
export const ratingSetSchema = Type.Object(
  {
    scale: text('The version of the set, e.g. 5-2025: kept with every rating'),
    question: words('What the citizen is asked'),
    levels: Type.Array(
      Type.Object(
        {
          label: words('What stands on the key'),
          points: Type.Integer({ minimum: -100, maximum: 100, description: 'What it counts in reports' }),
          face: Type.Optional(Type.Enum([...faces], { description: 'The face on screens' })),
        },
        { ...closed, description: 'One level' },
      ),
      { minItems: 3, maxItems: 5, description: 'From the lowest, which is level 1' },
    ),
    more: Type.Optional(
      Type.Array(
        Type.Object(
          { id: text('The name that facts carry'), question: words('What is asked') },
          { ...closed, description: 'One more question, answered with the same levels' },
        ),
        { maxItems: 9, description: 'What screens ask beside the main question; keypads cannot' },
      ),
    ),
  },
  { ...closed, description: 'A level set: what is asked and how it is answered' },
)
export type RatingSet = Static<typeof ratingSetSchema>

const officerSchema = Type.Object(
  {
    officer: text('The name that facts carry, e.g. cb-an'),
    name: text('What people call the officer'),
    salt: Type.Optional(
      Type.String({
        pattern: '^[0-9a-f]{32,128}$',
        description: "The salt of the officer's PIN, in hex. Absent where the centre asks for no PIN",
      }),
    ),
  },
  { ...closed, description: 'Somebody who may sign in at this desk' },
)
/** One officer of the roster. */
export type RosterEntry = Static<typeof officerSchema>

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

const destinationSchema = Type.Object(
  { to: text('What call.transfer names'), name: words('What people call it') },
  { ...closed, description: 'Where citizens can be sent' },
)
/** Where citizens can be sent. */
export type TransferDestination = Static<typeof destinationSchema>

/** The retained settings that a centre gives a desk. One that is not understood changes nothing. */
export const configSchema = Type.Object(
  {
    revision: count('Grows with every change, so that people can tell which one a desk has'),
    pacing: Type.Optional(pacingSchema),
    officers: Type.Optional(Type.Array(officerSchema, { maxItems: 500, description: 'Who may sign in at this desk' })),
    rating: Type.Optional(ratingSetSchema),
    cards: Type.Optional(cardRulesSchema),
    sealing: Type.Optional(sealingKeySchema),
    pauseReasons: Type.Optional(
      Type.Array(text('One reason, as the public reads it'), {
        minItems: 1,
        maxItems: 20,
        description: 'Why a counter may be paused; the first is that of a pause key without words',
      }),
    ),
    destinations: Type.Optional(
      Type.Array(destinationSchema, {
        maxItems: 200,
        description: 'Where the officers of this desk can send citizens',
      }),
    ),
  },
  { ...closed, description: 'Settings of the centre for its desks' },
)
export type DeskConfig = Static<typeof configSchema>

const ticketSchema = Type.Object(
  {
    ticket: text('The number on the paper of the citizen'),
    priority: Type.Optional(Type.Boolean({ description: 'To be called before others, by the rules of the centre' })),
    own: Type.Optional(
      Type.Boolean({ description: 'Dealt to this counter: without the centre it calls these before all others' }),
    ),
    held: Type.Optional(
      Type.Boolean({ description: 'Waits nearby as an officer of this counter asked: may be called back by number' }),
    ),
  },
  { ...closed, description: 'One who waits. Numbers only: no name' },
)
/** One who waits. */
export type WaitingTicket = Static<typeof ticketSchema>

const blockSchema = Type.Object(
  {
    id: uuid('The block; its end is told with it'),
    prefix: Type.String({ maxLength: 10, description: 'What stands before the number, e.g. Q5-' }),
    from: Type.Integer({ minimum: 0, maximum: 999_999, description: 'The first number' }),
    to: Type.Integer({ minimum: 0, maximum: 999_999, description: 'The last number' }),
    digits: Type.Integer({ minimum: 1, maximum: 6, description: 'Numbers have zeros in front up to so many digits' }),
  },
  { ...closed, description: "Numbers that are this counter's alone, for the time without the centre" },
)
/** Numbers that are one counter's alone. */
export type NumberBlock = Static<typeof blockSchema>

const lineSchema = Type.Object(
  {
    counter: counterName('The counter'),
    tickets: Type.Array(ticketSchema, {
      maxItems: 500,
      description: 'Who waits for its fields, in the order of calling',
    }),
    waiting: count('How many wait in all, also where the list is cut'),
    numbers: Type.Optional(blockSchema),
  },
  { ...closed, description: 'Who waits for one counter' },
)
/** Who waits for one counter. */
export type CounterLine = Static<typeof lineSchema>

/** The retained list of those who wait, so that officers can go on calling while the centre cannot be asked. */
export const waitingSchema = Type.Object(
  {
    at: time('When it was so, by the clock of the centre'),
    counters: Type.Array(lineSchema, { maxItems: 32, description: 'Every counter of the desk' }),
  },
  { ...closed, description: 'Who waits' },
)
export type WaitingMessage = Static<typeof waitingSchema>
