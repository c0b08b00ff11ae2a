/** What a rating page shows. The answers are those of the citizen who stands before it, and go with the window. */
export interface PadState {
  /** null while nobody may rate. */
  readonly service: string | null
  /** The question on show; behind the last one there are thanks. */
  readonly step: number
  /** The level of each question, where it was pressed. */
  readonly answers: readonly (number | null)[]
  readonly sending: 'nothing' | 'under-way' | 'recorded' | 'failed'
  /** Counts presses, so that the answer to an earlier one says nothing about a later one. */
  readonly presses: number
}

/** What happens to a rating page. */
export type PadInput =
  | { readonly kind: 'armed'; readonly service: string; readonly questions: number }
  | { readonly kind: 'disarmed' }
  | { readonly kind: 'pressed'; readonly level: number }
  | { readonly kind: 'recorded'; readonly press: number }
  | { readonly kind: 'failed'; readonly press: number }
  /** The mark of the last press was to be seen for a while. */
  | { readonly kind: 'onward' }
  | { readonly kind: 'skip' }
  | { readonly kind: 'back' }

/** Nobody may rate. */
export const idlePad: PadState = { service: null, step: 0, answers: [], sending: 'nothing', presses: 0 }

/** Which question a press answers now: the one on show; behind the last one, the main one again. */
export function questionOf({ step, answers }: PadState): number {
  return step < answers.length ? step : 0
}

/** What the page shows next. */
export function stepPad(state: PadState, input: PadInput): PadState {
  switch (input.kind) {
    case 'armed':
      // The same window again, such as after a lost connection: what was pressed stays marked.
      if (state.service === input.service && state.answers.length === input.questions) return state
      return { ...idlePad, presses: state.presses, service: input.service, answers: Array(input.questions).fill(null) }
    case 'disarmed':
      return { ...idlePad, presses: state.presses }
    case 'pressed': {
      if (state.service === null) return state
      const question = questionOf(state)
      const answers = state.answers.map((answer, index) => (index === question ? input.level : answer))
      return { ...state, answers, sending: 'under-way', presses: state.presses + 1 }
    }
    case 'recorded':
      return input.press === state.presses && state.sending === 'under-way' ? { ...state, sending: 'recorded' } : state
    case 'failed':
      return input.press === state.presses ? failed(state) : state
    case 'onward':
      return state.sending === 'recorded' ? moved(state, state.step + 1) : state
    case 'skip':
      return state.step > 0 ? moved(state, state.step + 1) : state
    case 'back':
      return moved(state, state.step - 1)
  }
}

/** What was not recorded is not marked: the citizen must not believe it was. */
function failed(state: PadState): PadState {
  if (state.service === null) return state
  const question = questionOf(state)
  return {
    ...state,
    sending: 'failed',
    answers: state.answers.map((answer, index) => (index === question ? null : answer)),
  }
}

function moved(state: PadState, step: number): PadState {
  return { ...state, step: Math.max(0, Math.min(step, state.answers.length)), sending: 'nothing' }
}
