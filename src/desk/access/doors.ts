import { Type } from 'typebox'
import type { Json } from '../../contract/index.ts'
import { type Actions, action } from '../action.ts'
import type { Access } from './access.ts'
import { codeDigits } from './secrets.ts'

const closed = { additionalProperties: false } as const
const nothing = (description: string) => Type.Object({}, { ...closed, description })

/** What an application may ask for before it is paired. */
export const pairingActions = {
  pair: nothing('Asks to be paired: a code appears on the screen of the desk'),
  'pair-confirm': Type.Object(
    {
      code: Type.String({
        pattern: `^[0-9]{${codeDigits}}$`,
        description: 'The code, as somebody at the desk read it',
      }),
    },
    { ...closed, description: 'Says the code, and gets the secret of the session' },
  ),
} as const

/** What every paired application may ask for, whatever the desk can do. */
export const sessionActions = {
  session: nothing('Whether the pairing still holds'),
} as const

/** What the desk's own pages may ask for about paired applications. */
export const accessActions = {
  pairings: nothing('Which applications are paired with this desk'),
  'pairing-revoke': Type.Object(
    { id: Type.String({ minLength: 1, maxLength: 40, description: 'The pairing' }) },
    { ...closed, description: 'Ends a pairing; its sockets are closed at once' },
  ),
  window: Type.Object(
    {
      token: Type.String({
        minLength: 1,
        maxLength: 100,
        description: 'From the address of the window; good for once',
      }),
    },
    { ...closed, description: 'What a window of the desk shows' },
  ),
  'window-refuse': Type.Object(
    {
      token: Type.String({ minLength: 1, maxLength: 100, description: 'The one that the window was opened with' }),
    },
    { ...closed, description: 'Whoever reads the window did not ask for it: the page that did is refused' },
  ),
  'window-agree': Type.Object(
    {
      token: Type.String({ minLength: 1, maxLength: 100, description: 'The one that the window was opened with' }),
    },
    { ...closed, description: 'Whoever reads the window lets the page do what it says' },
  ),
} as const

/** The actions of pairing, for pages that are not paired yet. */
export function pairingDoors(access: Access): Actions {
  return {
    pair: action(pairingActions.pair, (_, asker) => access.ask(asker)),
    'pair-confirm': action(pairingActions['pair-confirm'], ({ code }, asker) => access.confirm(asker, code)),
  }
}

/** The actions of paired pages: whoever gets here is. */
export const sessionDoors: Actions = {
  session: action(sessionActions.session, (_, { origin }) => ({ origin })),
}

/** The actions of our own pages. */
export function accessDoors(access: Access): Actions {
  return {
    pairings: action(accessActions.pairings, () => access.pairings() as unknown as Json),
    'pairing-revoke': action(accessActions['pairing-revoke'], ({ id }) => {
      access.revoke(id)
      return {}
    }),
    window: action(accessActions.window, ({ token }, asker) => access.windows.redeem(token, asker.user)),
    'window-refuse': action(accessActions['window-refuse'], ({ token }, asker) => {
      access.windows.refuse(token, asker.user)
      return {}
    }),
    'window-agree': action(accessActions['window-agree'], ({ token }, asker) => {
      access.windows.agree(token, asker.user)
      return {}
    }),
  }
}
