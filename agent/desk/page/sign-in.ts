import type { CounterView, DeskView } from '../../../src/desk/index.ts'
import { byId, fieldById, make, setText } from '../../page/dom.ts'
import { currentLanguage, say } from '../../page/words.ts'
import { answered, type Post } from './ask.ts'
import { layPinPad, showTyped } from './pin-pad.ts'

/** The dialog in which somebody says who sits here. */
export interface SignIn {
  /** Asks; `sign-out` asks only what becomes of a service that is running. */
  open(purpose: 'sign-in' | 'sign-out'): void
  /** Something changed: the answer may be there. */
  look(view: DeskView, counter: CounterView): void
}

/** The centre answers within five seconds or not at all. */
const patienceMs = 8_000
/** So many names are read at a glance; more are searched. */
const fewNames = 8

/** Lays the dialog. The PIN is in its field and in one request, and nowhere else. */
export function laySignIn(post: Post): SignIn {
  let purpose: 'sign-in' | 'sign-out' = 'sign-in'
  let view: DeskView | undefined
  let counter: CounterView | undefined
  let officer: string | undefined
  let waiting:
    | { readonly before: string; readonly notice: number; readonly timer: ReturnType<typeof setTimeout> }
    | undefined

  const close = () => dialog().close()
  const draw = () => {
    if (!view || !counter) return
    drawDialog({ view, counter, purpose, officer }, (chosen) => {
      officer = chosen
      draw()
      const needsPin = view?.officers.find((one) => one.officer === chosen)?.needsPin
      byId(needsPin ? 'pin' : 'signing-go').focus()
    })
  }
  const stopWaiting = () => {
    clearTimeout(waiting?.timer)
    waiting = undefined
    setBusy(false)
  }
  const wait = () => {
    const timer = setTimeout(() => {
      stopWaiting()
      tell(say('page.sign-in.slow'))
    }, patienceMs)
    waiting = { before: seatOf(counter), notice: lastNotice(view), timer }
    setBusy(true)
  }
  const go = async () => {
    if (!view || !counter || waiting) return
    const wish = wishOf(view, counter, purpose, officer)
    if (typeof wish === 'string') return tell(wish)
    tell('')
    wait()
    const came = await answered(post, purpose, wish)
    clearPin()
    if (came.kind === 'refused') return refuse(came.why[currentLanguage()])
    // The counter may have changed before the answer came.
    settle()
  }
  const refuse = (why: string) => {
    stopWaiting()
    tell(why)
    byId('pin').focus()
  }
  const settle = () => {
    if (!waiting || !view || !counter) return
    if (seatOf(counter) !== waiting.before) {
      stopWaiting()
      return close()
    }
    const said = view.notices.findLast((one) => one.number > (waiting?.notice ?? 0) && one.counter === counter?.id)
    if (!said) return
    // The same officer once more changes nothing that could be seen.
    if (said.tone === 'info') close()
    else refuse(said.words[currentLanguage()])
  }

  layPinPad()
  byId('signing-go').addEventListener('click', () => void go())
  byId('signing-cancel').addEventListener('click', close)
  byId('roster-find').addEventListener('input', draw)
  byId('pin').addEventListener('keydown', (event) => {
    if (event.key === 'Enter') void go()
  })
  dialog().addEventListener('close', () => {
    stopWaiting()
    clearPin()
  })
  return {
    open(wanted) {
      purpose = wanted
      officer =
        view?.officers.length === 1
          ? view.officers[0]?.officer
          : counter?.isLocked
            ? counter.officer?.officer
            : undefined
      fieldById('roster-find').value = ''
      for (const radio of partings()) radio.checked = false
      clearPin()
      tell('')
      draw()
      dialog().showModal()
    },
    look(nextView, nextCounter) {
      const isOther = counter?.id !== nextCounter.id
      view = nextView
      counter = nextCounter
      if (!dialog().open) return
      if (isOther) return close()
      draw()
      settle()
    },
  }
}

interface Drawn {
  readonly view: DeskView
  readonly counter: CounterView
  readonly purpose: 'sign-in' | 'sign-out'
  readonly officer: string | undefined
}

function drawDialog({ view, counter, purpose, officer }: Drawn, choose: (officer: string) => void): void {
  const isIn = purpose === 'sign-in'
  const title = isIn ? 'page.sign-in.title' : 'page.sign-out.title'
  setText(byId('signing-title'), say(title, { counter: counter.id }))
  setText(byId('signing-go'), say(isIn ? 'page.sign-in.go' : 'page.officer.sign-out'))
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
function wishOf(
  view: DeskView,
  counter: CounterView,
  purpose: Drawn['purpose'],
  officer: string | undefined,
): object | string {
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

/** Who sits here, and whether pages may act. */
function seatOf(counter: CounterView | undefined): string {
  return JSON.stringify([counter?.officer, counter?.isLocked])
}

function lastNotice(view: DeskView | undefined): number {
  return view?.notices.at(-1)?.number ?? 0
}

function tell(words: string): void {
  byId('signing-state').hidden = words === ''
  setText(byId('signing-state'), words)
}

function setBusy(busy: boolean): void {
  const go = byId('signing-go')
  go.ariaBusy = busy ? 'true' : null
  if (busy) setText(go, say('page.sign-in.asking'))
}

function clearPin(): void {
  fieldById('pin').value = ''
  showTyped()
}

function partings(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>('input[name=parting]')]
}

function dialog(): HTMLDialogElement {
  return byId('signing') as HTMLDialogElement
}
