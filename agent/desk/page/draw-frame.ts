import type { CounterView, DeskView, Problem } from '../../../src/desk/index.ts'
import { byId, make, setText } from '../../page/dom.ts'
import { currentLanguage, say } from '../../page/words.ts'
import { timeOfDay } from './times.ts'
import { firstRunPath, notEnrolled } from './unenrolled.ts'

/** Draws what stands above every view: the way to the centre, alarms, how many devices need a look. */
export function drawFrame({ link, alarms, clock, devices }: DeskView): void {
  const { state, unsent, problem } = link
  byId('link').dataset.link = state
  setText(byId('link-state'), say(`page.link.${state}`))
  setText(byId('link-unsent'), unsent === 0 ? say('page.link.sent') : say('page.link.unsent', { count: unsent }))
  byId('offline').hidden = state === 'online'
  setText(
    byId('offline-state'),
    `${say(`page.link.${state}`)}, ${say('page.link.since', { time: timeOfDay(link.since) })}.`,
  )
  setText(byId('offline-more'), say('page.link.kept'))
  drawWhy(problem)
  drawAlarms(alarms, clock)
  const wrong = devices.filter((device) => device.state !== 'ready').length
  byId('devices-wrong').hidden = wrong === 0
  setText(byId('devices-wrong'), `! ${wrong}`)
}

/** Why there is no connection; a desk that was never enrolled is led to where that is done. */
function drawWhy(problem: Problem | null): void {
  const isNew = problem?.code === notEnrolled
  const why = problem ? say('page.link.why', { code: problem.code }) : ''
  byId('offline-why').setAttribute('href', isNew ? firstRunPath : '#tu-kiem-tra')
  setText(byId('offline-why'), isNew ? say('page.first-run.enrol') : why)
}

/** One button for each counter, where there are several. */
export function drawTabs(counters: readonly CounterView[], chosen: string, choose: (id: string) => void): void {
  byId('tabs').hidden = counters.length < 2
  byId('counter-title').classList.toggle('unseen', counters.length > 1)
  const tabs = byId('tab-list')
  const shown = JSON.stringify([currentLanguage(), chosen, counters.map(({ id, ticket }) => [id, ticket])])
  if (tabs.dataset.shown === shown) return
  tabs.dataset.shown = shown
  const had = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.counter : undefined
  tabs.replaceChildren(
    ...counters.map(({ id, ticket }) => {
      const tab = make('button', '', say('page.counter', { counter: id }))
      if (ticket) tab.append(' ', make('small', '', ticket))
      tab.dataset.counter = id
      tab.ariaPressed = String(id === chosen)
      tab.addEventListener('click', () => choose(id))
      return tab
    }),
  )
  if (had) tabs.querySelector<HTMLElement>(`[data-counter="${had}"]`)?.focus()
}

function drawAlarms(alarms: readonly Problem[], clock: DeskView['clock']): void {
  const language = currentLanguage()
  const lines = alarms.map(({ code, sentence, next }) => {
    const item = make('li')
    item.append(make('b', '', sentence[language]), ` ${next[language]} `, make('code', '', code))
    return item
  })
  // A clock that was not compared yet is no alarm at the start of every day; one that jumped is.
  if (clock === 'stepped') lines.push(make('li', '', say('page.clock.stepped')))
  byId('alarms').hidden = lines.length === 0
  const list = byId('alarm-list')
  const shown = lines.map((line) => line.textContent).join()
  if (list.dataset.shown === shown) return
  list.dataset.shown = shown
  list.replaceChildren(...lines)
}
