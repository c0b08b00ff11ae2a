import { type Static, type TSchema, Type } from 'typebox'
import { callActions, diskLevels, occasions } from '../../contract/index.ts'
import { cardSchema } from './card.ts'
import { type Problem, problemSchema, type Words, wordsSchema } from './words.ts'

const closed = { additionalProperties: false } as const
const optional = <T extends TSchema>(schema: T) => Type.Optional(schema)
const text = (description: string) => Type.String({ description })
const nullable = <T extends TSchema>(schema: T, description: string) =>
  Type.Union([schema, Type.Null()], { description })
const count = (description: string) => Type.Integer({ minimum: 0, description })

export { type Problem, problemSchema, type Words, wordsSchema }

/** A few words for the officer that pass. */
export const noticeSchema = Type.Object(
  {
    number: Type.Integer({ description: 'Grows with each notice of this life of the desk' }),
    at: text('When, RFC 3339'),
    counter: text('The counter it is about'),
    tone: Type.Enum(['info', 'warning', 'error'], { description: 'How much it matters' }),
    words: wordsSchema,
    about: optional(
      Type.Enum(['sign-in'], { description: 'What it is about, where a later one about the same takes its place' }),
    ),
  },
  { ...closed, description: 'Words for the officer' },
)
export type Notice = Static<typeof noticeSchema>

const serviceSchema = Type.Object(
  {
    id: text('The service'),
    ticket: text('Its number'),
    phase: Type.Enum(['called', 'running'], { description: 'On show and not begun; being served' }),
    since: text('When its number was shown, RFC 3339'),
    dossiers: Type.Array(text('A code'), { description: 'The dossiers of the visit so far' }),
    provisional: Type.Boolean({ description: 'Called without the centre' }),
    isRated: Type.Boolean({ description: 'Whether it has its rating; never which' }),
  },
  { ...closed, description: 'The citizen at the counter' },
)

const destinationSchema = Type.Object(
  { to: text('What transfer takes as its `to`'), name: wordsSchema },
  { ...closed, description: 'A place where a citizen can be sent' },
)

const possible = Type.Record(
  Type.Enum([...callActions]),
  nullable(wordsSchema, 'Why not now; null where it can be done'),
  { description: 'What each key would do now' },
)

/** One counter as its officer sees it. */
export const counterSchema = Type.Object(
  {
    id: text('The counter'),
    mode: Type.Enum(['open', 'paused', 'closed'], { description: 'Whether it serves' }),
    reason: nullable(Type.String(), 'Why it is paused, as the public reads it'),
    ticket: nullable(Type.String(), 'The number on show'),
    isProvisional: Type.Boolean({ description: 'Whether that number was called without the centre' }),
    service: nullable(serviceSchema, 'Who is at the counter'),
    officer: nullable(
      Type.Object(
        {
          officer: text('The name that facts carry'),
          name: text('What people call the officer'),
          isProven: Type.Boolean({ description: 'Whether the centre said so' }),
        },
        closed,
      ),
      'Who sits here',
    ),
    isLocked: Type.Boolean({ description: 'Whether pages must ask who is there before they act' }),
    waiting: nullable(
      Type.Object(
        {
          count: count('How many wait'),
          next: Type.Array(text('A number'), { description: 'Who comes next, at most 10' }),
          numbersLeft: count('Numbers kept for this counter for the time without the centre'),
        },
        closed,
      ),
      'Who waits; null while the centre never said',
    ),
    held: Type.Array(text('A number'), {
      description:
        'Who waits nearby as an officer of this counter asked, and can be called back with recall and ticket',
    }),
    rating: nullable(
      Type.Object(
        {
          service: text('Whom a press would rate'),
          occasion: optional(Type.Enum([...occasions], { description: 'What the citizen was just given' })),
          isTouched: Type.Boolean({ description: 'Whether somebody pressed; never what' }),
        },
        closed,
      ),
      'The open rating window',
    ),
    card: nullable(cardSchema, 'The card of the citizen: how its reading goes, never what is on it'),
    possible,
    asked: Type.Array(Type.Enum([...callActions]), { description: 'What the centre was asked and did not answer yet' }),
    pauseReasons: Type.Array(text('A reason'), { description: 'Why this counter may be paused' }),
    destinations: Type.Array(destinationSchema, {
      description: 'Where a citizen can be sent; other places can be named',
    }),
    transferTo: nullable(Type.String(), 'Where a transfer goes that does not say where'),
  },
  { ...closed, description: 'One counter' },
)
export type CounterView = Static<typeof counterSchema>

