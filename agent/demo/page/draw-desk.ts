import { byId, make, setText } from '../../page/dom.ts'
import { isWord, say } from '../../page/words.ts'
import type { DeskView, PressView, Stage } from '../view.ts'

/** Draws everything but the facts. */
export function drawDesk(desk: DeskView, adopt: (path: string) => void): void {
  drawDisplay(desk.display.lines)
  drawPresses(desk.panel.presses)
  drawPad(desk.pad)
  drawAgent(desk)
  drawOffers(desk.offers, adopt)
  drawCable(desk.cable)
  drawStage('count-calls', desk.counts.calls)
  drawStage('count-ratings', desk.counts.ratings)
  setText(byId('called'), String(desk.counts.called))
  for (const device of ['display', 'panel', 'pad'] as const) {
    byId(`${device}-plug`).dataset.plugged = String(desk[device].isConnected)
  }
}

function drawDisplay([top, bottom]: DeskView['display']['lines']): void {
  const glass = byId('vfd')
  if (glass.children.length === 0) glass.append(...Array.from({ length: 40 }, () => make('span')))
  const letters = [...top, ...bottom]
  letters.forEach((letter, index) => {
    setText(glass.children[index], letter)
  })
  const isDark = `${top}${bottom}`.trim() === ''
  glass.ariaLabel = isDark
    ? say('demo.display.dark')
    : say('demo.display.says', { top: top.trim(), bottom: bottom.trim() })
}

function drawPresses(presses: readonly PressView[]): void {
  byId('no-presses').hidden = presses.length > 0
  const items = presses.toReversed().map(({ number, key, acknowledged }) => {
    const state = acknowledged ? 'recorded' : 'repeating'
    const item = make('li', state, say(`demo.key.${key}`))
    item.dataset.press = String(number)
    item.prepend(make('b', '', String(number)))
    item.append(make('span', '', say(`demo.press.${state}`)))
    return item
  })
  byId('presses').replaceChildren(...items)
}

function drawPad({ lamps, lost }: DeskView['pad']): void {
  lamps.forEach((lit, index) => {
    const lamp = byId('faces').children[index]
    if (lamp instanceof HTMLElement) lamp.dataset.lamp = lit ? 'lit' : 'dark'
  })
  const hint = byId('pad-lost')
  hint.hidden = lost === 0
  setText(hint, say('demo.pad.lost', { count: lost }))
}

function drawAgent({ agent, devices }: DeskView): void {
  byId('agent').dataset.state = agent.state
  setText(byId('agent-state'), say(`demo.agent.${agent.state}`))
  setText(byId('backlog'), agent.state === 'not-running' ? '–' : String(agent.backlog))
  byId('devices').replaceChildren(
    ...devices.map(({ name, state, reason }) => {
      const item = make('li', '', sourceName(name))
      const shown = agent.state === 'not-running' ? 'unknown' : state
      item.dataset.state = shown
      const word = make('span', '', say(`demo.device.${shown}`))
      if (reason) word.title = reason
      item.append(word)
      return item
    }),
  )
}

/** A device that was taken into use has a name, but no words of its own. */
function sourceName(name: string): string {
  return isWord(`demo.source.${name}`) ? say(`demo.source.${name}`) : name
}

function drawOffers(offers: DeskView['offers'], adopt: (path: string) => void): void {
  const list = byId('offer-list')
  // The state comes twice a second; a button that is being clicked must stay where it is.
  const shown = JSON.stringify([offers, say('page.adopt')])
  if (list.dataset.shown === shown) return
  list.dataset.shown = shown
  byId('offers').hidden = offers.length === 0
  list.replaceChildren(
    ...offers.map(({ path, name, role }) => {
      const item = make('li', '', `${name} (${say(`device.role.${role}`)})`)
      const button = make('button', '', say('page.adopt'))
      button.addEventListener('click', () => adopt(path))
      item.append(button)
      return item
    }),
  )
}

function drawCable(cable: DeskView['cable']): void {
  byId('cable').dataset.cable = cable
  setText(byId('cable-state'), say(`demo.cable.${cable}`))
  setText(byId('cable-switch'), say(cable === 'in' ? 'demo.cable.pull' : 'demo.cable.plug'))
}

function drawStage(id: string, { pressed, recorded, centre }: Stage): void {
  const row = byId(id)
  row.dataset.agrees = String(pressed === recorded && recorded === centre)
  const cells = row.querySelectorAll('td')
  ;[pressed, recorded, centre].forEach((count, index) => {
    setText(cells[index], String(count))
  })
}
