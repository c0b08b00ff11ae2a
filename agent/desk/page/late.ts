import { byId, fieldById, setText } from '../../page/dom.ts'
import { currentLanguage, say } from '../../page/words.ts'
import { answered, type Post } from './ask.ts'
import { type LateForm, type LateMistake, readLate, tidyDay, tidyTime } from './late-form.ts'

const fields = ['ticket', 'date', 'began', 'ended', 'dossiers'] as const

/** What the desk refuses with words that belong to one field. */
const placeOf: Readonly<Record<string, keyof LateForm>> = { 'DB-AGT-057': 'dossiers', 'DB-AGT-058': 'ticket' }

/** The form of late entries. */
export interface LateView {
  /** Time has passed. A page may be open for a week, and the day that stands there must not be of last Monday. */
  draw(): void
}

/** The form in which a visit that was kept on paper is entered with its true times. */
export function layLate(post: Post, counter: () => string): LateView {
  let filledIn = ''
  const draw = () => {
    const date = fieldById('late-date')
    if (date.value !== filledIn) return
    filledIn = today()
    date.value = filledIn
  }
  draw()
  tidies('date', tidyDay)
  for (const field of ['began', 'ended'] as const) tidies(field, tidyTime)
  byId('late').addEventListener('submit', async (event) => {
    event.preventDefault()
    const entry = readLate(written(), new Date())
    if (!('ticket' in entry)) return tellMistakes(entry)
    const came = await answered(post, 'late-entry', { counter: counter(), ...entry })
    if (came.kind === 'refused') return tellRefusal(came.code, came.why[currentLanguage()])
    tellMistakes([])
    setText(byId('late-done'), say('page.late.done', { ticket: entry.ticket }))
    for (const field of ['ticket', 'began', 'ended', 'dossiers']) fieldById(`late-${field}`).value = ''
    byId('late-ticket').focus()
  })
  return { draw }
}

function written(): LateForm {
  const [ticket, date, began, ended, dossiers] = fields.map((field) => fieldById(`late-${field}`).value)
  return { ticket: ticket ?? '', date: date ?? '', began: began ?? '', ended: ended ?? '', dossiers: dossiers ?? '' }
}

/** What can be read is shown as it was read. */
function tidies(field: keyof LateForm, tidy: (written: string) => string | undefined): void {
  const input = fieldById(`late-${field}`)
  input.addEventListener('change', () => {
    input.value = tidy(input.value) ?? input.value
  })
}

/** Each mistake stands at its field; the first of them has the focus. */
function tellMistakes(mistakes: readonly LateMistake[]): void {
  mark(mistakes.map(({ field, why }) => [field, say(why)]))
  tell(mistakes.length === 0 ? '' : say('page.late.some-wrong', { count: mistakes.length }))
}

function tellRefusal(code: string, why: string): void {
  const field = placeOf[code]
  mark(field ? [[field, why]] : [])
  tell(field ? say('page.late.some-wrong', { count: 1 }) : why)
}

function mark(words: readonly (readonly [field: keyof LateForm, why: string])[]): void {
  const found = new Map(words)
  for (const field of fields) {
    const why = found.get(field)
    fieldById(`late-${field}`).ariaInvalid = String(why !== undefined)
    byId(`late-${field}-problem`).hidden = why === undefined
    setText(byId(`late-${field}-problem`), why ?? '')
  }
  const [first] = words
  if (first) fieldById(`late-${first[0]}`).focus()
}

function tell(problem: string): void {
  byId('late-problem').hidden = problem === ''
  setText(byId('late-problem'), problem)
  setText(byId('late-done'), '')
}

function today(): string {
  const now = new Date()
  return tidyDay(`${now.getDate()}/${now.getMonth() + 1}/${now.getFullYear()}`) ?? ''
}
