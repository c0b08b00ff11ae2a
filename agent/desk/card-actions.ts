import { Type } from 'typebox'
import { DeskError, type Language, text } from '../../src/core/index.ts'
import { type Actions, type Asker, action, cardActions, type Windows } from '../../src/desk/index.ts'
import type { Agent } from '../agent.ts'
import type { AskConsent } from '../card/face.ts'
import { maySee } from '../card/reading.ts'
import { fieldsFor } from '../card/rules.ts'
import { cardContentView } from './card-view.ts'
import type { Locks } from './locks.ts'
import { wordsOf } from './words.ts'

/** What the actions on cards work on. */
export interface CardActionsOptions {
  readonly agent: Pick<Agent, 'cards'>
  readonly locks: Pick<Locks, 'isLocked'>
  /** Opens a window that only the person at the desk sees. */
  readonly openWindow: Windows['open']
}

/** Reading a citizen's card: of our own page a click is enough, for an application the officer is asked. */
export function cardActionsOf({ agent, locks, openWindow }: CardActionsOptions): Actions {
  const unlessLocked = (counter: string) => {
    if (locks.isLocked(counter)) throw new DeskError('DB-AGT-040', { counter })
  }
  const consentOf = ({ origin, user }: Asker, counter: string, procedure: string | undefined): AskConsent => {
    const content = { kind: 'card', origin, counter, ...whatFor(agent, procedure) } as const
    return (answer) => openWindow(user, content, answer)
  }
  return {
    'card-read': action(cardActions['card-read'], ({ counter, ...wish }, asker) => {
      unlessLocked(counter)
      const consent = asker.kind === 'page' ? undefined : consentOf(asker, counter, wish.procedure)
      return { reading: agent.cards.ask({ counter, ...wish, asker }, consent) }
    }),
    'card-content': action(cardActions['card-content'], ({ counter, reading, show }, asker) => {
      unlessLocked(counter)
      return cardContentView(agent.cards.content(counter, reading, asker), show, asker)
    }),
    'card-clear': action(cardActions['card-clear'], ({ counter, reading }, asker) => {
      const now = agent.cards.reading(counter)
      if (now && maySee(now, asker)) agent.cards.clear(counter, reading)
      return {}
    }),
  }
}

/** For which procedures cards may be read here: for the choice on our own page. */
export function cardProcedures({ agent }: Pick<CardActionsOptions, 'agent'>): Actions {
  const nothing = Type.Object({}, { additionalProperties: false })
  return {
    'card-procedures': action(nothing, () => {
      const procedures = agent.cards.rules()?.procedures ?? []
      return { procedures: procedures.map(({ procedure, name }) => ({ procedure, name: both(name) })) }
    }),
  }
}

function whatFor(agent: CardActionsOptions['agent'], procedure: string | undefined) {
  const rules = agent.cards.rules()
  const named = rules?.procedures?.find((one) => one.procedure === procedure)
  const fields = fieldsFor(rules, procedure)
  const list = (language: Language) =>
    fields.map((field) => text(`card.field.${field}`, language)).join(', ') || text('card.fields.none', language)
  return {
    procedure: named ? both(named.name) : wordsOf('card.procedure.none'),
    fields: { vi: list('vi'), en: list('en') },
  }
}

function both({ vi, en = vi }: { readonly vi: string; readonly en?: string }) {
  return { vi, en }
}
