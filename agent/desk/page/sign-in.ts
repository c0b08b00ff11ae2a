import type { CounterView, DeskView } from '../../../src/desk/index.ts'
import { byId, fieldById, setText } from '../../page/dom.ts'
import { currentLanguage, say } from '../../page/words.ts'
import { answered, type Post } from './ask.ts'
import { layPinPad, showTyped } from './pin-pad.ts'
import { type Drawn, drawDialog, partings, wishOf } from './sign-in-view.ts'

/** The centre answers within five seconds or not at all. */
const patienceMs = 8_000

/** What was so when the centre was asked: what differs from it is the answer. */
interface Waiting {
  readonly seat: string
  readonly notice: number
  readonly timer: ReturnType<typeof setTimeout>
}

/** The dialog in which somebody says who sits here. The PIN is in its field and in one request, and nowhere else. */
export class SignIn {
  readonly #post: Post
  #purpose: Drawn['purpose'] = 'sign-in'
  #view: DeskView | undefined
  #counter: CounterView | undefined
  #officer: string | undefined
  #waiting: Waiting | undefined

  /** Lays the dialog; it is closed at first. */
  constructor(post: Post) {
    this.#post = post
    layPinPad()
    byId('signing-go').addEventListener('click', () => void this.#go())
    byId('signing-cancel').addEventListener('click', () => dialog().close())
    byId('roster-find').addEventListener('input', () => this.#draw())
    byId('pin').addEventListener('keydown', (event) => {
      if (event.key === 'Enter') void this.#go()
    })
    dialog().addEventListener('close', () => {
      this.#stopWaiting()
      clearPin()
    })
  }

  /** Asks; `sign-out` asks only what becomes of a service that is running. */
  open(purpose: Drawn['purpose']): void {
    this.#purpose = purpose
    this.#officer = this.#likely()
    fieldById('roster-find').value = ''
    for (const radio of partings()) radio.checked = false
    clearPin()
    tell('')
    this.#draw()
    dialog().showModal()
  }

  /** Something changed: the answer may be there. */
  look(view: DeskView, counter: CounterView): void {
    const isOther = this.#counter?.id !== counter.id
    this.#view = view
    this.#counter = counter
    if (!dialog().open) return
    if (isOther) dialog().close()
    else this.#draw()
    this.#settle()
  }

  /** Who locked the page most likely opens it again; where only one may, it is that one. */
  #likely(): string | undefined {
    const [first, ...others] = this.#view?.officers ?? []
    if (first && others.length === 0) return first.officer
    return this.#counter?.isLocked ? this.#counter.officer?.officer : undefined
  }

  #draw(): void {
    const drawn = this.#drawn()
    if (drawn) drawDialog(drawn, (officer) => this.#choose(officer))
  }

  #drawn(): Drawn | undefined {
    const [view, counter] = [this.#view, this.#counter]
    if (!view || !counter) return undefined
    return { view, counter, purpose: this.#purpose, officer: this.#officer, isWaiting: this.#waiting !== undefined }
  }

  #choose(officer: string): void {
    this.#officer = officer
    this.#draw()
    const needsPin = this.#view?.officers.find((one) => one.officer === officer)?.needsPin
    byId(needsPin ? 'pin' : 'signing-go').focus()
  }

  async #go(): Promise<void> {
    const drawn = this.#drawn()
    if (!drawn || this.#waiting) return
    const wish = wishOf(drawn)
    if (typeof wish === 'string') return tell(wish)
    tell('')
    this.#wait()
    const came = await answered(this.#post, this.#purpose, wish)
    clearPin()
    // The counter may have changed before the answer came.
    if (came.kind === 'done') this.#settle()
    else this.#refuse(came.why[currentLanguage()])
  }

  #wait(): void {
    const timer = setTimeout(() => this.#refuse(say('page.sign-in.slow')), patienceMs)
    this.#waiting = { seat: seatOf(this.#counter), notice: this.#view?.notices.at(-1)?.number ?? 0, timer }
    this.#draw()
  }

  #stopWaiting(): void {
    clearTimeout(this.#waiting?.timer)
    this.#waiting = undefined
    this.#draw()
  }

  #refuse(why: string): void {
    this.#stopWaiting()
    tell(why)
    byId('pin').focus()
  }

  #settle(): void {
    const [waiting, counter] = [this.#waiting, this.#counter]
    if (!waiting) return
    const isNew = (one: DeskView['notices'][number]) => one.number > waiting.notice && one.counter === counter?.id
    const said = this.#view?.notices.findLast(isNew)
    // The same officer once more changes nothing that could be seen, and is told of all the same.
    if (seatOf(counter) !== waiting.seat || said?.tone === 'info') dialog().close()
    else if (said) this.#refuse(said.words[currentLanguage()])
  }
}

/** Who sits here, and whether pages may act. */
function seatOf(counter: CounterView | undefined): string {
  return JSON.stringify([counter?.officer, counter?.isLocked])
}

function tell(words: string): void {
  byId('signing-state').hidden = words === ''
  setText(byId('signing-state'), words)
}

function clearPin(): void {
  fieldById('pin').value = ''
  showTyped()
}

function dialog(): HTMLDialogElement {
  return byId('signing') as HTMLDialogElement
}
