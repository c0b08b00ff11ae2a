import type { CardContentView, CardView } from '../api/card.ts'
import type { CounterView, Problem } from '../api/state.ts'
import type { DeskNews } from './news.ts'
import { DeskRefusal } from './refusal.ts'

/** What goes with the wish to read a card. */
export interface CardOptions {
  /** For which procedure; it decides what may be taken. */
  readonly procedure?: string
  readonly dossier?: string
  /** What opens the chip, where the person at the desk typed it: six digits. */
  readonly can?: string
  /** Hears how it goes: the officer is asked, the card awaited, the chip read. */
  readonly progress?: (card: CardView) => void
  /** Gives it up. */
  readonly signal?: AbortSignal
}

/** As much of a desk as reading needs. */
export interface CardDesk {
  ask(action: string, body: unknown): Promise<unknown>
  on<K extends keyof DeskNews>(news: K, listener: (value: DeskNews[K]) => void): () => void
}

/**
 * Reads the card of the citizen at a counter once the officer has agreed. Rejects with {@link DeskRefusal} where it is
 * refused, no card comes, or it cannot be read.
 */
export async function readCard(desk: CardDesk, counter: string, options: CardOptions = {}): Promise<CardContentView> {
  const { progress, signal, ...wish } = options
  signal?.throwIfAborted()
  const { reading } = (await desk.ask('card-read', { counter, ...wish })) as { readonly reading: string }
  try {
    // Perhaps while the desk was asked.
    signal?.throwIfAborted()
    await untilShown(desk, { counter, reading, progress, signal })
  } catch (error) {
    if (signal?.aborted) await desk.ask('card-clear', { counter, reading })
    throw error
  }
  // Where it is gone already the desk says so.
  return (await desk.ask('card-content', { counter, reading, show: 'whole' })) as CardContentView
}

interface Awaited {
  readonly counter: string
  readonly reading: string
  readonly progress: CardOptions['progress']
  readonly signal: AbortSignal | undefined
}

/** Resolves when the card is shown, or is not to be seen any more. */
async function untilShown(desk: CardDesk, { counter, reading, progress, signal }: Awaited): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  // The news of our reading may come behind the answer to our wish; only what follows it can be its end.
  let isSeen = false
  const hear = ({ id, card }: CounterView) => {
    if (id !== counter) return
    if (card?.reading !== reading) return isSeen ? resolve() : undefined
    isSeen = true
    progress?.(card)
    if (card.state === 'shown') resolve()
    if (card.state === 'failed') reject(refusalOf(card.problem))
  }
  const stop = desk.on('counter', hear)
  const give = () => reject(signal?.reason)
  signal?.addEventListener('abort', give, { once: true })
  try {
    await promise
  } finally {
    stop()
    signal?.removeEventListener('abort', give)
  }
}

function refusalOf({ code, sentence, next }: Problem): DeskRefusal {
  const words = (language: 'vi' | 'en') => ({ sentence: sentence[language], next: next[language] })
  return new DeskRefusal(code, { vi: words('vi'), en: words('en') })
}
