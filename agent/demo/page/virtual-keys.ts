import { byId, make } from '../../page/dom.ts'

/** The keys of the call panel as they lie on it; the wide one is used all day. */
const panelKeys = ['next', 'recall', 'begin', 'finish', 'skip', 'hold', 'transfer', 'pause', 'open', 'close']
/** The mouth of each level's face, within a circle of radius 10. */
const mouths = ['M-5 5.5Q0 0 5 5.5', 'M-4.5 5Q0 2.2 4.5 5', 'M-4.5 4H4.5', 'M-4.5 3Q0 6 4.5 3', 'M-5 2Q0 9 5 2']

/** Puts the keys of the virtual devices on the page. Each press is one request: what becomes of it is for the agent. */
export function layKeys(press: (key: string) => void, rate: (level: number) => void): void {
  for (const key of panelKeys) {
    const button = keyButton(`demo.key.${key}`, () => press(key))
    button.dataset.key = key
    byId('keys').append(button)
  }
  mouths.forEach((mouth, index) => {
    const button = keyButton(`demo.level.${index + 1}`, () => rate(index + 1))
    button.dataset.level = String(index + 1)
    button.prepend(make('i', 'lamp'), face(mouth))
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

function face(mouth: string): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg')
  svg.setAttribute('viewBox', '-11 -11 22 22')
  svg.setAttribute('aria-hidden', 'true')
  const draw = (tag: string, attributes: Readonly<Record<string, string>>) => {
    const shape = document.createElementNS('http://www.w3.org/2000/svg', tag)
    for (const [name, value] of Object.entries(attributes)) shape.setAttribute(name, value)
    svg.append(shape)
  }
  draw('circle', { r: '10', class: 'skin' })
  draw('circle', { cx: '-3.5', cy: '-3', r: '1.3', class: 'eye' })
  draw('circle', { cx: '3.5', cy: '-3', r: '1.3', class: 'eye' })
  draw('path', { d: mouth, class: 'mouth' })
  return svg
}
