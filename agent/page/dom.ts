/** The element of that id. The page's own markup has it; a missing one is a mistake of ours. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no element #${id}`)
  return found
}

/** A new element with a class and a text. */
export function make(tag: string, className = '', text = ''): HTMLElement {
  const element = document.createElement(tag)
  if (className) element.className = className
  element.textContent = text
  return element
}

/** Sets a text only when it changed, so that screen readers are not told the same thing again. */
export function setText(element: Element | null | undefined, text: string): void {
  if (element && element.textContent !== text) element.textContent = text
}

/** The field of that id, of whatever kind. */
export function fieldById(id: string): HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement {
  const found = byId(id)
  if ('value' in found) return found as HTMLInputElement
  throw new Error(`#${id} is no field`)
}
