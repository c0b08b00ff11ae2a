import { type Clock, DeskError, type Log, type Timer } from '../../core/index.ts'
import { keptChild } from '../child/kept-child.ts'
import { within } from '../within.ts'
import { CardChild } from './card-child.ts'
import type { ReadersSeen } from './card-reader.ts'
import type { CardWire } from './card-wire.ts'

/** All card readers of the desk. Their child process runs only while somebody asks for them or has a card open. */
export interface CardReaders {
  /** What readers and cards there are now. Rejects with `DB-PCS-…` only when nobody says in time, or `DB-BUS-002`. */
  look(signal: AbortSignal): Promise<ReadersSeen>
  /** Tells what there is, now and at each change, until the returned function is called. */
  watch(listener: (seen: ReadersSeen) => void): () => void
  /**
   * Takes the card in a reader for us alone. Rejects with a coded error: no such reader, no card, a mute one, one
   * that another program holds. When the signal aborts, now or later, the card is given up (`DB-BUS-002`).
   */
  open(reader: string, signal: AbortSignal): Promise<CardWire>
  pid(): number | undefined
  stop(): Promise<void>
}

/** A child that ends while it is wanted is started again after this. */
const watchAgainMs = 1_000
/** The first look needs the start of the child, which an antivirus program may hold up. */
const lookMs = 10_000

export function cardReaders({ clock, log }: { readonly clock: Clock; readonly log: Log }): CardReaders {
  const listeners = new Set<{ readonly tell: (seen: ReadersSeen) => void }>()
  let seen: ReadersSeen | undefined
  let again: Timer | undefined
  let stopped = false

  const kept = keptChild(clock, (keeping) => {
    const child = new CardChild({
      clock,
      log,
      onSeen(now) {
        if (child !== kept.current()) return
        seen = now
        for (const { tell } of [...listeners]) tell(now)
      },
      onIdle() {
        if (listeners.size === 0) keeping.onIdle()
      },
      onEnd() {
        keeping.onEnd()
        if (kept.current()) return
        // What the last one saw is not what a new one will see.
        seen = undefined
        again?.cancel()
        if (listeners.size > 0 && !stopped) again = clock.after(watchAgainMs, () => void kept.want())
      },
    })
    return child
  })

  const watch = (tell: (seen: ReadersSeen) => void) => {
    const listener = { tell }
    listeners.add(listener)
    const hadChild = kept.current() !== undefined
    kept.want()
    if (hadChild && seen) tell(seen)
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) kept.current()?.lookIdle()
    }
  }

  return {
    async look(signal) {
      if (stopped) throw new DeskError('DB-BUS-003')
      const first = Promise.withResolvers<ReadersSeen>()
      const unwatch = watch(first.resolve)
      const late = new DeskError('DB-PCS-011')
      return within(first.promise, { clock, ms: lookMs, signal, late }).finally(unwatch)
    },
    watch(tell) {
      return stopped ? () => {} : watch(tell)
    },
    async open(reader, signal) {
      if (stopped) throw new DeskError('DB-BUS-003')
      return kept.want().open(reader, signal)
    },
    pid: () => kept.current()?.pid,
    async stop() {
      stopped = true
      listeners.clear()
      again?.cancel()
      await kept.stop()
    },
  }
}