/** The way to the centre, in the words of the officer's page. */
export const linkSchema = Type.Object(
  {
    state: Type.Enum(['online', 'alone', 'offline'], {
      description:
        'Connected; connected, but the centre does not answer; not connected. In the last two the desk decides',
    }),
    since: text('Since when, RFC 3339'),
    unsent: count('Facts that the centre has not confirmed'),
    problem: nullable(problemSchema, 'Why not, where somebody can do something about it'),
  },
  { ...closed, description: 'The way to the centre' },
)
export type LinkView = Static<typeof linkSchema>

/** One device as a clerk sees it. */
export const deviceSchema = Type.Object(
  {
    name: text('What the desk calls it'),
    title: text('Maker and model'),
    words: wordsSchema,
    role: text('What it is for'),
    counter: text('The counter it serves'),
    state: Type.Enum(['absent', 'opening', 'ready', 'lost'], { description: 'Whether it can be used' }),
    problem: nullable(problemSchema, 'What is wrong, and what to do'),
    isAdopted: Type.Boolean({ description: 'Whether it was taken into use on this page, and can be given up here' }),
    tests: Type.Array(Type.Enum(['lamps', 'display', 'beep']), { description: 'What can be tried' }),
  },
  { ...closed, description: 'One device' },
)
export type DeviceView = Static<typeof deviceSchema>

/** A plugged device that could be taken into use. */
export const offerSchema = Type.Object(
  {
    path: text('Where it is'),
    title: text('Maker and model'),
    words: wordsSchema,
    profile: text('The profile that fits'),
    role: text('What it would be for'),
  },
  { ...closed, description: 'A plugged device that nobody uses yet' },
)
export type DeviceOffer = Static<typeof offerSchema>

/** Everything that a page is told at the start. */
export const stateSchema = Type.Object(
  {
    desk: Type.Object(
      {
        centre: text('The centre'),
        desk: text('This desk'),
        version: text('The program'),
        language: Type.Enum(['vi', 'en'], { description: 'What its people read first' }),
      },
      { ...closed, description: 'Which desk this is' },
    ),
    link: linkSchema,
    clock: Type.Enum(['synced', 'free-running', 'stepped'], { description: 'How far the clock can be believed' }),
    disk: Type.Enum([...diskLevels], { description: 'How much room there is for facts' }),
    alarms: Type.Array(problemSchema, { description: 'What somebody must look at' }),
    counters: Type.Array(counterSchema, { description: 'The counters of this desk' }),
    officers: Type.Array(
      Type.Object(
        { officer: text('The name that facts carry'), name: text('What people say'), needsPin: Type.Boolean() },
        closed,
      ),
      { description: 'Who may sign in here' },
    ),
    devices: Type.Array(deviceSchema, { description: 'The devices of this desk' }),
    offers: Type.Array(offerSchema, { description: 'Plugged devices that nobody uses yet' }),
    notices: Type.Array(noticeSchema, { description: 'The last few, oldest first' }),
  },
  { ...closed, description: 'How the desk is. Never a rating' },
)
export type DeskView = Static<typeof stateSchema>

/** What changed, each with the whole of its part. */
export const eventSchema = Type.Union([
  Type.Object({ kind: Type.Literal('counter'), counter: counterSchema }, closed),
  Type.Object({ kind: Type.Literal('link'), link: linkSchema }, closed),
  Type.Object(
    { kind: Type.Literal('devices'), devices: Type.Array(deviceSchema), offers: Type.Array(offerSchema) },
    closed,
  ),
  Type.Object({ kind: Type.Literal('notice'), notice: noticeSchema }, closed),
  Type.Object(
    {
      kind: Type.Literal('desk'),
      clock: stateSchema.properties.clock,
      disk: stateSchema.properties.disk,
      alarms: stateSchema.properties.alarms,
      officers: stateSchema.properties.officers,
    },
    closed,
  ),
])
export type DeskEvent = Static<typeof eventSchema>
