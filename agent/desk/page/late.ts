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
  const [ticket, date, began, ended] = ['ticket', 'date', 'began', 'ended'].map(read)
  if (!ticket || !date || !began || !ended) return say('page.late.missing')
  const times = { began: timeOf(date, began), ended: timeOf(date, ended) }
  if (times.ended < times.began || Date.parse(times.ended) > Date.now()) return say('page.late.times')
  const dossiers = read('dossiers')
    .split(/[\n,;]/)
    .map((code) => code.trim())
    .filter((code) => code !== '')
  return { counter, ticket, dossiers, ...times }
}

/** By the clock of this PC, as the watch on the wall had it. */
function timeOf(date: string, time: string): string {
  return new Date(`${date}T${time}`).toISOString()
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
