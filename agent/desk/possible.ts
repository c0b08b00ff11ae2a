import { type CallAction, callActions, type DeskOutput } from '../../src/contract/index.ts'
import { childId, type Moment, type Uuid } from '../../src/core/index.ts'
import { type CounterSettings, type CounterState, step } from '../../src/counter/index.ts'
import type { CounterView } from '../../src/desk/index.ts'
import { wordsOf } from './words.ts'

/** Something that nothing is written under: what is asked here never happens. */
const nobody = '00000000-0000-7000-8000-000000000000' as Uuid

/**
 * What each key would do now: the counter itself is asked, with a step that is thrown away. So the page can never say
 * anything else than the keypad does.
 */
export function possibleNow(state: CounterState, now: Moment, settings: CounterSettings): CounterView['possible'] {
  // That a key was pressed a moment ago makes it no less possible.
  const calm = { ...state, accepted: {} }
  const entries = callActions.map((action, index) => [action, whyNot(calm, action, index)] as const)
  return Object.fromEntries(entries) as CounterView['possible']

  function whyNot(asked: CounterState, action: CallAction, index: number) {
    const press = { kind: 'call', id: childId(nobody, index + 1), source: 'page', counter: state.counter } as const
    const reason = reasonFor(asked, action, settings)
    const { facts, outputs } = step(
      asked,
      { ...press, action, via: 'screen', ...(reason === undefined ? {} : { reason }) },
      now,
      settings,
    )
    const isIgnored = facts.some(({ type }) => type === 'call.ignored')
    const notice = isIgnored ? outputs.find(isNotice) : undefined
    return notice ? wordsOf(notice.text, notice.args) : null
  }
}

/** A counter that is paused may be paused for another reason. */
function reasonFor({ mode }: CounterState, action: CallAction, { pauseReasons }: CounterSettings): string | undefined {
  if (action !== 'pause' || mode.state !== 'paused') return undefined
  return pauseReasons.find((reason) => reason !== mode.reason)
}

function isNotice(output: DeskOutput): output is Extract<DeskOutput, { kind: 'notice' }> {
  return output.kind === 'notice'
}
