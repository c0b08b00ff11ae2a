import { byId } from '../../../page-kit/index.ts'
import { begin, type Call, finish, hear, noAnnouncements } from './announcements.ts'
import { findSpeaker, type Speaker } from './speaker.ts'

/** The voice of a display. */
export interface VoiceOfBoard {
  hear(calls: readonly Call[]): void
}

/** Says calls aloud, one after the other. What it is to say lies open in `data-saying`, for tests and for the deaf. */
export async function startVoice(now: () => number): Promise<VoiceOfBoard> {
  const speaker = await findSpeaker()
  let state = noAnnouncements
  const go = async () => {
    if (state.saying !== null || speaker.isBlocked()) return
    state = begin(state, now())
    const { saying } = state
    if (saying === null) return
    document.body.dataset.saying = `${saying.ticket} ${saying.label}`
    await speaker.say(saying.ticket, saying.label)
    delete document.body.dataset.saying
    state = finish(state)
    void go()
  }
  showState(speaker, () => void go())
  return {
    hear(calls) {
      state = hear(state, calls, now())
      void go()
    },
  }
}

function showState(speaker: Speaker, ready: () => void): void {
  document.body.dataset.voice = speaker.kind
  byId('voice-silent').hidden = speaker.kind !== 'silent'
  const button = byId('voice-start')
  button.hidden = !speaker.isBlocked()
  button.addEventListener('click', async () => {
    await speaker.unblock()
    button.hidden = !speaker.isBlocked()
    ready()
  })
}
