import { get } from './ask.ts'
import { sentenceOf, syllables, syllablesOf } from './syllables.ts'

/** What says calls aloud. */
export interface Speaker {
  readonly kind: 'recorded' | 'system' | 'silent'
  /** A browser makes no sound before somebody has touched the page, unless it was started with leave to. */
  isBlocked(): boolean
  /** After a touch. */
  unblock(): Promise<void>
  /** Resolves when it was said, or could not be. */
  say(ticket: string, counter: string): Promise<void>
}

/** No call is longer; voices of a system sometimes never tell that they ended. */
const longestCall = 15_000
/** Voices of a system come late. */
const voicesWithin = 2_000

/** Recorded syllables where all are there, else a Vietnamese voice of the system, else none. */
export async function findSpeaker(): Promise<Speaker> {
  const { syllables: recorded } = await get<{ readonly syllables: readonly string[] }>('/v1/voice')
  if (Object.keys(syllables).every((name) => recorded.includes(name))) return await recordedSpeaker()
  const voice = await vietnameseVoice()
  return voice ? systemSpeaker(voice) : silent
}

async function recordedSpeaker(): Promise<Speaker> {
  const context = new AudioContext()
  const sounds = new Map<string, AudioBuffer>()
  for (const name of Object.keys(syllables)) {
    const bytes = await (await fetch(`/voice/${name}.wav`)).arrayBuffer()
    sounds.set(name, await context.decodeAudioData(bytes))
  }
  return {
    kind: 'recorded',
    isBlocked: () => context.state !== 'running',
    unblock: () => context.resume(),
    async say(ticket, counter) {
      let at = context.currentTime
      const begun = at
      for (const name of syllablesOf(ticket, counter)) {
        const sound = sounds.get(name)
        if (!sound) continue
        const source = new AudioBufferSourceNode(context, { buffer: sound })
        source.connect(context.destination)
        source.start(at)
        at += sound.duration
      }
      await pause(Math.min(longestCall, (at - begun) * 1_000))
    },
  }
}

function systemSpeaker(voice: SpeechSynthesisVoice): Speaker {
  let touched = navigator.userActivation.hasBeenActive
  return {
    kind: 'system',
    isBlocked: () => !touched,
    async unblock() {
      touched = true
    },
    say: (ticket, counter) =>
      new Promise((resolve) => {
        const words = new SpeechSynthesisUtterance(sentenceOf(ticket, counter))
        words.voice = voice
        words.lang = voice.lang
        words.rate = 0.9
        const given = setTimeout(() => {
          speechSynthesis.cancel()
          resolve()
        }, longestCall)
        const ended = () => {
          clearTimeout(given)
          resolve()
        }
        words.onend = ended
        words.onerror = ended
        speechSynthesis.speak(words)
      }),
  }
}

const silent: Speaker = { kind: 'silent', isBlocked: () => false, async unblock() {}, async say() {} }

async function vietnameseVoice(): Promise<SpeechSynthesisVoice | undefined> {
  if (!('speechSynthesis' in window)) return undefined
  const find = () => speechSynthesis.getVoices().find(({ lang }) => /^vi\b/i.test(lang))
  const found = find()
  if (found) return found
  await Promise.race([
    pause(voicesWithin),
    new Promise<void>((resolve) => speechSynthesis.addEventListener('voiceschanged', () => resolve(), { once: true })),
  ])
  return find()
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
