import { Type } from 'typebox'
import type { Json } from '../../src/contract/index.ts'
import { type Actions, action } from '../../src/desk/index.ts'
import type { Wizard } from './wizard.ts'

const closed = { additionalProperties: false } as const
const nothing = Type.Object({}, closed)
const typed = Type.String({ maxLength: 200 })
const wish = Type.Object({ server: typed, desk: typed, counter: typed, code: typed }, closed)

/** What the page of the wizard may ask for. Each answers with how it is now. */
export function wizardActions(wizard: Wizard): Actions {
  const view = () => wizard.view() as unknown as Json
  return {
    'first-run': action(nothing, view),
    'first-run-find': action(nothing, () => {
      void wizard.look()
      return view()
    }),
    'first-run-enrol': action(wish, (typed) => {
      void wizard.begin(typed)
      return view()
    }),
  }
}
