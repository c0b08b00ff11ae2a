import { type Static, Type } from 'typebox'
import { callActions, occasions } from '../../contract/index.ts'
import { cardActions } from './card.ts'

const closed = { additionalProperties: false } as const
const text = (description: string, maxLength = 200) => Type.String({ minLength: 1, maxLength, description })
const counter = text('The counter', 31)
const parting = Type.Optional(
  Type.Enum(['hand-over', 'finish'], {
    description: 'What becomes of a service that is running; without a word of it the act is refused',
  }),
)

/** What applications of the centre may ask for, once they are paired, and the desk's own page as well. */
export const applicationActions = {
  call: Type.Object(
    {
      counter,
      action: Type.Enum([...callActions], { description: 'The key' }),
      ticket: Type.Optional(text('With recall: the number of somebody who waits nearby', 60)),
      to: Type.Optional(text('Where a transferred citizen shall go')),
      reason: Type.Optional(text('Why the counter pauses')),
    },
    {
      ...closed,
      description: 'A key of the call keypad. Done when it is on the disk of the desk; what it caused comes as events',
    },
  ),
  'rating-open': Type.Object(
    { counter, occasion: Type.Optional(Type.Enum([...occasions], { description: 'What the citizen is just given' })) },
    { ...closed, description: 'Asks the citizen at the counter for a rating' },
  ),
  dossier: Type.Object(
    {
      counter,
      code: text('The code as printed', 60),
      act: Type.Enum(['attach', 'detach'], { description: 'Joins, or is taken back' }),
    },
    { ...closed, description: 'A dossier joins the visit, or is taken back' },
  ),
  display: Type.Object(
    {
      counter,
      lines: Type.Array(Type.String({ maxLength: 200 }), { minItems: 1, maxItems: 2, description: 'One or two lines' }),
    },
    { ...closed, description: 'Words on the display of the counter until the next number' },
  ),
  ...cardActions,
} as const

/** What only the pages of the desk itself may ask for. */
export const deskActions = {
  'sign-in': Type.Object(
    {
      counter,
      officer: text('The name that facts carry'),
      pin: Type.Optional(Type.String({ minLength: 4, maxLength: 32, description: 'Used up at once, kept nowhere' })),
      running: parting,
    },
    { ...closed, description: 'Who sits down. The answer of the centre comes as an event' },
  ),
  'sign-out': Type.Object({ counter, running: parting }, { ...closed, description: 'Nobody sits here' }),
  lock: Type.Object(
    { counter },
    { ...closed, description: 'Pages do nothing at this counter until its officer signs in' },
  ),
  'late-entry': Type.Object(
    {
      counter,
      ticket: text('The number, as kept on paper', 60),
      dossiers: Type.Array(text('A code', 60), { maxItems: 50, description: 'Its dossiers' }),
      began: text('When it began, RFC 3339', 40),
      ended: text('When it ended, RFC 3339', 40),
    },
    { ...closed, description: 'A service that was kept on paper' },
  ),
  'device-test': Type.Object(
    { name: text('The device'), test: Type.Enum(['lamps', 'display', 'beep'], { description: 'What to try' }) },
    { ...closed, description: 'Tries an output of a device for a few seconds' },
  ),
} as const

/** The body of an action. */
export type ApplicationBody<A extends keyof typeof applicationActions> = Static<(typeof applicationActions)[A]>
/** The body of an action of the desk's own pages. */
export type DeskBody<A extends keyof typeof deskActions> = Static<(typeof deskActions)[A]>
