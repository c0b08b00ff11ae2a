import { type Static, type TSchema, Type } from 'typebox'
import { cardMembers } from './card.ts'
import { closed, count, text, uuid } from './parts.ts'

const optional = <T extends TSchema>(schema: T) => Type.Optional(schema)

/** What an officer can do with the queue, from keypad, screen or shortcut alike. */
export const callActions = [
  'next',
  'recall',
  'begin',
  'skip',
  'hold',
  'transfer',
  'finish',
  'pause',
  'open',
  'close',
] as const
/** One of {@link callActions}. */
export type CallAction = (typeof callActions)[number]

const action = Type.Enum([...callActions], { description: 'What the officer pressed' })
/** By which way an officer or citizen spoke. */
export const vias = ['keypad', 'screen', 'shortcut', 'application'] as const

const via = Type.Enum([...vias], {
  description:
    'How it came: a device; a page of the desk or of the centre; a shortcut of the operating system; an application of ' +
    'the centre that asked the desk',
})
/** Of what may also be the centre's word, or nobody's. */
const said = Type.Enum([...vias], {
  description: 'By which way the officer said it; absent where the centre did, or where it follows from something else',
})
const provisional = (description: string) => optional(Type.Boolean({ description }))
const ticket = text('The number on the paper of the citizen, e.g. A012')
const serviceId = uuid('The service: one citizen at one counter, from being called to being done')

/** Whom and what a service is about; part of every fact that belongs to one. */
const service = {
  service: serviceId,
  ticket,
  dossiers: Type.Array(text('A dossier code as printed, e.g. 000.00.01.H62-261122-0007'), {
    maxItems: 50,
    description: 'The dossiers that were scanned during the service so far',
  }),
  officer: optional(
    text('Who served, by the name that the centre gave with officer.set; absent when nobody signed in'),
  ),
  provisional: provisional('The desk called the ticket by itself, as the centre could not be asked'),
  late: optional(
    Type.Boolean({ description: 'Entered afterwards from paper: `time` is when it was, by the word of the officer' }),
  ),
}

/** On what a citizen is asked for a rating. */
export const occasions = ['result', 'reception', 'supplement', 'refusal'] as const
/** One of {@link occasions}. */
export type Occasion = (typeof occasions)[number]

const occasion = optional(
  Type.Enum([...occasions], {
    description: 'What the citizen had just been given: a result, a receipt, a request for more papers, a refusal',
  }),
)
const question = text('The name of a question beside the main one, as the level set has it')

const of = Type.Integer({ minimum: 1, maximum: 10, description: 'How many levels the pad had' })
const scale = text('The version of the level set, e.g. 5-2025, so that old ratings keep their meaning')

/** Which level of which set. */
const level = {
  level: Type.Integer({ minimum: 1, maximum: 10, description: 'The level that was pressed; 1 is the lowest' }),
  of,
  scale,
}

