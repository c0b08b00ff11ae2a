import { byId, make } from '../../page/dom.ts'
import { say } from '../../page/words.ts'
import { answered, ask, type Post } from './ask.ts'

interface Pairing {
  readonly id: string
  readonly origin: string
  readonly user: string
  readonly made: number
}

/** Shows which applications of the centre are paired with this desk; each can be thrown out at once. */
export async function showPairings(post: Post): Promise<void> {
  const came = await answered(post, 'pairings', {})
  const pairings = came.kind === 'done' ? (came.answer as readonly Pairing[]) : []
  const list = make('ul')
  list.append(...pairings.map((pairing) => row(pairing, post)))
  const shown = pairings.length > 0 ? list : make('p', 'hint', say('page.pairings.none'))
  byId('pairings').replaceChildren(make('h2', '', say('page.pairings')), shown)
}

function row({ id, origin, user, made }: Pairing, post: Post): HTMLElement {
  const when = new Date(made).toLocaleString('vi-VN')
  const line = make('li', '', `${origin} · ${user} · ${when} `)
  const button = make('button', 'quiet', say('page.pairings.end')) as HTMLButtonElement
  button.type = 'button'
  button.ariaLabel = `${say('page.pairings.end')}: ${origin}`
  button.addEventListener('click', async () => {
    button.disabled = true
    await ask(post, 'pairing-revoke', { id })
    await showPairings(post)
  })
  line.append(button)
  return line
}
