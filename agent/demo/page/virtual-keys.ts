import { allFaces, byId, drawFace, make } from '../../../src/page-kit/index.ts'

/** The keys of the call panel as they lie on it; the wide one is used all day. */
const panelKeys = ['next', 'recall', 'begin', 'finish', 'skip', 'hold', 'transfer', 'pause', 'open', 'close']

/** Puts the keys of the virtual devices on the page. Each press is one request: what becomes of it is for the agent. */
export function layKeys(press: (key: string) => void, rate: (level: number) => void): void {
  for (const key of panelKeys) {
    const button = keyButton(`demo.key.${key}`, () => press(key))
    button.dataset.key = key
    byId('keys').append(button)
  }
  allFaces.forEach((look, index) => {
    const button = keyButton(`demo.level.${index + 1}`, () => rate(index + 1))
    button.dataset.level = String(index + 1)
    button.prepend(make('i', 'lamp'), drawFace(look))
    byId('faces').append(button)
  })
}

function keyButton(words: string, pressed: () => void): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  const label = make('span')
  label.dataset.words = words
  button.append(label)
  button.addEventListener('click', pressed)
  return button
}