/** Every fact type with the schema of its data. Facts are history: they change records, never the desk. */
export const factSchemas = {
  'call.requested': Type.Object(
    {
      action,
      request: uuid('The id of the request that went out with it'),
      ticket: optional(ticket),
      to: optional(text('Where a transferred citizen shall go')),
      reason: optional(text('Why the counter pauses, as the public reads it')),
      via,
    },
    { ...closed, description: 'An officer asked for something; the request of that id says so to the centre now' },
  ),
  'call.ignored': Type.Object(
    {
      action,
      because: Type.Enum(['repeated', 'pending', 'not-possible'], {
        description:
          'A double press; the same is being answered; or it makes no sense now, as finish with nobody there',
      }),
      via,
    },
    {
      ...closed,
      description: 'A press without effect: a double press, one still being answered, or one that makes no sense now',
    },
  ),
  'call.provisional': Type.Object(
    {
      action,
      ticket: optional(ticket),
      line: optional(
        Type.Enum(['waiting', 'reserved'], {
          description:
            'Where a number that was called is from: the tickets that wait, or the numbers kept for this counter',
        }),
      ),
      to: optional(text('Where a transferred citizen shall go')),
      reason: optional(text('Why the counter pauses, as the public reads it')),
      via,
    },
    {
      ...closed,
      description:
        'The centre could not be asked, so the desk did it by itself. Its records follow, or the two are a conflict to settle',
    },
  ),
  'numbers.closed': Type.Object(
    {
      block: uuid('The block, as the centre named it'),
      used: count('How many of its numbers were called, counted from the first'),
      unused: count('How many were never called, and never will be'),
    },
    {
      ...closed,
      description:
        'The desk is done with a block of numbers that was kept for this counter: each of them is accounted for',
    },
  ),
  'request.unanswered': Type.Object(
    { request: uuid('The id of the request'), name: text('The name of the request, e.g. call.next') },
    { ...closed, description: 'No answer in time: the officer was told, and an answer that comes now is refused' },
  ),
  'ticket.shown': Type.Object(
    {
      ticket: Type.Union([ticket, Type.Null()], { description: 'The number on show; null for none' }),
      provisional: provisional('The desk called it by itself, as the centre could not be asked'),
    },
    { ...closed, description: 'The number at this counter changed' },
  ),
  'service.begin': Type.Object(
    {
      ...service,
      implied: Type.Boolean({ description: 'Nobody pressed begin; it must have begun when the ticket was shown' }),
      via: optional(said),
    },
    {
      ...closed,
      description:
        'A citizen is being served; implied when no one pressed begin and the ticket was on show since `time`',
    },
  ),
  'service.end': Type.Object(
    {
      ...service,
      outcome: Type.Enum(['finished', 'skipped', 'held', 'transferred', 'closed'], {
        description: 'How it ended; `closed` when the counter shut with the citizen at it',
      }),
      via: optional(said),
    },
    { ...closed, description: 'The service is over' },
  ),
  'dossier.attached': Type.Object(
    { ...service, dossier: text('The code that joined') },
    { ...closed, description: 'A dossier code joined the running service' },
  ),
  'dossier.detached': Type.Object(
    { ...service, dossier: text('The code that left') },
    { ...closed, description: 'A dossier code was taken back: it had joined by mistake' },
  ),
  'counter.opened': Type.Object({ via }, { ...closed, description: 'The counter serves' }),
  'counter.paused': Type.Object(
    { reason: text('Why, as the public reads it'), via },
    { ...closed, description: 'The counter is shut for a while' },
  ),
  'counter.closed': Type.Object({ via }, { ...closed, description: 'The counter is shut' }),
  'officer.changed': Type.Object(
    {
      from: optional(text('Who sat here; absent for nobody')),
      to: optional(text('Who sits here now; absent for nobody')),
      proven: Type.Boolean({ description: 'Whether the centre had proof of who it is, and not only a name' }),
      service: optional(serviceId),
      via: optional(via),
    },
    { ...closed, description: 'Who sits here; with a running service this is its hand-over' },
  ),
  'officer.denied': Type.Object(
    {
      officer: text('Whose name was given'),
      because: Type.Enum(['refused', 'unanswered'], { description: 'The centre said no, or nothing' }),
      via,
    },
    { ...closed, description: 'Somebody wanted to sign in and was not believed' },
  ),
  'rating.touched': Type.Object(
    { ...service, ...level, occasion, question: optional(question), via },
    { ...closed, description: 'A press inside a rating window; not yet a rating' },
  ),
  'rating.given': Type.Object(
    {
      ...service,
      ...level,
      occasion,
      answers: optional(
        Type.Array(
          Type.Object({ question, level: level.level }, { ...closed, description: 'The answer to one more question' }),
          { maxItems: 9, description: 'What else was asked and answered; on screens only' },
        ),
      ),
      via,
    },
    { ...closed, description: 'The rating of a service: the last press of its window' },
  ),
  'rating.none': Type.Object(
    { ...service, of, scale, occasion },
    { ...closed, description: 'A window closed untouched: not rated, never zero' },
  ),
  'rating.unattributed': Type.Object(
    {
      ...level,
      because: Type.Enum(['no-window', 'already-rated'], { description: 'Nobody was to be rated, or had been' }),
      via,
    },
    { ...closed, description: 'A press that counts for nobody' },
  ),
  'card.read': Type.Object(
    {
      ...cardMembers,
      procedure: optional(text('For which procedure, by the name that the settings of the centre have')),
      dossier: optional(text('For which dossier')),
      service: optional(serviceId),
      officer: optional(text('Who sat there, by the name that facts carry')),
      via: optional(said),
    },
    { ...closed, description: 'The card of a citizen was read. Who that is stands in `sealed` and nowhere else' },
  ),
} as const satisfies Record<string, TSchema>

/** The name of a fact type, without the wire prefix. */
export type FactType = keyof typeof factSchemas
/** The data of a fact type. */
export type FactData<T extends FactType> = Static<(typeof factSchemas)[T]>
/** The names of all fact types. */
export const factTypes = Object.keys(factSchemas) as FactType[]
