import { type Static, type TSchema, Type } from 'typebox'

const closed = { additionalProperties: false } as const
const text = Type.String({ minLength: 1, maxLength: 200 })
const id = Type.String({ minLength: 36, maxLength: 36 })
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

const action = Type.Enum([...callActions])
const via = Type.Enum(['keypad', 'screen', 'shortcut'])

/** Whom and what a service is about; part of every fact that belongs to one. */
const service = {
  service: id,
  ticket: text,
  dossiers: Type.Array(text, { maxItems: 50 }),
  officer: optional(text),
}

/** Which level of which set. `scale` names the set's version, so that old ratings keep their meaning. */
const level = { level: Type.Integer({ minimum: 1 }), of: Type.Integer({ minimum: 1, maximum: 10 }), scale: text }

/** Every fact type with the schema of its data. Facts are history: they change records, never the desk. */
export const factSchemas = {
  'call.requested': Type.Object(
    { action, request: id, ticket: optional(text), to: optional(text), reason: optional(text), via },
    { ...closed, description: 'An officer asked for something; the request of that id says so to the centre now' },
  ),
  'call.ignored': Type.Object(
    { action, because: Type.Enum(['repeated', 'pending', 'not-possible']), via },
    {
      ...closed,
      description: 'A press without effect: a double press, one still being answered, or one that makes no sense now',
    },
  ),
  'request.unanswered': Type.Object({ request: id, name: text }, { ...closed, description: 'No answer in time' }),
  'ticket.shown': Type.Object(
    { ticket: Type.Union([text, Type.Null()]) },
    { ...closed, description: 'The number at this counter changed' },
  ),
  'service.begin': Type.Object(
    { ...service, implied: Type.Boolean() },
    {
      ...closed,
      description:
        'A citizen is being served; implied when no one pressed begin and the ticket was on show since `time`',
    },
  ),
  'service.end': Type.Object(
    { ...service, outcome: Type.Enum(['finished', 'skipped', 'held', 'transferred', 'closed']) },
    { ...closed, description: 'The service is over' },
  ),
  'dossier.attached': Type.Object(
    { ...service, dossier: text },
    { ...closed, description: 'A dossier code joined the running service' },
  ),
  'counter.opened': Type.Object({ via }, { ...closed, description: 'The counter serves' }),
  'counter.paused': Type.Object({ reason: text, via }, { ...closed, description: 'The counter is shut for a while' }),
  'counter.closed': Type.Object({ via }, { ...closed, description: 'The counter is shut' }),
  'officer.changed': Type.Object(
    { from: optional(text), to: optional(text), proven: Type.Boolean(), service: optional(id) },
    { ...closed, description: 'Who sits here; with a running service this is its hand-over' },
  ),
  'rating.touched': Type.Object(
    { ...service, ...level, via },
    { ...closed, description: 'A press inside a rating window; not yet a rating' },
  ),
  'rating.given': Type.Object(
    { ...service, ...level, via },
    { ...closed, description: 'The rating of a service: the last press of its window' },
  ),
  'rating.none': Type.Object(
    { ...service, of: level.of, scale: text },
    { ...closed, description: 'A window closed untouched: not rated, never zero' },
  ),
  'rating.unattributed': Type.Object(
    { ...level, because: Type.Enum(['no-window', 'already-rated']), via },
    { ...closed, description: 'A press that counts for nobody' },
  ),
} as const satisfies Record<string, TSchema>

/** The name of a fact type, without the wire prefix. */
export type FactType = keyof typeof factSchemas
/** The data of a fact type. */
export type FactData<T extends FactType> = Static<(typeof factSchemas)[T]>
/** The names of all fact types. */
export const factTypes = Object.keys(factSchemas) as FactType[]
