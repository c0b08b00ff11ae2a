import { Type } from 'typebox'
import { type DeskInput, type Json, parseTime, type Via } from '../../src/contract/index.ts'
import { type Clock, DeskError, type Random, type Uuid, uuidv7 } from '../../src/core/index.ts'
import { isDossier } from '../../src/counter/index.ts'
import { type Actions, action, applicationActions, deskActions, type Windows } from '../../src/desk/index.ts'
import type { Agent } from '../agent.ts'
import { roles } from '../config/schema.ts'
import { learnActions } from '../learn/learn-actions.ts'
import { learningView } from '../learn/tell-learning.ts'
import { cardActionsOf, cardProcedures } from './card-actions.ts'
import { deviceTester } from './device-test.ts'
import type { Locks } from './locks.ts'
import { pinProof } from './officer-proof.ts'
import type { Picture } from './picture.ts'
import { rosterOf } from './view.ts'

/** What the actions of the desk's page work on. */
export interface DeskActionsOptions {
  readonly agent: Agent
  readonly picture: Pick<Picture, 'view' | 'changed'>
  readonly locks: Locks
  readonly openWindow: Windows['open']
  readonly clock: Clock
  readonly random: Random
}

/** As the counter has it: what lies longer back is no work of this month's books. */
const longestLate = 30 * 86_400_000
const closed = { additionalProperties: false } as const
const name = Type.String({ minLength: 1, maxLength: 31 })
const path = Type.String({ minLength: 1, maxLength: 4096 })
const nothing = Type.Object({}, closed)
const adoption = Type.Object({ path, counter: name, role: Type.Optional(Type.Enum([...roles])) }, closed)

/** Everything that the officer's page may ask for: the actions of the API and what only this page knows. */
export function deskPageActions(options: DeskActionsOptions): Actions {
  return {
    ...counterActions({ ...options, source: 'page', via: 'screen' }),
    ...lateActions(options),
    ...officerActions(options),
    ...deviceActions(options),
    ...cardActionsOf(options),
    ...cardProcedures(options),
  }
}

/** What an application of the centre may ask for once it is paired: the keys of the keypad and what goes with them. */
export function actionsForApplications(options: DeskActionsOptions): Actions {
  return {
    ...counterActions({ ...options, source: 'application', via: 'application' }),
    display: action(applicationActions.display, ({ counter, lines }) => {
      options.agent.display(counter, lines)
      return {}
    }),
    ...cardActionsOf(options),
  }
}

/** How every input of the page begins. */
function begin({ clock, random }: DeskActionsOptions, counter: string, source = 'page') {
  return { id: uuidv7(clock.wall(), random) as Uuid, source, counter } as const
}

function accept({ agent, locks }: DeskActionsOptions) {
  return async (input: DeskInput) => {
    if (locks.isLocked(input.counter)) throw new DeskError('DB-AGT-040', { counter: input.counter })
    await agent.accept(input)
    return {}
  }
}

type Speaker = DeskActionsOptions & { readonly source: string; readonly via: Via }

function counterActions(speaker: Speaker): Actions {
  const unlessLocked = accept(speaker)
  const { source, via } = speaker
  const said = (counter: string) => begin(speaker, counter, source)
  return {
    call: action(applicationActions.call, ({ counter, ...call }) =>
      unlessLocked({ ...said(counter), kind: 'call', ...call, via }),
    ),
    'rating-open': action(applicationActions['rating-open'], ({ counter, ...about }) =>
      unlessLocked({ ...said(counter), kind: 'rating-open', ...about, via }),
    ),
    dossier: action(applicationActions.dossier, ({ counter, code, act }) =>
      unlessLocked({ ...said(counter), kind: 'dossier', code, act }),
    ),
  }
}

function lateActions(options: DeskActionsOptions): Actions {
  const unlessLocked = accept(options)
  return {
    'late-entry': action(deskActions['late-entry'], ({ counter, ticket, dossiers, ...times }) => {
      // The counter would only tell the officer, and the page would say that it was entered.
      if (ticket.trim() === '') throw new DeskError('DB-AGT-058')
      const wrong = dossiers.findIndex((code) => !isDossier(code))
      if (wrong >= 0) throw new DeskError('DB-AGT-057', { number: wrong + 1 })
      const [began, ended] = [timeOf(times.began), timeOf(times.ended)]
      const now = options.clock.wall()
      if (ended < began || ended > now || began < now - longestLate) throw new DeskError('DB-AGT-042')
      return unlessLocked({
        ...begin(options, counter),
        kind: 'late-entry',
        ticket,
        dossiers,
        began,
        ended,
        via: 'screen',
      })
    }),
  }
}

function timeOf(written: string): number {
  const wall = parseTime(written)
  if (Number.isNaN(wall)) throw new DeskError('DB-AGT-042')
  return wall
}

function officerActions(options: DeskActionsOptions): Actions {
  const { agent, locks, picture, clock, random } = options
  const prove = async (officer: string, pin: string | undefined) => {
    const salt = rosterOf(agent).find((one) => one.officer === officer)?.salt
    if (salt === undefined || pin === undefined) return {}
    return { proof: await pinProof(pin, salt, uuidv7(clock.wall(), random)) }
  }
  return {
    'sign-in': action(deskActions['sign-in'], async ({ counter, officer, pin, ...rest }) => {
      const proof = await prove(officer, pin)
      await agent.accept({ ...begin(options, counter), kind: 'sign-in', officer, ...proof, ...rest, via: 'screen' })
      return {}
    }),
    'sign-out': action(deskActions['sign-out'], ({ counter, ...rest }) =>
      accept(options)({ ...begin(options, counter), kind: 'sign-out', ...rest, via: 'screen' }),
    ),
    lock: action(deskActions.lock, ({ counter }) => {
      if (!agent.counters().some(({ id }) => id === counter)) throw new DeskError('DB-AGT-004', { counter })
      locks.lock(counter)
      agent.cards.clear(counter)
      picture.changed()
      return {}
    }),
  }
}

function deviceActions({ agent, picture, clock }: DeskActionsOptions): Actions {
  const test = deviceTester(agent.insight, clock)
  const { adoption: adopting, learning } = agent
  return {
    'device-test': action(deskActions['device-test'], (wish) => {
      const device = picture.view().devices.find((one) => one.name === wish.name)
      if (!device) throw new DeskError('DB-AGT-041', { device: wish.name })
      test(device, wish.test)
      return {}
    }),
    adopt: action(adoption, ({ path, counter, role }) => {
      const name = adopting.adopt({ path, counter, ...(role === undefined ? {} : { role }) })
      picture.changed()
      return { name }
    }),
    release: action(Type.Object({ name: path }, closed), async ({ name }) => {
      await adopting.release(name)
      picture.changed()
      return {}
    }),
    'learn-state': action(nothing, () => {
      const view: unknown = learningView({ attached: learning.attached(), lesson: learning.state() })
      return view as Json
    }),
    ...learnActions(
      {
        start: async (wish) => learning.start(wish),
        answer: async (words) => learning.answer(words),
        cancel: () => learning.cancel(),
        save: async () => ({ file: learning.save() }),
        use: async (counter) => ({ name: learning.use(counter) }),
      },
      () => picture.changed(),
    ),
  }
}
