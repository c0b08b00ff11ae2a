/** The element of that id. The page's own markup has it; a missing one is a mistake of ours. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no element #${id}`)
  return found
}

/** The input of that id. */
export function inputById(id: string): HTMLInputElement {
  const found = byId(id)
  if (found instanceof HTMLInputElement) return found
  throw new Error(`#${id} is no input`)
}

/** A new element with a class and a text. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className = '',
  text = '',
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  if (className) element.className = className
  element.textContent = text
  return element
}

/** A new button. */
export function makeButton(className: string, text: string, pressed: () => void): HTMLButtonElement {
  const button = make('button', className, text)
  button.type = 'button'
  button.addEventListener('click', pressed)
  return button
}

/** Sets a text only when it changed, so that screen readers are not told the same thing again. */
export function setText(element: Element | null | undefined, text: string): void {
  if (element && element.textContent !== text) element.textContent = text
}

/** Puts children into an element only when what they show changed: a button that is being pressed must stay where it is. */
export function redraw(element: HTMLElement, shown: unknown, children: () => readonly Node[]): void {
  const key = JSON.stringify(shown)
  if (element.dataset.shown === key) return
  element.dataset.shown = key
  element.replaceChildren(...children())
}

/** A part that may be wider than a small screen: with the keyboard it is reached and scrolled. */
export function makeScrollable(element: HTMLElement, name: string): void {
  element.classList.add('scroll')
  element.tabIndex = 0
  element.setAttribute('role', 'group')
  element.setAttribute('aria-label', name)
}
