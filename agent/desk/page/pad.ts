import type { RatingSet } from '../../../src/contract/index.ts'
import { connectDesk } from '../../../src/desk/client/index.ts'
import type { CounterView, DeskEvent, DeskView } from '../../../src/desk/index.ts'
import { byId, make, setText } from '../../page/dom.ts'
import { face } from '../../page/face.ts'
import { loadWords, say, useLanguage } from '../../page/words.ts'
import { after } from './desk-state.ts'

/** Faces for sets that name none, by how many levels there are. */
const usualFaces: Readonly<Record<number, readonly Face[]>> = {
  3: ['sad', 'neutral', 'happy'],
  4: ['very-sad', 'sad', 'happy', 'very-happy'],
  5: ['very-sad', 'sad', 'neutral', 'happy', 'very-happy'],
}
type Face = Parameters<typeof face>[0]

let view: DeskView | undefined
let set: RatingSet | undefined
/** Whom somebody rated here, so that the screen thanks until the next one. */
let pressed: { readonly service: string; readonly level: number } | undefined

await loadWords()
useLanguage('vi', 'default', 'page.pad.title')
const desk = connectDesk<DeskView, DeskEvent>({
  state(next) {
    view = next
    void learnSet().then(draw)
  },
  event(event) {
    if (!view) return
    view = after(view, event)
    draw()
  },
})

async function learnSet(): Promise<void> {
  set = (await desk.post('pad-set', {}).catch(() => set)) as RatingSet | undefined
}

/** The counter in the address, or the only one. */
function counterNow(): CounterView | undefined {
  const named = new URLSearchParams(location.hash.slice(1)).get('quay')
  return view?.counters.find(({ id }) => id === named) ?? (view?.counters.length === 1 ? view.counters[0] : undefined)
}

function draw(): void {
  const counter = counterNow()
  drawWhich(counter === undefined)
  if (!counter || !set) return
  const { rating, ticket } = counter
  if (rating && rating.service !== pressed?.service) pressed = undefined
  const state = rating ? (pressed ? 'thanks' : 'asking') : pressed ? 'thanked' : 'idle'
  document.body.dataset.pad = state
  const greeting = ticket
    ? ['page.pad.serving', ticket]
    : ['page.pad.idle', say('page.pad.idle.hint', { counter: counter.id })]
  const isIdle = state === 'idle' || state === 'thanked'
  setText(byId('above'), isIdle ? say(greeting[0] ?? '') : ticket ? say('page.pad.ticket', { ticket }) : '')
  setText(byId('says'), isIdle ? (greeting[1] ?? '') : state === 'thanks' ? say('page.pad.thanks') : set.question.vi)
  setText(byId('below'), state === 'thanks' ? say('page.pad.change') : '')
  drawLevels(set, rating)
  if (!rating) pressed = undefined
}

function drawLevels({ levels, scale }: RatingSet, rating: CounterView['rating']): void {
  const list = byId('levels')
  list.hidden = !rating
  const shown = `${scale} ${rating?.service} ${pressed?.level}`
  if (list.dataset.shown === shown) return
  list.dataset.shown = shown
  list.replaceChildren(
    ...(rating ? levels.map((level, index) => levelButton(level, index, levels.length, rating.service)) : []),
  )
}

function levelButton(
  { label, face: named }: RatingSet['levels'][number],
  index: number,
  of: number,
  service: string,
): HTMLElement {
  const button = make('button', 'level')
  button.dataset.level = String(index + 1)
  button.ariaPressed = String(pressed?.level === index + 1)
  const look = named ?? usualFaces[of]?.[index] ?? 'neutral'
  button.dataset.face = look
  button.append(face(look), make('span', '', label.vi))
  button.addEventListener('click', () => void rate(service, index + 1))
  return button
}

async function rate(service: string, level: number): Promise<void> {
  const counter = counterNow()?.id
  const done = await desk.post('rate', { counter, service, level }).then(
    () => true,
    () => false,
  )
  if (done) pressed = { service, level }
  draw()
}

function drawWhich(isUnknown: boolean): void {
  byId('which').hidden = !isUnknown
  if (!isUnknown || byId('counters').children.length > 0) return
  byId('counters').replaceChildren(
    ...(view?.counters ?? []).map(({ id }) => {
      const button = make('button', 'level', id)
      button.addEventListener('click', () => {
        location.hash = `quay=${id}`
        draw()
      })
      return button
    }),
  )
}
