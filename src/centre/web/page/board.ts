import { byId, make, redraw, setText } from '../../../page-kit/index.ts'
import type { BoardCounter, BoardView } from '../views/board.ts'
import { bestColumns } from './best-columns.ts'
import { follow } from './follow.ts'
import { startVoice, type VoiceOfBoard } from './voice-of-board.ts'
import { currentLanguage, loadWords, say, sayTime, sayWords } from './words.ts'

/** Calls on show beside the latest one. */
const before = 4

let heardAt: number | undefined
let voice: VoiceOfBoard | undefined
let calls: BoardView['calls'] | undefined
let counters: readonly BoardCounter[] = []
/** The call that is on show as the latest, so that a new one is seen to be new. */
let latest = ''

await loadWords()
const centre = follow<BoardView>('/v1/board', {
  view: draw,
  connected(connected) {
    byId('lost').hidden = connected
    document.body.classList.toggle('stale', !connected)
    if (connected) heardAt = centre.now()
    else if (heardAt !== undefined) setText(byId('lost-since'), say('web.lost.since', { time: sayTime(heardAt) }))
    drawClock()
  },
})
setInterval(drawClock, 1_000)
new ResizeObserver(drawCounters).observe(byId('counters'))
if (new URLSearchParams(location.search).get('voice') === '1') {
  voice = await startVoice(() => centre.now())
  if (calls) voice.hear(calls)
}

function draw(view: BoardView): void {
  setText(byId('centre'), sayWords(view.title))
  drawCalls(view.calls)
  counters = view.counters
  drawCounters()
  calls = view.calls
  voice?.hear(calls)
}

function drawCalls(calls: BoardView['calls']): void {
  const [newest] = calls
  byId('none').hidden = newest !== undefined
  byId('latest').hidden = newest === undefined
  if (newest) {
    setText(byId('latest-ticket'), newest.ticket)
    byId('latest').style.setProperty('--letters', String(Math.max(4, newest.ticket.length)))
    setText(byId('latest-counter'), newest.label)
    const name = `${newest.number}@${newest.at}`
    if (latest && latest !== name) flash(byId('latest'))
    latest = name
  }
  const shown = calls.slice(1, 1 + before)
  redraw(byId('before'), shown, () =>
    shown.map(({ ticket, label }) => {
      const item = make('li')
      item.append(make('b', '', ticket), make('i', 'counter', label))
      return item
    }),
  )
}

function drawCounters(): void {
  byId('no-counters').hidden = counters.length > 0
  const list = byId('counters')
  const columns = bestColumns(counters.length, list.getBoundingClientRect())
  list.style.setProperty('--columns', String(columns))
  list.style.setProperty('--rows', String(Math.max(1, Math.ceil(counters.length / columns))))
  redraw(list, [counters, currentLanguage()], () => counters.map(counterItem))
}

function counterItem({ label, state, ticket, reason }: BoardCounter): HTMLElement {
  const item = make('li')
  item.dataset.state = state
  item.dataset.counter = label
  item.style.setProperty('--letters', String(Math.max(4, ticket?.length ?? 0)))
  const place = make('span', 'place')
  place.append(make('span', 'word', say('web.counter')), make('b', '', label))
  const shown = make('span', 'shown')
  shown.append(make('b', 'ticket', ticket ?? (state === 'idle' ? '' : say(`web.board.${state}`))))
  if (state === 'idle') shown.append(make('span', 'word', say('web.board.idle')))
  if (reason) shown.append(make('span', 'word', reason))
  item.append(place, shown)
  return item
}

function flash(element: HTMLElement): void {
  element.classList.remove('new')
  // Reading a size makes the browser notice that the class was gone, so that the animation runs again.
  element.getBoundingClientRect()
  element.classList.add('new')
}

function drawClock(): void {
  setText(byId('clock'), heardAt === undefined ? '' : sayTime(centre.now()))
}
