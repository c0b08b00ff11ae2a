import type { CounterView } from '../../../src/desk/index.ts'
import { byId, make, setText } from '../../page/dom.ts'
import { currentLanguage, say } from '../../page/words.ts'
import { type PanelKey, panelKeys, shortcuts } from './call-keys.ts'
import { recallsHeld } from './press.ts'
import { minutesSince, timeOfDay } from './times.ts'

/** Draws the number on show, who sits here, and the keys. */
export function drawCounter(counter: CounterView): void {
  drawOfficer(counter)
  drawNumber(counter)
  drawKeys(counter)
}

/** Puts the keys on the page. */
export function layKeys(pressed: (key: PanelKey) => void): void {
  for (const key of panelKeys) {
    const button = make('button', 'key')
    button.dataset.key = key
    button.setAttribute('type', 'button')
    button.setAttribute('aria-keyshortcuts', shortcuts[key])
    const label = make('span', 'key-name')
    label.dataset.words = `page.key.${key}`
    const short = make('kbd', '', shortcuts[key])
    short.ariaHidden = 'true'
    button.append(label, make('small'), short)
    button.addEventListener('click', () => pressed(key))
    byId('keys').append(button)
  }
}

/** What stands in the way of a key now, in words. */
export function whyNot(counter: CounterView, key: PanelKey): string | undefined {
  if (key === 'recall' && recallsHeld(counter)) return undefined
  return counter.possible[key]?.[currentLanguage()]
}

function drawOfficer({ officer }: CounterView): void {
  setText(byId('officer'), officer ? officer.name : say('page.officer.none'))
  const proof = byId('officer-proof')
  proof.hidden = !officer || officer.isProven
  setText(proof, say('page.officer.unproven'))
  proof.title = say('page.officer.unproven.hint')
  setText(byId('sign-in'), say(officer ? 'page.officer.change' : 'page.officer.sign-in'))
  byId('sign-out').hidden = !officer
  byId('lock').hidden = !officer
}

function drawNumber(counter: CounterView): void {
  const { mode, reason, ticket, service, isProvisional } = counter
  byId('show').dataset.mode = mode
  byId('show').dataset.phase = service?.phase ?? 'none'
  setText(byId('mode'), say(`page.mode.${mode}`))
  const shown = byId('ticket')
  const words =
    mode === 'closed'
      ? say('page.ticket.closed')
      : mode === 'paused'
        ? say('page.ticket.paused', { reason: reason ?? '' })
        : undefined
  setText(shown, words ?? ticket ?? say('page.ticket.none'))
  shown.classList.toggle('words', words !== undefined || ticket === null)
  shown.classList.toggle('long', (ticket ?? '').length > 6)
  setText(byId('phase'), service ? phaseWords(service, mode === 'open' ? ticket : null) : '')
  setText(
    byId('since'),
    service ? say('page.phase.since', { time: timeOfDay(service.since), minutes: minutesSince(service.since) }) : '',
  )
  byId('provisional').hidden = !isProvisional
  byId('provisional-hint').hidden = !isProvisional
}

/** Who is at the counter may not be who is on show: said then. */
function phaseWords({ phase, ticket }: NonNullable<CounterView['service']>, shown: string | null): string {
  const words = say(`page.phase.${phase}`)
  return ticket === shown ? words : `${ticket}: ${words}`
}

function drawKeys(counter: CounterView): void {
  const suggested = suggestedKey(counter)
  for (const key of panelKeys) {
    const button = byId('keys').querySelector<HTMLElement>(`[data-key=${key}]`)
    if (!button) continue
    const why = whyNot(counter, key)
    const isAsked = counter.asked.includes(key)
    button.ariaDisabled = why === undefined ? null : 'true'
    button.ariaBusy = isAsked ? 'true' : null
    button.title = why ?? ''
    button.classList.toggle('suggested', key === suggested && why === undefined)
    setText(
      button.querySelector('small'),
      isAsked ? say('page.key.asked') : key === 'next' ? say('page.key.next.hint') : '',
    )
  }
}

/** What most officers do next. */
function suggestedKey({ mode, service }: CounterView): PanelKey {
  if (mode !== 'open') return 'open'
  if (!service) return 'next'
  return service.phase === 'called' ? 'begin' : 'finish'
}
