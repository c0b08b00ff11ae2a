import { setTimeout as pause } from 'node:timers/promises'
import type { ContextInterface, ReaderInterface } from 'smartcard'
import { packError } from '../../core/index.ts'
import { type CardReader, readerParts } from './card-reader.ts'
import type { SeenMessage } from './messages.ts'
import type { Pcsc } from './native.ts'
import { joiningError } from './pcsc-error.ts'

/** A reader that comes between a look and the wait behind it gives no sign; so there is a look at least this often. */
const lookMs = 1_000
/** How soon a service that is gone is asked again, at first and later. */
const againMs = { first: 250, most: 1_000 }
/** Not a reader: what is told when one is plugged in or pulled. */
const plugged = '\\\\?PnP?\\Notification'

/** Tells what readers and cards there are, now and whenever that changes, through all ends of the service. */
export async function watchReaders(pcsc: Pcsc, tell: (seen: SeenMessage) => void): Promise<never> {
  const tellNews = onlyNews(tell)
  let wait = againMs.first
  for (;;) {
    const seen = await lookUntilGone(pcsc, tellNews)
    wait = seen ? againMs.first : Math.min(wait * 2, againMs.most)
    await pause(wait)
  }
}

/** Looks until the service is gone; whether it was there at all. */
async function lookUntilGone(pcsc: Pcsc, tell: (seen: SeenMessage) => void): Promise<boolean> {
  let context: ContextInterface | undefined
  try {
    context = new pcsc.Context()
    for (;;) {
      const readers = context.listReaders()
      tell({ kind: 'readers', readers: readers.map((reader) => seenOf(reader, pcsc)) })
      await context.waitForChange([...readers.map((reader) => known(reader, pcsc)), nothingPlugged()], lookMs)
    }
  } catch (error) {
    // Whom the service has taken once it does not refuse: then it is gone.
    const why = context ? joiningError(new Error('PC/SC service stopped', { cause: error })) : joiningError(error)
    tell({ kind: 'out', error: packError(why) })
    return context !== undefined
  } finally {
    context?.close()
  }
}

function seenOf({ name, state, atr }: ReaderInterface, pcsc: Pcsc): CardReader {
  const is = (flag: number) => (state & flag) !== 0
  const card = !is(pcsc.SCARD_STATE_PRESENT) ? 'absent' : is(pcsc.SCARD_STATE_MUTE) ? 'mute' : 'present'
  const awake = card === 'present' && atr ? { atr: Uint8Array.from(atr) } : {}
  return { name, ...readerParts(name), card, ...awake }
}

/** A state that we know, so that only another one is told. */
function known({ name, state }: ReaderInterface, pcsc: Pcsc) {
  return { name, state: (state & ~pcsc.SCARD_STATE_CHANGED) >>> 0, changed: false, atr: null }
}

function nothingPlugged() {
  return { name: plugged, state: 0, changed: false, atr: null }
}

/** The same told again is no news. */
function onlyNews(tell: (seen: SeenMessage) => void): (seen: SeenMessage) => void {
  let last = ''
  return (seen) => {
    const written = JSON.stringify(seen)
    if (written !== last) tell(seen)
    last = written
  }
}
