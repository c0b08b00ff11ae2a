import { connectDesk, DeskRefusal } from '../../../src/desk/client/index.ts'
import { byId, setText } from '../../page/dom.ts'
import { layLearningPanel } from '../../page/learn.ts'
import { chosenLanguage, currentLanguage, loadWords, say, useLanguage } from '../../page/words.ts'
import type { DemoEvent, DemoState, DeskView, FactView } from '../view.ts'
import { drawDesk } from './draw-desk.ts'
import { addFacts, drawAllFacts } from './draw-facts.ts'
import { layKeys } from './virtual-keys.ts'

const keptFacts = 100
const title = 'demo.title'
let desk: DeskView | undefined
let facts: readonly FactView[] = []

await loadWords()
layKeys(
  (key) => ask('press', { key }),
  (level) => ask('rate', { level }),
)
const learning = layLearningPanel({ post: (action, body) => connection.post(action, body), counter: () => '5' })
useLanguage(chosenLanguage() ?? 'vi', 'default', title)
byId('language').addEventListener('click', () => {
  useLanguage(currentLanguage() === 'vi' ? 'en' : 'vi', 'chosen', title)
  if (desk) drawDesk(desk, adopt)
  learning.draw()
  drawAllFacts(facts)
})
byId('cable-switch').addEventListener('click', () => ask('cable', { to: desk?.cable === 'out' ? 'in' : 'out' }))
byId('kill').addEventListener('click', () => ask('kill', {}))

const connection = connectDesk<DemoState, DemoEvent>({
  state(state) {
    useLanguage(chosenLanguage() ?? state.language, 'default', title)
    facts = state.facts
    drawAllFacts(facts)
    drawLinks(state.links)
    show(state.desk)
    learning.show(state.learning)
  },
  event(event) {
    if (event.kind === 'desk') return show(event.desk)
    if (event.kind === 'learning') return learning.show(event.learning)
    facts = [...facts, ...event.facts].slice(-keptFacts)
    addFacts(event.facts)
  },
  connected(connected) {
    byId('page-lost').hidden = connected
  },
})

function show(next: DeskView): void {
  const before = desk
  desk = next
  drawDesk(next, adopt)
  if (before?.agent.state !== next.agent.state) setText(byId('news'), say(`demo.agent.${next.agent.state}`))
}

function drawLinks(links: DemoState['links']): void {
  for (const link of byId('links').querySelectorAll('a')) {
    link.href = links[link.dataset.link as keyof DemoState['links']]
  }
}

function adopt(path: string): void {
  ask('adopt', { path })
}

function ask(action: string, body: unknown): void {
  connection.post(action, body).catch((error: unknown) => {
    const words = error instanceof DeskRefusal ? error.words?.[currentLanguage()] : undefined
    setText(byId('news'), words ? `${words.sentence}. ${words.next}` : say('demo.page-lost'))
  })
}
