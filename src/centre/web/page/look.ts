import { byId, setText } from '../../../page-kit/index.ts'
import { get, Refusal } from './ask.ts'
import { currentLanguage, loadWords, say, sayTime, useLanguage } from './words.ts'

interface Ticket {
  readonly ticket: string
  readonly state: 'waiting' | 'called' | 'serving' | 'held' | 'served' | 'skipped'
  readonly label: string | null
  readonly ahead: number
}

/** A telephone in a pocket looks now and then; the wall display is the one to watch. */
const lookEvery = 5_000

const asked = decodeURIComponent(location.pathname.split('/')[2] ?? '').normalize('NFC')
let ticket: Ticket | 'unknown' | undefined

await loadWords()
byId('language').addEventListener('click', async () => {
  await useLanguage(currentLanguage() === 'vi' ? 'en' : 'vi')
  draw()
})
setText(byId('ticket'), asked.toUpperCase())
await look()

async function look(): Promise<void> {
  try {
    ticket = await get<Ticket>(`/v1/ticket?ticket=${encodeURIComponent(asked)}`)
    byId('lost').hidden = true
  } catch (error) {
    const isUnknown = error instanceof Refusal && error.code === 'DB-WEB-007'
    if (isUnknown) ticket = 'unknown'
    byId('lost').hidden = isUnknown
  }
  draw()
  if (byId('lost').hidden) setText(byId('fresh'), say('web.look.fresh', { time: sayTime(Date.now()) }))
  setTimeout(look, lookEvery)
}

function draw(): void {
  if (!ticket) return
  document.body.dataset.state = ticket === 'unknown' ? 'unknown' : ticket.state
  if (ticket !== 'unknown') setText(byId('ticket'), ticket.ticket)
  setText(byId('how'), words(ticket))
}

function words(ticket: Ticket | 'unknown'): string {
  if (ticket === 'unknown') return say('web.look.unknown')
  const { state, ahead, label } = ticket
  if (state === 'waiting') return ahead === 0 ? say('web.look.next') : say('web.look.waiting', { count: ahead })
  return say(`web.look.${state}`, { counter: label ?? '–' })
}
