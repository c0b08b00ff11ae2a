import { byId, makeButton, redraw, setText } from './dom.ts'
import { drawFace, usualFaces } from './faces.ts'
import { idlePad, type PadInput, questionOf, stepPad } from './pad-state.ts'

type SiteWords = { readonly vi: string; readonly en?: string }

/** Somebody may rate. */
export interface AskedRating {
  readonly service: string
  readonly occasion?: string
  /** The main question first; its id is null. One without words is asked in ours. */
  readonly questions: readonly { readonly id: string | null; readonly words: SiteWords | null }[]
  /** From the lowest, which is level 1. A level without a label is called by its number. */
  readonly levels: readonly { readonly label: SiteWords | null; readonly face: string | null }[]
}

/** A citizen's press. */
export interface RatingPress {
  readonly service: string
  readonly level: number
  readonly question?: string
}

/** What a rating screen needs of its page, which has the markup of `asking.html`. */
export interface RatingScreenParts {
  say(key: string, args?: Readonly<Record<string, string | number>>): string
  sayWords(words: SiteWords): string
  language(): string
  /** Resolves when the press is on the disk of the desk. */
  send(press: RatingPress): Promise<unknown>
}

/** The faces and questions that a citizen presses. */
export interface RatingScreen {
  /** Shows who may rate now, or that nobody may. */
  show(rating: AskedRating | null): void
  /** Draws it again, such as in another language. */
  draw(): void
}

/** How long the mark of a press is to be seen before the next question comes. */
const markFor = 700

/** Brings the part of the page to life that asks. What it shows is said in `data-at` of the page. */
export function openRatingScreen({ say, sayWords, language, send }: RatingScreenParts): RatingScreen {
  let rating: AskedRating | null = null
  let state = idlePad
  /** Presses go out one after the other, so that the last one is the last one there, too. */
  let sending: Promise<void> = Promise.resolve()

  const happen = (input: PadInput) => {
    state = stepPad(state, input)
    draw()
  }
  const press = (level: number) => {
    if (!rating) return
    const question = rating.questions[questionOf(state)]?.id
    const body = { service: rating.service, level, ...(question ? { question } : {}) }
    happen({ kind: 'pressed', level })
    const { presses } = state
    sending = sending.then(() => sent(body, presses))
  }
  const sent = async (body: RatingPress, press: number) => {
    try {
      await send(body)
      happen({ kind: 'recorded', press })
      setTimeout(() => {
        if (state.presses === press) happen({ kind: 'onward' })
      }, markFor)
    } catch {
      happen({ kind: 'failed', press })
    }
  }
  const draw = () => {
    if (rating) drawAsking(rating)
  }
  const drawAsking = ({ questions, levels, occasion }: AskedRating) => {
    const asked = questions[questionOf(state)]
    const isOver = state.step >= questions.length
    document.body.dataset.at = isOver ? 'thanks' : 'asking'
    setText(byId('occasion'), occasion ? say(`web.pad.occasion.${occasion}`) : '')
    const question = asked?.words ? sayWords(asked.words) : say('web.pad.question')
    setText(byId('question'), isOver ? say('web.pad.thanks') : question)
    setText(byId('news'), newsOf(isOver))
    byId('news').dataset.state = state.sending
    for (const id of ['back', 'step', 'skip']) byId(id).hidden = state.step === 0 || isOver
    setText(byId('step'), say('web.pad.step', { number: state.step + 1, count: questions.length }))
    redraw(byId('levels'), [levels, language()], () => levels.map((level, index) => levelButton(level, index, levels)))
    markLevel(state.answers[questionOf(state)] ?? null)
  }
  const levelButton = (
    { label, face }: AskedRating['levels'][number],
    index: number,
    { length }: { length: number },
  ) => {
    const button = makeButton('level', '', () => press(index + 1))
    button.dataset.level = String(index + 1)
    const words = document.createElement('b')
    setText(words, label ? sayWords(label) : say('web.pad.level', { level: index + 1 }))
    button.append(drawFace(face ?? usualFaces[length]?.[index] ?? 'neutral'), words)
    return button
  }
  const newsOf = (isOver: boolean) => {
    switch (state.sending) {
      case 'under-way':
        return say('web.pad.sending')
      case 'recorded':
        return `✓ ${say('web.pad.recorded')}`
      case 'failed':
        return say('web.pad.failed')
      case 'nothing':
        return isOver ? say('web.pad.change') : ''
    }
  }

  byId('back').addEventListener('click', () => happen({ kind: 'back' }))
  byId('skip').addEventListener('click', () => happen({ kind: 'skip' }))
  return {
    show(next) {
      rating = next
      happen(next ? { kind: 'armed', service: next.service, questions: next.questions.length } : { kind: 'disarmed' })
    },
    draw,
  }
}

function markLevel(marked: number | null): void {
  byId('levels')
    .querySelectorAll('button')
    .forEach((button, index) => {
      button.ariaPressed = String(marked === index + 1)
    })
}
