import { byId } from '../../page/dom.ts'

/** The views of the page by the part of its address behind `#`. */
const views = {
  quay: 'counter',
  'thiet-bi': 'devices',
  'ghi-bu': 'late',
  'tu-kiem-tra': 'check',
  'ky-thuat': 'about',
} as const
/** One of them. */
export type View = (typeof views)[keyof typeof views]

/** The view that the address names. */
export function viewNow(): View {
  const name = location.hash.slice(1)
  return name in views ? views[name as keyof typeof views] : 'counter'
}

/** Shows one view, unless the counter is locked: then nothing is to be seen but the way back. */
export function showView(view: View, isLocked: boolean): void {
  document.body.dataset.view = view
  for (const one of Object.values(views)) byId(`view-${one}`).hidden = isLocked || one !== view
  byId('locked').hidden = !isLocked
  byId('nav').hidden = isLocked
  for (const link of document.querySelectorAll<HTMLElement>('#nav a')) {
    link.ariaCurrent = link.dataset.view === view ? 'page' : null
  }
}

/** Follows the address; who came by a link hears where they are. */
export function followViews(changed: (view: View) => void): void {
  addEventListener('hashchange', () => {
    if (location.hash === '#keys') return
    const view = viewNow()
    changed(view)
    document.querySelector<HTMLElement>(`#view-${view} h1`)?.focus()
  })
}
