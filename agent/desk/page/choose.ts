import { byId, fieldById, make, setText } from '../../page/dom.ts'

/** An answer and what stands on its button. */
export interface Choice {
  readonly answer: string
  readonly words: string
}

/** A question with a few answers, or one to type. */
export interface Question {
  readonly title: string
  readonly hint: string
  /** Big buttons, each an answer. */
  readonly choices?: readonly Choice[]
  /** The name of the field, where the answer is typed; it may stay empty. */
  readonly field?: string
  /** The words of the button, where the answer is not one of the choices. */
  readonly go?: string
}

let answer: ((text: string) => void) | undefined

/** Asks; nothing happens where it is cancelled. */
export function choose({ title, hint, choices = [], field, go }: Question, chosen: (text: string) => void): void {
  answer = chosen
  setText(byId('choose-title'), title)
  setText(byId('choose-hint'), hint)
  setText(byId('choose-label'), field ?? '')
  byId('choose-field').hidden = field === undefined
  fieldById('choose-text').value = ''
  setText(byId('choose-go'), go ?? '')
  byId('choose-go').hidden = go === undefined
  byId('choose-list').replaceChildren(...choices.map(choiceButton))
  dialog().showModal()
}

/** Lays the dialog once. */
export function layChoose(): void {
  byId('choose-cancel').addEventListener('click', () => dialog().close())
  byId('choose-form').addEventListener('submit', (event) => {
    event.preventDefault()
    give(fieldById('choose-text').value.trim())
  })
}

function choiceButton({ answer: chosen, words }: Choice): HTMLElement {
  const button = make('button', 'choice-button', words)
  button.setAttribute('type', 'button')
  button.addEventListener('click', () => give(chosen))
  return button
}

function give(text: string): void {
  dialog().close()
  answer?.(text)
}

function dialog(): HTMLDialogElement {
  return byId('choose') as HTMLDialogElement
}
