import { byId, fieldById, setText } from '../../page/dom.ts'
import { currentLanguage, say } from '../../page/words.ts'
import { answered, type Post } from './ask.ts'

/** The form in which a visit that was kept on paper is entered with its true times. */
export function layLate(post: Post, counter: () => string): void {
  fieldById('late-date').value = today()
  byId('late').addEventListener('submit', async (event) => {
    event.preventDefault()
    const entry = entryOf(counter())
    if (typeof entry === 'string') return tell(entry, '')
    const came = await answered(post, 'late-entry', entry)
    if (came.kind === 'refused') return tell(came.why[currentLanguage()], '')
    tell('', say('page.late.done', { ticket: entry.ticket }))
    for (const field of ['ticket', 'began', 'ended', 'dossiers']) fieldById(`late-${field}`).value = ''
    byId('late-ticket').focus()
  })
}

function entryOf(counter: string) {
  const read = (field: string) => fieldById(`late-${field}`).value.trim()
  const [ticket, date] = [read('ticket'), read('date')]
  const [began, ended] = [momentOf(date, read('began')), momentOf(date, read('ended'))]
  mark({ ticket: ticket !== '', date: date !== '', began: began !== undefined, ended: ended !== undefined })
  if (!ticket || !began || !ended) return say('page.late.missing')
  if (ended < began || Date.parse(ended) > Date.now()) return say('page.late.times')
  const dossiers = read('dossiers')
    .split(/[\n,;]/)
    .map((code) => code.trim())
    .filter((code) => code !== '')
  return { counter, ticket, dossiers, began, ended }
}

/** What is missing is marked, and the first of it has the focus. */
function mark(isFilled: Readonly<Record<string, boolean>>): void {
  const missing = Object.keys(isFilled).filter((field) => !isFilled[field])
  for (const field of Object.keys(isFilled)) fieldById(`late-${field}`).ariaInvalid = String(missing.includes(field))
  const [first] = missing
  if (first !== undefined) fieldById(`late-${first}`).focus()
}

/**
 * By the clock of this PC, as the watch on the wall had it: 8:05, 08h05 and 0805 are all the same. The browser's own field
 * would ask for AM and PM wherever the browser is not Vietnamese.
 */
function momentOf(date: string, written: string): string | undefined {
  const [, hours, minutes] = /^([01]?\d|2[0-3])[:.h]?([0-5]\d)$/i.exec(written) ?? []
  const moment = new Date(`${date}T${hours?.padStart(2, '0')}:${minutes}`)
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString()
}

function today(): string {
  const now = new Date()
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
}

function tell(problem: string, done: string): void {
  byId('late-problem').hidden = problem === ''
  setText(byId('late-problem'), problem)
  setText(byId('late-done'), done)
}
