import type { CounterView, DeskView } from '../../../src/desk/index.ts'
import { byId, fieldById, make, setText } from '../../page/dom.ts'
import { currentLanguage, say } from '../../page/words.ts'

/** So many names are read at a glance; more are searched. */
const fewNames = 8

/** What the dialog is drawn from. */
export interface Drawn {
  readonly view: DeskView
  readonly counter: CounterView
  readonly purpose: 'sign-in' | 'sign-out'
  readonly officer: string | undefined
  /** The centre is being asked. */
  readonly isWaiting: boolean
}

/** Draws it; a name that is chosen is told. */
export function drawDialog(
  { view, counter, purpose, officer, isWaiting }: Drawn,
  choose: (officer: string) => void,
): void {
  const isIn = purpose === 'sign-in'
  const title = isIn ? 'page.sign-in.title' : 'page.sign-out.title'
  setText(byId('signing-title'), say(title, { counter: counter.id }))
  const go = isIn ? 'page.sign-in.go' : 'page.officer.sign-out'
  setText(byId('signing-go'), say(isWaiting ? 'page.sign-in.asking' : go))
  byId('signing-go').ariaBusy = isWaiting ? 'true' : null
  byId('signing').classList.toggle('leaving', !isIn)
  byId('signing-offline').hidden = !isIn || view.link.state === 'online'
  byId('roster-none').hidden = view.officers.length > 0
  byId('officer-name-label').hidden = view.officers.length > 0
  byId('roster-find-label').hidden = view.officers.length <= fewNames
  drawRoster(view.officers, officer, choose)
  const needsPin = view.officers.find((one) => one.officer === officer)?.needsPin ?? view.officers.length > 0
  for (const id of ['pin', 'pin-label', 'pin-pad']) byId(id).hidden = !needsPin
  byId('pin-none').hidden = needsPin
  byId('parting').hidden = !isParting(counter, purpose, officer)
  setText(byId('parting-title'), say('page.sign-in.running', { ticket: counter.service?.ticket ?? '' }))
}

function drawRoster(
  officers: DeskView['officers'],
  chosen: string | undefined,
  choose: (officer: string) => void,
): void {
  const wanted = fieldById('roster-find').value.trim().toLocaleLowerCase('vi')
  const shown = officers.filter(({ name }) => name.toLocaleLowerCase('vi').includes(wanted))
  const list = byId('roster')
  const key = JSON.stringify([shown, chosen, currentLanguage()])
  if (list.dataset.shown === key) return
  list.dataset.shown = key
  list.replaceChildren(
    ...shown.map(({ officer, name }) => {
      const button = make('button', 'choice-button', name)
      button.setAttribute('type', 'button')
      button.ariaPressed = String(officer === chosen)
      button.addEventListener('click', () => choose(officer))
      return button
    }),
  )
}

/** Somebody else takes over while a citizen is at the counter: what becomes of the visit must be said. */
function isParting(
  { service, officer: sits }: CounterView,
  purpose: Drawn['purpose'],
  officer: string | undefined,
): boolean {
  if (!service) return false
  return service.phase === 'running' && (purpose === 'sign-out' || officer !== sits?.officer)
}

/** The body of the request, or what is missing in it. */
export function wishOf({ view, counter, purpose, officer }: Drawn): object | string {
  const running = partings().find(({ checked }) => checked)?.value
  if (isParting(counter, purpose, officer) && !running) return say('page.sign-in.parting')
  const parting = isParting(counter, purpose, officer) ? { running } : {}
  if (purpose === 'sign-out') return { counter: counter.id, ...parting }
  if (view.officers.length === 0) return typedWish(counter, parting)
  const entry = view.officers.find((one) => one.officer === officer)
  if (!entry) return say('page.sign-in.choose')
  const pin = fieldById('pin').value
  if (entry.needsPin && pin.length < 4) return say('page.sign-in.short')
  return { counter: counter.id, officer: entry.officer, ...(entry.needsPin ? { pin } : {}), ...parting }
}

/** Without a list nobody can be asked for a PIN, and the name is what somebody says. */
function typedWish({ id }: CounterView, parting: object): object | string {
  const officer = fieldById('officer-name').value.trim()
  return officer ? { counter: id, officer, ...parting } : say('page.sign-in.choose')
}

/** The choices of what becomes of a running service. */
export function partings(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>('input[name=parting]')]
}
