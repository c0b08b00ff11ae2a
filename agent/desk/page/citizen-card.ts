import type { CardContentView, CardView, CounterView } from '../../../src/desk/index.ts'
import { byId, fieldById, make, setText } from '../../page/dom.ts'
import { currentLanguage, say, sayWords } from '../../page/words.ts'
import { answered, ask, type Post } from './ask.ts'
import { drawPhoto } from './card-photo.ts'

type Show = 'masked' | 'whole'
type Shown = Extract<CardView, { state: 'shown' }>

interface Procedure {
  readonly procedure: string
  readonly name: { readonly vi: string; readonly en: string }
}

/**
 * The card of the citizen at the counter. What is on it is fetched while the desk has it, masked until somebody wants to
 * read it, and thrown away as soon as the desk says that it is gone.
 */
export class CitizenCardPanel {
  readonly #post: Post
  #counter: CounterView | undefined
  /** What was fetched, and what is being fetched: reading and way of showing. */
  #content: { readonly of: string; readonly content: CardContentView } | undefined
  #fetching = ''
  /** What stands on the page: drawn anew only where it changed, so that somebody can mark and copy it. */
  #drawn = ''
  #show: Show = 'masked'
  #reading = ''
  #procedures: readonly Procedure[] = []

  constructor(post: Post) {
    this.#post = post
    byId('citizen-form').addEventListener('submit', (event) => {
      event.preventDefault()
      void this.#read()
    })
    // What the centre lets procedures take may have changed since.
    byId('citizen-procedure').addEventListener('focus', () => void this.load())
    byId('citizen-stop').addEventListener('click', () => this.#clear())
    byId('citizen-clear').addEventListener('click', () => this.#clear())
    byId('citizen-show').addEventListener('click', () => {
      this.#show = this.#show === 'masked' ? 'whole' : 'masked'
      this.#drawAgain()
    })
  }

  /** Asks for which procedures cards may be read; what may be taken follows from the choice. */
  async load(): Promise<void> {
    const came = await answered(this.#post, 'card-procedures', {})
    if (came.kind !== 'done') return
    this.#procedures = (came.answer as { readonly procedures: readonly Procedure[] }).procedures
    this.#drawProcedures()
  }

  draw(counter: CounterView): void {
    this.#counter = counter
    const card = counter.isLocked ? null : counter.card
    const shown = card?.state === 'shown' ? card : undefined
    if (shown?.reading !== this.#reading) {
      // Another card, or none: nothing of the last one stays.
      this.#reading = shown?.reading ?? ''
      this.#content = undefined
      this.#show = 'masked'
    }
    byId('citizen').dataset.state = card?.state ?? 'none'
    setText(byId('citizen-state'), stateWords(card))
    const isUnderWay = card !== null && ['consent', 'waiting', 'reading'].includes(card.state)
    byId('citizen-form').hidden = isUnderWay
    byId('citizen-stop').hidden = !isUnderWay
    for (const id of ['citizen-show', 'citizen-clear']) byId(id).hidden = !shown
    setText(byId('citizen-show'), say(this.#show === 'masked' ? 'page.card.show' : 'page.card.mask'))
    drawVerdicts(shown)
    this.#drawContent(shown)
    this.#drawProcedures()
  }

  #drawAgain(): void {
    if (this.#counter) this.draw(this.#counter)
  }

  #drawContent(shown: Shown | undefined): void {
    const of = shown ? `${shown.reading} ${this.#show}` : ''
    if (shown && this.#content?.of !== of) void this.#fetch(shown.reading, of)
    const content = this.#content?.of === of ? this.#content.content : undefined
    const drawn = `${content ? of : ''} ${currentLanguage()}`
    if (this.#drawn === drawn) return
    this.#drawn = drawn
    const pairs = content?.fields.flatMap(({ field, text }) => [
      make('dt', '', say(`card.field.${field}`)),
      make('dd', '', field === 'sex' && text in sexes ? say(sexes[text as keyof typeof sexes]) : text),
    ])
    byId('citizen-fields').replaceChildren(...(pairs ?? []))
    void drawPhoto(content?.photo ?? null)
  }

  async #fetch(reading: string, of: string): Promise<void> {
    const counter = this.#counter?.id
    if (counter === undefined || this.#fetching === of) return
    this.#fetching = of
    const came = await answered(this.#post, 'card-content', { counter, reading, show: this.#show })
    this.#fetching = ''
    // The card may have gone while it was asked for.
    if (came.kind !== 'done' || this.#reading !== reading || of !== `${reading} ${this.#show}`) return
    this.#content = { of, content: came.answer as CardContentView }
    this.#drawAgain()
  }

  async #read(): Promise<void> {
    const counter = this.#counter?.id
    if (counter === undefined) return
    const [procedure, can] = [fieldById('citizen-procedure').value, fieldById('citizen-can').value.trim()]
    const wish = { counter, ...(procedure ? { procedure } : {}), ...(can ? { can } : {}) }
    if (await ask(this.#post, 'card-read', wish)) fieldById('citizen-can').value = ''
  }

  #clear(): void {
    const { id: counter, card } = this.#counter ?? {}
    if (card) void ask(this.#post, 'card-clear', { counter, reading: card.reading })
  }

  #drawProcedures(): void {
    const choice = fieldById('citizen-procedure')
    const shown = JSON.stringify([currentLanguage(), this.#procedures])
    if (choice.dataset.shown === shown) return
    choice.dataset.shown = shown
    const chosen = choice.value
    const options = this.#procedures.map(({ procedure, name }) => new Option(sayWords(name), procedure))
    choice.replaceChildren(new Option(say('page.card.procedure.none'), ''), ...options)
    choice.value = this.#procedures.some(({ procedure }) => procedure === chosen) ? chosen : ''
  }
}

const sexes = {
  male: 'page.card.sex.male',
  female: 'page.card.sex.female',
  unspecified: 'page.card.sex.unspecified',
} as const

function stateWords(card: CardView | null): string {
  if (!card) return say('page.card.none')
  switch (card.state) {
    case 'reading':
      return say('page.card.reading', { percent: card.percent })
    case 'failed': {
      const { sentence, next } = card.problem
      return `${sayWords(sentence)}. ${sayWords(next)}`
    }
    case 'shown':
      return say(card.isKept ? 'page.card.kept' : 'page.card.not-kept')
    default:
      return say(`page.card.${card.state}`)
  }
}

/** Three sentences, none of which stands for another. */
function drawVerdicts(shown: Shown | undefined): void {
  const list = byId('citizen-verdicts')
  const lines = shown ? Object.entries(shown.verdicts) : []
  const drawn = JSON.stringify([currentLanguage(), lines])
  if (list.dataset.shown === drawn) return
  list.dataset.shown = drawn
  list.replaceChildren(
    ...lines.map(([question, answer]) => make('li', answer, say(`card.verdict.${question}.${answer}`))),
  )
}
