import { type Static, type TSchema, Type } from 'typebox'
import { occasions } from './facts.ts'
import { closed, counterName, epochName, foreignUuid, text, time, uuid } from './parts.ts'

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
    {
      service: Type.Optional(uuid('Which service; the running one where it is left out')),
      occasion: Type.Optional(Type.Enum([...occasions], { description: 'What the citizen was just given' })),
    },
    { ...closed, description: 'Arms the rating for a service of this counter; without a name, for the running one' },
  ),
  'rating.press': Type.Object(
    {
      service: Type.Optional(uuid('Whom the page showed as to be rated; a press for one who is not counts for nobody')),
      level: Type.Integer({ minimum: 1, maximum: 10, description: 'The level that was pressed; 1 is the lowest' }),
      question: Type.Optional(text('The question beside the main one that it answers')),
    },
    { ...closed, description: 'A citizen pressed on a page of the centre that stands in for the rating pad' },
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
  'officer.notice': Type.Object(
    { text: text('What the officer shall read') },
    { ...closed, description: 'Words for the officer, e.g. of a ticket that two counters called' },
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
  'desk.wipe': Type.Object(
    {
      reason: Type.Enum(['stolen', 'retired'], { description: 'Why' }),
      certificates: Type.Array(
        Type.String({ pattern: '^[0-9A-F]{1,40}$', description: 'The number of a certificate, in hex' }),
        { minItems: 1, maxItems: 16, description: 'Those of the desk; one that has another was enrolled anew' },
      ),
      key: text('Which key of the centre has signed'),
      signature: Type.String({
        pattern: '^[0-9A-Za-z_-]{86}$',
        description:
          'Ed25519, base64url, over the lines "deskbridge wipe 1", {centre}/{desk}, the reason and the certificates',
      }),
    },
    { ...closed, description: 'The desk forgets its key, then everything: its PC was stolen or goes away' },
  ),
  'desk.support': Type.Object(
    { upload: uuid('The name under which the centre waits for the bundle') },
    {
      ...closed,
      description: 'The desk makes its support bundle (nothing personal) and brings it to where it was enrolled',
    },
  ),
} as const satisfies Record<string, TSchema>

export type CommandName = keyof typeof commandSchemas
export type CommandArgs<N extends CommandName> = Static<(typeof commandSchemas)[N]>
export const commandNames = Object.keys(commandSchemas) as CommandName[]
/** Commands to the desk itself; all others name a counter. */
export type DeskCommandName = 'replay' | 'desk.wipe' | 'desk.support'

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
