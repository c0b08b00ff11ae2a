import { byId, fieldById, make, setText } from '../../page/dom.ts'
import { say } from '../../page/words.ts'

const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '', '0', 'delete'] as const
const longest = 32

/** Digits for a finger or a mouse; a keyboard types into the field itself. */
export function layPinPad(): void {
  byId('pin-pad').replaceChildren(...digits.map(padKey))
  byId('pin').addEventListener('input', showTyped)
}

/** Says how much was typed, never what. */
export function showTyped(): void {
  setText(byId('pin-typed'), say('page.sign-in.typed', { count: fieldById('pin').value.length }))
}

function padKey(digit: (typeof digits)[number]): HTMLElement {
  if (digit === '') return make('span')
  const button = make('button', 'pin-key', digit === 'delete' ? '' : digit)
  button.setAttribute('type', 'button')
  if (digit === 'delete') button.dataset.words = 'page.sign-in.delete'
  button.addEventListener('click', () => {
    const field = fieldById('pin')
    field.value = digit === 'delete' ? field.value.slice(0, -1) : `${field.value}${digit}`.slice(0, longest)
    showTyped()
  })
  return button
}
